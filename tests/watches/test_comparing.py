"""What is news of an answer made again, and when it is made; pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gateway.watches.comparing import Answer, changed_measures
from gateway.watches.looking import news_of
from gateway.watches.model import ANSWER_CHANGED, COMPLETE, INCOMPLETE
from gateway.watches.seeing import end_of, next_look
from schema.measures import Guidance
from schema.watches import NewsMeans, WatchedSource

ANSWERS = st.builds(
    Answer,
    guidance=st.sampled_from(list(Guidance)),
    measures=st.dictionaries(st.sampled_from("abc"), st.tuples(st.sampled_from(("ACTIVE", "SUSPENDED"))), max_size=3),
    recognised=st.dictionaries(st.sampled_from("tc"), st.tuples(st.sampled_from(("A", "B"))), max_size=2),
    incomplete=st.booleans(),
)


@given(ANSWERS, st.lists(ANSWERS, max_size=8))
def test_each_change_is_told_once_and_an_incomplete_answer_never_is_one(first: Answer, later: list[Answer]) -> None:
    told, last = first, None
    for now in later:
        event = news_of(told, now)
        if now.guidance is Guidance.INCOMPLETE:
            assert event is None or (event[0] == INCOMPLETE and last != INCOMPLETE)
            told = Answer(guidance=told.guidance, measures=told.measures, recognised=told.recognised, incomplete=True)
        elif told.same_as(now):
            assert (event[0] if event else None) == (COMPLETE if told.incomplete else None)
            told = Answer(guidance=now.guidance, measures=now.measures, recognised=now.recognised)
        else:
            assert event is not None
            assert (event[0], event[1].before, event[1].guidance) == (ANSWER_CHANGED, told.guidance, now.guidance)
            assert all(told.measures.get(each) != now.measures.get(each) for each in event[1].measures)
            told = Answer(guidance=now.guidance, measures=now.measures, recognised=now.recognised)
        assert news_of(told, now) is None
        last = event[0] if event else last


@given(ANSWERS, ANSWERS)
def test_measures_that_changed_are_all_that_differ(before: Answer, now: Answer) -> None:
    changed = changed_measures(before, now)
    kept = (before.measures.keys() | now.measures.keys()) - set(changed)
    assert {each: before.measures[each] for each in kept} == {each: now.measures[each] for each in kept}
    assert changed == changed_measures(now, before)


def test_it_is_made_again_at_the_earliest_poll_a_retry_or_the_end_of_the_last_day() -> None:
    now, until = datetime(2026, 11, 24, 4, tzinfo=UTC), date(2026, 11, 24)
    assert end_of(until) == datetime(2026, 11, 24, 16, tzinfo=UTC)
    seen = tuple(
        WatchedSource(source=name, means=NewsMeans.POLL, every_seconds=seconds)  # type: ignore[arg-type]
        for name, seconds in (("a", 7200), ("b", 3600))
    )
    assert next_look(now, until, seen, None) == now + timedelta(hours=1)
    assert next_look(now, until, seen, 60) == now + timedelta(minutes=1)
    assert next_look(now, until, (), None) == end_of(until)
