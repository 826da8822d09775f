"""How a signed body tells that it relied on a record, and the machine of what follows."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
from hypothesis import given

from gateway.joining.decisions import opaque_id
from gateway.rectifications.reliance import ids_of, measures_on, names, reached_by, to_do
from gateway.rectifications.states import MACHINE, Role
from schema.measures import MeasureStatus
from schema.rectifications import RectificationAct, RectificationState
from tests.joining.invented import PERSON, UNIT, known_as, licence
from tests.rectifications.making import ENTRY, RECORD, REF


def tree(line: str, status: str, *records: str, first: str = "r1", reached: bool = False) -> dict[str, Any]:
    return {
        "id": f"{line}:{first}",
        "line": line,
        "measure": line,
        "status": status,
        "records": list(records),
        "reached_through": {"digest": "x"} if reached else None,
    }


BODY = {
    "measures": [
        tree("RES-02", "ACTIVE", "r1", "r2"),
        tree("RES-14", "SUSPENDED", first="r3"),
        tree("RES-17", "ACTIVE", "r4", first="r4", reached=True),
    ],
    "answer": {
        "evaluations": [{"record": "r5"}, {"record": None}],
        "what_would_change_it": [{"record": "r6"}],
    },
}


def test_a_measure_rests_on_each_of_its_records_and_on_the_one_its_id_names() -> None:
    found = {record: [each.line for each in measures_on(BODY, record, lambda _: True)] for record in ("r1", "r2", "r3")}
    assert found == {"r1": ["RES-02"], "r2": ["RES-02"], "r3": ["RES-14"]}
    assert [reached_by(BODY, record) for record in ("r1", "r4")] == [False, True]
    assert [names(BODY, record) for record in ("r1", "r5", "r6")] == [False, True, True]
    assert not names({"measures": [], "answer": None}, "r5")


def test_what_was_in_force_is_undone_and_everything_is_looked_at_again() -> None:
    active, suspended = (measures_on(BODY, record, lambda _: True) for record in ("r1", "r3"))
    incentive = measures_on(BODY, "r1", lambda _: False)
    first = (RectificationAct.DECISION_REVIEWED,)
    assert to_do(active, applied=False) == to_do(suspended, applied=True) == tuple(RectificationAct)[:4]
    assert to_do(suspended, applied=False) == to_do(incentive, applied=False) == to_do((), applied=False) == first
    assert active[0].status is MeasureStatus.ACTIVE


def test_records_in_evidence_bear_the_ids_reconciling_gave_them() -> None:
    of_unit = ids_of((ENTRY, licence("publicity")), REF)
    assert of_unit == {RECORD, known_as("publicity:licence")}
    assert ids_of((licence("publicity"),), f"PERSON:{PERSON.value}") == {
        opaque_id("publicity:licence", f"PERSON:{PERSON.value}")
    }
    assert UNIT.value in REF


@given(st.lists(st.tuples(st.sampled_from(RectificationState), st.sampled_from(Role)), max_size=12))
def test_whatever_is_tried_it_is_done_only_after_an_answer(tries: list[tuple[RectificationState, Role]]) -> None:
    state, trail = RectificationState.OPEN, [RectificationState.OPEN]
    for after, role in tries:
        if after in MACHINE.legal(state, role):
            state = MACHINE.taken(state, after, role)
            trail.append(state)
    assert RectificationState.DONE not in trail[:-1]
    if state is RectificationState.DONE:
        assert trail[-2] is RectificationState.ANSWERED
    assert not any(Role.RECTIFIER in step.roles for step in MACHINE.steps if step.after is RectificationState.DONE)
