"""Whether a measure might be applied when it was: neither suspended nor ended then (GO-23-c). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from gateway.feedback.moments import Moment
from gateway.rights.entries import RightsEntry, RightsKind
from gateway.rights.state import RightsState
from schema.decisions import DecisionFinding
from schema.measures import MeasureStatus


class Standing(NamedTuple):
    """A measure as a check showed it at an instant."""

    status: MeasureStatus
    records: tuple[str, ...]
    last_day: date | None
    known_at: datetime


def finding_of(
    measure: Standing, history: Sequence[RightsEntry], moment: Moment, last_day: date | None
) -> DecisionFinding | None:
    """Give what is wrong with applying a measure at a moment until a last day; None if nothing is.

    `history` is the rights log about its records. Where only the day is known, a measure counts as suspended if it
    was so at the beginning and at the end of the day: who may have applied it in time has done nothing wrong.
    """
    if _ended(measure, history, moment, last_day):
        return DecisionFinding.APPLIED_ENDED
    if _suspended(measure, history, moment):
        return DecisionFinding.APPLIED_SUSPENDED
    applies = {MeasureStatus.ACTIVE, MeasureStatus.SUSPENDED}
    return None if measure.status in applies else DecisionFinding.APPLIED_INAPPLICABLE


def _ended(measure: Standing, history: Sequence[RightsEntry], moment: Moment, last_day: date | None) -> bool:
    if measure.status is MeasureStatus.ENDED:
        return True
    if measure.last_day is not None and max(moment.day, last_day or moment.day) > measure.last_day:
        return True
    then = _at(history, moment.first)
    return any(then.of(record).over_on(moment.day) for record in measure.records)


def _suspended(measure: Standing, history: Sequence[RightsEntry], moment: Moment) -> bool:
    states = (_at(history, moment.first), _at(history, moment.last))
    if all(_disputed(measure, state) for state in states):
        return True
    return measure.status is MeasureStatus.SUSPENDED and not _verified(measure, history, moment)


def _disputed(measure: Standing, state: RightsState) -> bool:
    return any(state.of(record).under_verification for record in measure.records)


def _verified(measure: Standing, history: Iterable[RightsEntry], moment: Moment) -> bool:
    """Tell whether the verification for which the check showed the measure as suspended had ended by then."""
    return any(
        entry.kind is RightsKind.VERIFIED_CORRECT and measure.known_at <= entry.at <= moment.last for entry in history
    )


def _at(history: Iterable[RightsEntry], instant: datetime) -> RightsState:
    return RightsState().advanced(entry for entry in history if entry.at <= instant)
