"""Pauses between attempts: doubled, spread, bounded, and over at last."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.delivering.pauses import DeliverySettings, pause_after
from schema.news import DeliveryFault

PLAIN = DeliverySettings(attempts=8, first_pause_seconds=5, longest_pause_seconds=100)
FAILED = DeliveryFault.FAILED


def test_a_pause_doubles_up_to_the_longest_and_then_it_is_given_up() -> None:
    pauses = [pause_after(attempt, FAILED, PLAIN, chance=0) for attempt in range(1, 9)]
    assert pauses == [5, 10, 20, 40, 80, 100, 100, None]


@given(st.integers(1, 7), st.floats(0, 1), st.one_of(st.none(), st.floats(0, 1e9)))
def test_a_pause_is_spread_over_its_half_and_as_long_as_is_asked_for_within_the_longest(
    attempt: int, chance: float, asked: float | None
) -> None:
    pause = pause_after(attempt, DeliveryFault.OVERLOADED, PLAIN, chance=chance, asked=asked)
    whole = min(5 * 2 ** (attempt - 1), 100)
    assert pause is not None
    assert max(whole / 2, min(asked or 0, 100)) <= pause <= max(whole, min(asked or 0, 100))


@pytest.mark.parametrize("fault", [DeliveryFault.GONE, DeliveryFault.REMOVED])
def test_who_wants_nothing_more_is_not_tried_again(fault: DeliveryFault) -> None:
    assert pause_after(1, fault, PLAIN, chance=0.5) is None


def test_the_exponent_is_bounded() -> None:
    patient = DeliverySettings(attempts=10_000)
    assert pause_after(9_999, FAILED, patient, chance=0) == patient.longest_pause_seconds
