"""A machine takes the steps it is written with and no other, and names those that follow."""

from __future__ import annotations

from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.workflow.machine import IllegalStep, Machine, Step, steps_from
from gateway.workflow.requests import LONGEST_KEY, ahead, read_key
from schema.errors import ErrorCode, Refusal


class Light(StrEnum):
    RED = "RED"
    GREEN = "GREEN"
    OFF = "OFF"


class Who(StrEnum):
    DRIVER = "DRIVER"
    MECHANIC = "MECHANIC"


LIGHTS, ROLES = st.sampled_from(Light), st.frozensets(st.sampled_from(Who))
STEPS: st.SearchStrategy[Step[Light, Who]] = st.builds(Step, LIGHTS, LIGHTS, ROLES)


@given(st.lists(STEPS, max_size=6), LIGHTS, LIGHTS, st.sampled_from(Who))
@settings(max_examples=40)
def test_a_step_is_taken_exactly_where_one_is_written_for_the_role(
    steps: list[Step[Light, Who]], before: Light, after: Light, role: Who
) -> None:
    machine = Machine(steps)
    written = any((step.before, step.after) == (before, after) and role in step.roles for step in steps)
    try:
        assert machine.taken(before, after, role) == after
        assert written
    except IllegalStep as refused:
        assert not written
        assert refused.legal == machine.legal(before, role)
        for each in refused.legal:
            assert machine.taken(before, each, role) == each


def test_a_refusal_says_for_whom_the_step_would_be() -> None:
    machine = Machine(steps_from((Light.RED, Light.GREEN), Light.OFF, Who.MECHANIC))
    with pytest.raises(IllegalStep, match="OFF does not follow RED but for MECHANIC") as refused:
        machine.taken(Light.RED, Light.OFF, Who.DRIVER)
    assert (refused.value.legal, refused.value.roles) == ((), frozenset({Who.MECHANIC}))
    with pytest.raises(IllegalStep, match=r"RED does not follow OFF$"):
        machine.taken(Light.OFF, Light.RED, Who.MECHANIC)


@pytest.mark.parametrize("written", ["", "  ", "a\nb", "x" * (LONGEST_KEY + 1)])
def test_a_key_that_is_none_is_refused_with_what_to_write(written: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_key(written)
    assert (refused.value.code, refused.value.where) == (ErrorCode.BAD_REQUEST, "idempotencyKey")
    assert read_key(f" {'x' * LONGEST_KEY} ") == "x" * LONGEST_KEY


def test_what_is_prepared_ahead_is_refused_only_where_it_is_asked_for() -> None:
    def refuse() -> str:
        raise Refusal(ErrorCode.INVALID_CASE, "no")

    prepared = ahead(refuse)
    with pytest.raises(Refusal, match="no"):
        prepared()
    assert ahead(lambda: "yes")() == "yes"
