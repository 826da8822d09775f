"""What the stages hand to one another: answers as fetched, and the dossier the rules read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from schema.agencies import Agency
from schema.checks import Conflict, SubjectIdentifier
from schema.codes import FailureKind, RecordKind, SubjectKind
from schema.identifiers import Identifier
from schema.outcomes import Outcome, UnitLink
from schema.records import Record, Registration, SubjectName


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAnswer:
    """One source's outcome for one key, with how it came about."""

    source: str
    wave: int
    key: Identifier | None
    outcome: Outcome
    latency_ms: int = 0
    attempts: int = 0
    retrieved_at: datetime | None = None
    data_as_of: datetime | None = None
    cached: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedAnswers:
    """Answers about one unit a person is linked to."""

    link: UnitLink
    answers: tuple[SourceAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Everything the fan-out brought about one subject."""

    asked: Identifier
    answers: tuple[SourceAnswer, ...]
    linked: tuple[LinkedAnswers, ...] = ()
    links_cut: int = 0  # linked units not asked because the cap was reached

    @property
    def everything(self) -> tuple[SourceAnswer, ...]:
        """Every answer, about the subject and then about each linked unit once, however many roles link it."""
        units = {linked.link.unit: linked.answers for linked in self.linked}
        return (*self.answers, *(answer for answers in units.values() for answer in answers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Why what is known of a kind of record is not complete."""

    source: str
    failure: FailureKind | None  # None: the source withheld, or was not asked
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedUnit:
    """A unit a person is linked to, with the records that may reach the person."""

    link: UnitLink
    registration: Registration | None
    records: tuple[Record, ...]
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One subject as the rules see it: joined records, what is not known, and what disagrees.

    `gaps` names, by kind of record (evaluations by field, written `EVALUATION:tax`), every source that should have
    answered and did not answer completely; a kind without an entry is completely known. A kind no configured source
    supplies is not in `supplied` and is never known to be absent.
    """

    subject_ref: str
    subject_kind: SubjectKind | None
    name: str | None
    names: tuple[SubjectName, ...]
    identifiers: tuple[SubjectIdentifier, ...]
    records: tuple[Record, ...]
    linked: tuple[LinkedUnit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    supplied: frozenset[str] = frozenset()
    gaps: Mapping[str, tuple[Gap, ...]] = field(default_factory=dict)
    cached: frozenset[str] = frozenset()  # ids of records known only from cached answers

    def gaps_for(self, kind: RecordKind, evaluated_field: str | None = None) -> tuple[Gap, ...]:
        """Give what keeps a kind of record (or the evaluations of a field) from being completely known."""
        name = str(kind) if evaluated_field is None else f"{kind}:{evaluated_field}"
        if name not in self.supplied:
            return (Gap(source="-", failure=FailureKind.NOT_CONFIGURED, message=f"no source supplies {name}"),)
        return self.gaps.get(name, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """The asking agency and what for, from the credential."""

    agency: Agency
    known_at: datetime
