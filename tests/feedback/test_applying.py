"""Whether a measure might be applied when it was, by what the rights log said then (GO-22-c, GO-23-c)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.feedback.applying import Standing, finding_of
from gateway.feedback.moments import Moment, at_instant, on_day
from gateway.feedback.states import FEEDBACK, Role
from gateway.rights.entries import RightsEntry, RightsKind
from gateway.workflow.machine import IllegalStep
from schema.dates import legal_day
from schema.decisions import DecisionFinding
from schema.feedback import FeedbackState
from schema.measures import MeasureStatus

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
DAY = legal_day(NOW)
HOUR = timedelta(hours=1)
ACTIVE = Standing(MeasureStatus.ACTIVE, ("r1", "r2"), DAY + timedelta(days=10), NOW - timedelta(days=3))
SUSPENDED, ENDED = DecisionFinding.APPLIED_SUSPENDED, DecisionFinding.APPLIED_ENDED


def entry(kind: RightsKind, at: datetime, effective_on: date | None = None, record: str = "r2") -> RightsEntry:
    return RightsEntry(
        seq=int(at.timestamp()),
        at=at,
        kind=kind,
        record_id=record,
        subject_ref="s",
        by="court",
        effective_on=effective_on,
    )


def disputed(since: datetime) -> RightsEntry:
    return entry(RightsKind.OBJECTION_ACCEPTED, since)


def test_an_active_measure_of_which_nothing_is_said_may_be_applied() -> None:
    assert finding_of(ACTIVE, (), on_day(DAY, NOW), None) is None


@pytest.mark.parametrize(
    ("since", "until", "moment", "finding"),
    [
        (NOW - 48 * HOUR, None, on_day(DAY, NOW), SUSPENDED),
        (NOW - HOUR, None, on_day(DAY, NOW), None),  # in the morning it was not
        (NOW - HOUR, None, at_instant(DAY, NOW), SUSPENDED),
        (NOW - HOUR, None, at_instant(DAY, NOW - 2 * HOUR), None),
        (NOW - 48 * HOUR, NOW - HOUR, on_day(DAY, NOW), None),  # towards noon it was no longer
        (NOW - 48 * HOUR, NOW - HOUR, at_instant(DAY, NOW - 2 * HOUR), SUSPENDED),
    ],
)
def test_a_measure_is_suspended_from_acceptance_to_the_end_of_verification(
    since: datetime, until: datetime | None, moment: Moment, finding: DecisionFinding | None
) -> None:
    history = [disputed(since)]
    if until is not None:
        history.append(entry(RightsKind.VERIFIED_CORRECT, until))
    assert finding_of(ACTIVE, history, moment, None) is finding


def test_what_the_check_showed_as_suspended_applies_once_it_was_verified() -> None:
    shown = ACTIVE._replace(status=MeasureStatus.SUSPENDED)
    assert finding_of(shown, (), on_day(DAY, NOW), None) is SUSPENDED
    verified = [disputed(NOW - 72 * HOUR), entry(RightsKind.VERIFIED_CORRECT, NOW - HOUR)]
    assert finding_of(shown, verified, on_day(DAY, NOW), None) is None


@pytest.mark.parametrize("kind", [RightsKind.WITHDRAWN, RightsKind.REPAIRED, RightsKind.LIST_EXIT])
def test_an_ending_counts_from_its_day_on_and_once_it_was_entered(kind: RightsKind) -> None:
    before = NOW - timedelta(days=2)
    assert finding_of(ACTIVE, [entry(kind, before, DAY)], on_day(DAY, NOW), None) is ENDED
    assert finding_of(ACTIVE, [entry(kind, before, DAY + timedelta(days=1))], on_day(DAY, NOW), None) is None
    assert finding_of(ACTIVE, [entry(kind, NOW - HOUR, DAY)], on_day(DAY, NOW), None) is None
    assert finding_of(ACTIVE, [entry(RightsKind.VERIFIED_WRONG, before)], on_day(DAY, NOW), None) is ENDED


def test_nothing_is_applied_beyond_its_last_day_or_that_never_applied() -> None:
    assert ACTIVE.last_day is not None
    on_time = on_day(DAY, NOW)
    assert finding_of(ACTIVE, (), on_time, ACTIVE.last_day) is None
    assert finding_of(ACTIVE, (), on_time, ACTIVE.last_day + timedelta(days=1)) is ENDED
    assert finding_of(ACTIVE._replace(last_day=DAY - timedelta(days=1)), (), on_time, None) is ENDED
    assert finding_of(ACTIVE._replace(status=MeasureStatus.ENDED), (), on_time, None) is ENDED
    for status in (MeasureStatus.NOT_ADOPTED, MeasureStatus.FOR_REFERENCE, MeasureStatus.UNCONFIRMED):
        found = finding_of(ACTIVE._replace(status=status), (), on_time, None)
        assert found is DecisionFinding.APPLIED_INAPPLICABLE


@given(st.integers(-72, 72), st.integers(1, 72), st.integers(0, 5))
def test_it_is_found_exactly_if_no_instant_of_the_day_was_free(since: int, lasting: int, before: int) -> None:
    day = DAY - timedelta(days=before)
    moment = on_day(day, NOW)
    began, over = NOW + since * HOUR, NOW + (since + lasting) * HOUR
    history = [each for each in (disputed(began), entry(RightsKind.VERIFIED_CORRECT, over)) if each.at <= NOW]
    free = began > moment.first or over <= moment.last
    assert (finding_of(ACTIVE, history, moment, None) is SUSPENDED) is (not free)


@given(st.lists(st.tuples(st.sampled_from(list(FeedbackState)), st.sampled_from(list(Role))), max_size=12))
def test_no_step_is_taken_that_is_not_among_the_legal_ones(wanted: list[tuple[FeedbackState, Role]]) -> None:
    state = FeedbackState.AWAITED
    for after, role in wanted:
        legal = FEEDBACK.legal(state, role)
        try:
            state = FEEDBACK.taken(state, after, role)
        except IllegalStep as refused:
            assert after not in legal
            assert refused.legal == legal
        else:
            assert state in legal
    assert FEEDBACK.legal(FeedbackState.APPLIED, *Role) == ()
