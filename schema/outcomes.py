"""Outcomes: what a source said to one question. Rules take outcomes, never bare lists."""

from __future__ import annotations

from dataclasses import dataclass

from schema.codes import FailureKind, OutcomeKind, Role
from schema.dates import Period
from schema.identifiers import Identifier
from schema.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """Identifier a source proves to belong to the subject asked, with when it was valid."""

    identifier: Identifier
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLink:
    """Unit a natural person holds or held a role in, as the registry says (GO-10-c, GO-14-a)."""

    unit: Identifier
    unit_name: str
    role: Role
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The source answered: records, and what else it proves about the subject."""

    records: tuple[Record, ...] = ()
    aliases: tuple[Alias, ...] = ()
    links: tuple[UnitLink, ...] = ()
    rejected: int = 0  # rows left out because their own identifiers are masked or malformed
    kind = OutcomeKind.FOUND


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """The source proved that it has nothing; `evidence` says how, in the agency file's words."""

    evidence: str
    kind = OutcomeKind.NOT_FOUND


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """The source has something and may not give it."""

    basis: str
    kind = OutcomeKind.WITHHELD


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplicable:
    """The question does not apply, such as a company-only source asked about a person."""

    reason: str
    kind = OutcomeKind.NOT_APPLICABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """No usable answer. `message` is safe to show; addresses and driver texts stay in the log."""

    failure: FailureKind
    message: str
    retry_after: float | None = None  # seconds, if the source said
    kind = OutcomeKind.FAILED


Outcome = Found | NotFound | Withheld | NotApplicable | Failed
