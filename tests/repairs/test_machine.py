"""The machine of an application: whatever is tried, only steps that follow are taken, and a decision is final."""

from __future__ import annotations

import hypothesis.strategies as st
import pytest
from hypothesis import given

from gateway.repairs.states import MACHINE, OPEN, Role
from gateway.workflow.machine import IllegalStep
from schema.repairs import RepairState

TRIES = st.lists(st.tuples(st.sampled_from(RepairState), st.sets(st.sampled_from(Role), min_size=1)), max_size=12)
FINAL = set(RepairState) - set(OPEN)


@given(TRIES)
def test_no_try_leads_where_it_may_not(tries: list[tuple[RepairState, set[Role]]]) -> None:
    state, trail = RepairState.APPLIED_FOR, [RepairState.APPLIED_FOR]
    for after, roles in tries:
        legal = MACHINE.legal(state, *roles)
        if after in legal:
            state = MACHINE.taken(state, after, *roles)
            trail.append(state)
            continue
        with pytest.raises(IllegalStep) as refused:
            MACHINE.taken(state, after, *roles)
        assert refused.value.legal == legal
    assert not FINAL & set(trail[:-1])
    if trail[-1] is RepairState.GRANTED:
        assert trail[-2] is RepairState.UNDER_REVIEW


def test_who_applied_cannot_grant_and_who_reviews_cannot_withdraw() -> None:
    assert not any(step.after is RepairState.GRANTED and Role.APPLICANT in step.roles for step in MACHINE.steps)
    assert not any(step.after is RepairState.WITHDRAWN and Role.REVIEWER in step.roles for step in MACHINE.steps)
