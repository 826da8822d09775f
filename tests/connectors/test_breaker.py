"""The breaker against a model of it, on a clock of the test's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from connectors.core.breaker import Breaker

STEPS = st.lists(st.sampled_from(["ok", "bad", "gone", "wait"]), max_size=40)


@given(STEPS)
def test_it_opens_after_failures_in_a_row_only_and_never_stays_shut(steps: list[str]) -> None:
    breaker, clock, in_a_row, is_open = Breaker(failures=3, rest_seconds=10), 0.0, 0, False
    for step in steps:
        if step == "wait":
            clock += 10
            continue
        admitted = breaker.admits(clock)
        assert admitted == (not is_open or breaker.wait(clock) == 0)
        if not admitted:
            continue
        if step == "ok":
            breaker.succeeded()
            in_a_row, is_open = 0, False
        elif step == "bad":
            breaker.failed(clock)
            in_a_row += 1
            is_open = is_open or in_a_row >= 3
        else:
            breaker.withdrawn()
    clock += 10
    assert breaker.admits(clock)


def test_only_one_probe_at_a_time() -> None:
    breaker = Breaker(failures=1, rest_seconds=5)
    assert breaker.admits(0)
    breaker.failed(0)
    assert [breaker.admits(moment) for moment in (4.9, 5.0, 5.1)] == [False, True, False]
    breaker.failed(5.2)
    assert [breaker.admits(moment) for moment in (10.1, 10.2)] == [False, True]
