"""Judges the facts again after each event that may change the answer, and keeps those that do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import strawberry

from gateway.case import Case
from gateway.foresight.events import IN_FORCE, Event, closed_windows, record_events, restraints_in_force, time_events
from gateway.foresight.worlds import after
from gateway.judging import Judged, ruled
from gateway.rules.adoptions import AdoptionRule
from gateway.rules.model import OperativeLine
from gateway.rules.trigger import ADVERSE_KINDS
from schema.codes import RecordKind
from schema.measures import Guidance, MeasureStatus
from schema.prospects import ChangeKind, PossibleChange


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is compared of two judgements."""

    guidance: Guidance
    floor: Guidance | None
    in_force: Mapping[str, MeasureStatus]


def what_would_change(judged: Judged, case: Case, adoptions: tuple[AdoptionRule, ...]) -> tuple[PossibleChange, ...]:
    """Say which events would change the answer, each judged by itself under the same rules.

    Events of records come first, then the days on which time alone changes it, each beside the day before it. A past
    as-of date is asked for audit, and has none.
    """
    if case.past is not None:
        return ()
    restraints = restraints_in_force(judged.measured)
    windows = closed_windows(judged.measured, judged.dossier, case.matter, case.pack, case.as_of)
    kinds = _kinds_asked(case.pack.touching(case.matter))
    now = _outcome(judged)
    in_the_way = [records[0] for _, records in windows if len(records) == 1]
    found: list[PossibleChange] = []
    for event in record_events(restraints, in_the_way, case.as_of):
        found += _compared(event, now, _after(event, judged, case, adoptions), kinds)
    before = now
    for event in time_events(restraints, windows, case.regimes, case.today):
        then = _after(event, judged, case, adoptions)
        found += _compared(event, before, then, kinds)
        before = then
    return tuple(found)


def _after(event: Event, judged: Judged, case: Case, adoptions: tuple[AdoptionRule, ...]) -> Outcome:
    dossier = after(event, judged.dossier, case.regimes, case.as_of)
    on = case if event.on is None else replace(case, as_of=event.on)
    return _outcome(ruled(dossier, on, adoptions, missing=judged.missing, links_cut=judged.links_cut))


def _outcome(judged: Judged) -> Outcome:
    measures = judged.measured.measures
    return Outcome(
        guidance=judged.decision.guidance,
        floor=judged.decision.floor,
        in_force={each.id: each.status for each in measures if each.status in IN_FORCE},
    )


def _compared(event: Event, before: Outcome, then: Outcome, kinds: tuple[RecordKind, ...]) -> Iterator[PossibleChange]:
    ends = tuple(name for name in before.in_force if name not in then.in_force)
    begins = tuple(name for name in _active(then) if name not in _active(before))
    same = (before.guidance, before.floor) == (then.guidance, then.floor)
    if same and not ends and not begins:
        return
    yield PossibleChange(
        kind=event.kind,
        when=_words(event),
        record=None if event.record is None else strawberry.ID(event.record),
        from_day=event.on,
        guidance=then.guidance,
        floor=then.floor,
        ends=ends,
        begins=begins,
        kinds=kinds,
    )


def _active(outcome: Outcome) -> list[str]:
    return [name for name, status in outcome.in_force.items() if status is MeasureStatus.ACTIVE]


def _kinds_asked(lines: Iterable[OperativeLine]) -> tuple[RecordKind, ...]:
    """Give the kinds of record the lines of a matter look at, whatever was found.

    Disclosure goes by them, so that what it leaves out tells nothing about records the grant does not show.
    """
    kinds: set[RecordKind] = set()
    for line in lines:
        kinds.update(condition.kind for condition in line.trigger.has)
        kinds.update(kind for condition in line.trigger.none for kind in condition.kinds)
        if line.trigger.levels:
            kinds |= {RecordKind.EVALUATION, *ADVERSE_KINDS}
    return tuple(sorted(kinds))


def _words(event: Event) -> str:
    match event.kind:
        case ChangeKind.RECORD_CLEARED:
            return f"record {event.record} is withdrawn, corrected or repaired"
        case ChangeKind.ENTRY_ENDED:
            return f"the entry {event.record} ends"
        case ChangeKind.VERIFIED_CORRECT:
            return f"record {event.record} is verified correct"
        case ChangeKind.NAME_CONFIRMED:
            return f"the issuer of record {event.record} confirms that it is about this subject"
        case ChangeKind.TIME_PASSES:
            return f"nothing else happens until {event.on}"
