"""The breaker against a model of it, on a clock of the test's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from connectors.core.breaker import Breaker, Ticket

STEPS = st.lists(st.sampled_from(["ok", "bad", "gone", "wait"]), max_size=40)


@given(STEPS)
def test_it_opens_after_failures_in_a_row_only_and_never_stays_shut(steps: list[str]) -> None:
    breaker, clock, in_a_row, is_open = Breaker(failures=3, rest_seconds=10), 0.0, 0, False
    for step in steps:
        if step == "wait":
            clock += 10
            continue
        ticket = breaker.admit(clock)
        assert (ticket is not None) == (not is_open or breaker.wait(clock) == 0)
        if ticket is None:
            continue
        if step == "ok":
            breaker.succeeded(ticket)
            in_a_row, is_open = 0, False
        elif step == "bad":
            breaker.failed(ticket, clock)
            in_a_row += 1
            is_open = is_open or in_a_row >= 3
        else:
            breaker.withdrawn(ticket)
    assert breaker.admit(clock + 10)


def test_only_one_probe_at_a_time() -> None:
    breaker = Breaker(failures=1, rest_seconds=5)
    early, first = breaker.admit(0), breaker.admit(0)
    assert early is first is Ticket.CALL
    breaker.failed(first, 0)
    assert [breaker.admit(moment) for moment in (4.9, 5.0, 5.1)] == [None, Ticket.PROBE, None]
    breaker.withdrawn(early)
    assert breaker.admit(5.1) is None
    breaker.failed(Ticket.PROBE, 5.2)
    assert [breaker.admit(moment) for moment in (10.1, 10.2)] == [None, Ticket.PROBE]
