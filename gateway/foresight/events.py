"""Which events may change an answer: to the records behind restraints or in the way of incentives, or time alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from gateway.foresight.days import first_free_day, hidden_from
from gateway.rules.conditions import absent
from gateway.rules.facts import Facts, facts_of
from gateway.rules.model import PublicityRegime, RulePack
from gateway.rules.standing import entry_in_force
from gateway.rules.trigger import AbsenceCondition
from gateway.stages.dossier import Dossier
from gateway.stages.measure import Measured
from schema.agencies import Matter
from schema.measures import Direction, Measure, MeasureStatus, Truth
from schema.prospects import ChangeKind
from schema.records import Record

MOST_RECORDS = 12
IN_FORCE = frozenset({MeasureStatus.ACTIVE, MeasureStatus.SUSPENDED, MeasureStatus.UNCONFIRMED})


@dataclass(frozen=True, slots=True)
class Event:
    """Something that may happen: to a record on the day itself, or the passing of time until a day."""

    kind: ChangeKind
    record: str | None = None
    on: date | None = None


def record_events(restraints: Iterable[Measure], in_the_way: Iterable[Record], as_of: date) -> Iterator[Event]:
    """Give what may happen to the records behind restraints, then to those in the way of incentives.

    Of the records at most `MOST_RECORDS` are looked at.
    """
    behind = [record for measure in restraints for record in measure.records]
    records = {record.id: record for record in (*behind, *in_the_way)}
    for record in islice(records.values(), MOST_RECORDS):
        yield Event(ChangeKind.RECORD_CLEARED, record.id)
        if entry_in_force(record, as_of):
            yield Event(ChangeKind.ENTRY_ENDED, record.id)
        if record.verification_since is not None:
            yield Event(ChangeKind.VERIFIED_CORRECT, record.id)
        if record.name_differs:
            yield Event(ChangeKind.NAME_CONFIRMED, record.id)


def time_events(
    restraints: Iterable[Measure],
    windows: Iterable[tuple[AbsenceCondition, tuple[Record, ...]]],
    regimes: tuple[PublicityRegime, ...],
    today: date,
) -> Iterator[Event]:
    """Give in their order the days on which time alone may change the answer.

    A restraint ends, the record behind it may no longer be seen, or the last bad record leaves a window.
    """
    behind = tuple(restraints)
    ends = [each.period.ends_before for each in behind if each.period is not None]
    hidden = [hidden_from(record, regimes, today) for each in behind for record in each.records]
    free = [first_free_day(records, condition.months, regimes, today) for condition, records in windows]
    days = {day for day in (*ends, *hidden, *free) if day is not None and day > today}
    return (Event(ChangeKind.TIME_PASSES, on=day) for day in sorted(days))


def restraints_in_force(measured: Measured) -> list[Measure]:
    """Give the restraints that hold now or are suspended or unconfirmed."""
    restraints = (each for each in measured.measures if each.measure.direction is Direction.RESTRAINT)
    return [each for each in restraints if each.status in IN_FORCE]


def closed_windows(
    measured: Measured, dossier: Dossier, matter: Matter, pack: RulePack, as_of: date
) -> list[tuple[AbsenceCondition, tuple[Record, ...]]]:
    """Give the windows that keep a line from applying, each with the bad records in it."""
    near = {each.line for each in measured.why_not}
    conditions = dict.fromkeys(
        condition for line in pack.touching(matter) if line.id in near for condition in line.trigger.none
    )
    facts: Facts = facts_of(dossier, as_of)
    findings = [(condition, absent(condition, facts)) for condition in conditions]
    return [(condition, finding.records) for condition, finding in findings if finding.truth is Truth.FALSE]
