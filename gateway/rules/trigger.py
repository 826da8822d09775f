"""What an operative line may ask: a closed grammar of conditions, each with the words it is shown in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schema.codes import Area, Level, PenaltyKind, RecordKind, Role, Severity
from schema.measures import LegalBasis

ADVERSE_KINDS = frozenset({RecordKind.PENALTY, RecordKind.SERIOUS_DISHONESTY_ENTRY, RecordKind.ENFORCEMENT_ENTRY})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RecordCondition:
    """A record of this kind exists; every attribute given must fit, and one the record lacks is UNKNOWN.

    Records for reference, and records that ended (repair, withdrawal, exit, end of their period), never satisfy it;
    behind a restraint an ended record shows the measure as ENDED.
    """

    text: str
    kind: RecordKind
    lists: frozenset[str] = frozenset()
    severities: frozenset[Severity] = frozenset()
    areas: frozenset[Area] = frozenset()
    offences: frozenset[str] = frozenset()
    penalty_kinds: frozenset[PenaltyKind] = frozenset()
    cites: tuple[str, ...] = ()
    able_and_refuses: bool | None = None
    decided_within_months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AbsenceCondition:
    """No record of these kinds counts within the window; TRUE only if each kind is completely known (GO-04-a).

    The window runs from the corresponding day `months` before the as-of date to the as-of date, both inside; an entry
    still in force counts however old it is. Without `months` every record that may be used counts.
    """

    text: str
    kinds: tuple[RecordKind, ...]
    months: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCondition:
    """The grade in a field, as the asker recognises it, is at least this level."""

    text: str
    field: str
    at_least: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """Conjunction of conditions. A restraint has only `has`, its first the record that brings it about."""

    has: tuple[RecordCondition, ...] = ()
    none: tuple[AbsenceCondition, ...] = ()
    levels: tuple[LevelCondition, ...] = ()


class DurationFrom(StrEnum):
    """Date of the record a duration is counted from."""

    DECIDED_ON = "decided_on"
    PERIOD_START = "period_start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long a restraint lasts (GO-21-a): a count of months, the stay of the entry behind it, or the earlier of both.

    A count ends on the corresponding day, that day included.
    """

    text: str
    months: int | None
    starts: DurationFrom = DurationFrom.DECIDED_ON
    until_exit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """Persons a unit's record reaches (GO-10-c, GO-10-e): by office alone, or if directly responsible as well.

    Their measure has its own basis and duration (GO-14-b); `duration` is None only in a faulty line.
    """

    bases: tuple[LegalBasis, ...]
    duration: Duration | None
    by_office: frozenset[Role]
    if_responsible: frozenset[Role]

    def names(self, role: Role) -> bool:
        """Tell whether a role is reached at all."""
        return role in self.by_office or role in self.if_responsible
