"""Kept answers: age, freshness, and what is let go of."""

from __future__ import annotations

from connectors.core.answers import Answer
from gateway.fetching.kept import KeptAnswers
from tests.fetching.departments import NOTHING
from tests.joining.invented import NOW

ANSWER = Answer(NOTHING, 1.0, 1, NOW)


def test_an_answer_is_given_up_to_the_age_asked_for_and_the_source_s_freshness() -> None:
    kept = KeptAnswers(10.0)
    kept.put("a", ANSWER, 100.0)
    assert kept.get("a", 105.0, max_age=5.0) is ANSWER
    assert kept.get("a", 105.1, max_age=5.0) is None
    assert kept.get("a", 110.1, max_age=60.0) is None
    assert kept.get("b", 100.0, max_age=60.0) is None


def test_what_is_over_is_let_go_of_when_something_is_put_in() -> None:
    kept = KeptAnswers(10.0)
    for number in range(5):
        kept.put(number, ANSWER, 100.0 + number)
    kept.put("late", ANSWER, 112.5)
    assert len(kept) == 3


def test_the_oldest_goes_first_and_one_put_in_again_is_young() -> None:
    kept = KeptAnswers(10.0, most=2)
    kept.put("a", ANSWER, 1.0)
    kept.put("b", ANSWER, 2.0)
    kept.put("a", ANSWER, 3.0)
    kept.put("c", ANSWER, 4.0)
    assert kept.get("b", 4.0, max_age=9.0) is None
    assert kept.get("a", 4.0, max_age=9.0) is ANSWER
