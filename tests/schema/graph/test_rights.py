"""What the graph hands on of repairs and rectifications."""

from __future__ import annotations

import pytest

from gateway.cli import repair_questions as asked
from schema.graph import Context, build_schema
from schema.rectifications import RectificationAct, RectificationState
from schema.repairs import RepairKind, RepairState
from tests.schema.graph.asked import NotingService

SCHEMA = build_schema()
EVIDENCE = [{"kind": "CORRECTION", "doneOn": "2026-11-01", "document": "x"}]
WHO = {"scheme": "CREDIT_CODE", "value": "91990100TC01LY007X"}
ORDER = {"kind": "LIST_EXIT", "subject": WHO, "record": "decision:1", "evidence": EVIDENCE}
ID = {"repair": "r1"}
CASE = {"rectification": "c1"}


@pytest.mark.parametrize(
    ("query", "variables", "noted"),
    [
        (asked.APPLY, {"input": ORDER}, ("apply", RepairKind.LIST_EXIT, WHO["value"], "decision:1", 1, "k")),
        (asked.REVIEW, ID, ("review", "r1", "k")),
        (asked.ASK, {**ID, "what": "w"}, ("ask", "r1", "w", "k")),
        (asked.BRING, {**ID, "evidence": EVIDENCE}, ("bring", "r1", 1, "k")),
        (
            asked.DECIDE,
            {**ID, "decision": {"granted": True, "document": "d", "correctedBy": [1]}},
            ("decide", "r1", True, (1,), (), "k"),
        ),
        (asked.WITHDRAW, ID, ("withdraw", "r1", "k")),
        (asked.REPAIR, ID, ("repair", "r1")),
        (
            asked.REPAIRS,
            {"state": "GRANTED", "record": "d1", "overdue": True, "first": 3},
            ("repairs", RepairState.GRANTED, "d1", True, 3),
        ),
        (
            asked.ANSWER,
            {**CASE, "answer": {"done": ["MEASURE_LIFTED"], "words": "w"}},
            ("answer", "c1", (RectificationAct.MEASURE_LIFTED,), None, "w", "k"),
        ),
        (asked.CLOSE, {**CASE, "sufficient": False, "reason": "r"}, ("close", "c1", False, "r", "k")),
        (asked.RECTIFICATION, CASE, ("rectification", "c1")),
        (
            asked.RECTIFICATIONS,
            {"state": "OPEN", "record": "d1", "first": 3},
            ("rectifications", RectificationState.OPEN, "d1", None, 3),
        ),
    ],
)
async def test_each_field_hands_on_what_was_asked(
    query: str, variables: dict[str, object], noted: tuple[object, ...]
) -> None:
    service = NotingService()
    said = {**variables, "key": "k"} if "$key" in query else variables
    result = await SCHEMA.execute(query, variable_values=said, context_value=Context(service, "r"))
    assert result.errors is None
    assert service.steps == [noted]
