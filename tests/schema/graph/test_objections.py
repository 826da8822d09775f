"""Root mutations and queries of objections: what reaches the service, and what comes back."""

from __future__ import annotations

from typing import Any

from strawberry.types import ExecutionResult

from schema.graph import Context, build_schema
from schema.objections import ObjectionFinding, ObjectionState, ObjectionTrigger
from tests.joining.invented import UNIT
from tests.schema.graph.asked import NotingService

SCHEMA = build_schema()


async def ask(query: str, **variables: Any) -> tuple[ExecutionResult, NotingService]:
    service = NotingService()
    result = await SCHEMA.execute(query, variable_values=variables, context_value=Context(service, "r-1"))
    assert isinstance(result, ExecutionResult)
    return result, service


async def test_every_step_reaches_the_service_and_a_refusal_is_that_steps_alone() -> None:
    result, service = await ask(
        """
        mutation ($subject: IdentifierInput!) {
          lodge: lodgeObjection(idempotencyKey: "k1", input: {
            subject: $subject, record: "decision:1", trigger: OBJECTION, grounds: "g", accept: true
          }) { sequence objection { id } }
          accept: acceptObjection(objection: "o", idempotencyKey: "k2") { sequence }
          refuse: refuseObjection(objection: "o", reason: "r", idempotencyKey: "k3") { sequence }
          verify: verifyRecord(objection: "o", finding: WRONG, answer: "a", idempotencyKey: "k4") { sequence }
          correct: correctRecord(objection: "o", correction: "c", idempotencyKey: "k5") { sequence }
          withdraw: withdrawRecord(objection: "o", idempotencyKey: "k6") { sequence }
        }
        """,
        subject={"scheme": "CREDIT_CODE", "value": UNIT.value},
    )
    assert service.orders == [
        ("lodge", UNIT.value, "decision:1", ObjectionTrigger.OBJECTION, True, "k1"),
        ("accept", "o", "k2"),
        ("refuse", "o", "r", "k3"),
        ("verify", "o", ObjectionFinding.WRONG, "a", "k4"),
        ("correct", "o", "c", "k5"),
    ]
    assert result.data is not None
    assert result.data["lodge"] == {"sequence": 1, "objection": {"id": "objection-1"}}
    assert result.data["withdraw"] is None
    assert [(error.path, error.message) for error in result.errors or ()] == [(["withdraw"], "not yet")]


async def test_objections_are_asked_for_one_by_one_and_a_page_at_a_time() -> None:
    result, service = await ask(
        """{
          objection(id: "objection-1") { state trigger suspendedSince dueOn nextSteps }
          objections(record: "decision:1", state: UNDER_VERIFICATION, overdue: true, first: 1) {
            totalCount pageInfo { hasNextPage endCursor }
          }
        }"""
    )
    assert sorted(service.orders) == [
        ("list", "decision:1", ObjectionState.UNDER_VERIFICATION, True, 1),
        ("read", "objection-1"),
    ]
    assert result.data == {
        "objection": {
            "state": "INFORMED",
            "trigger": "COMPLAINT",
            "suspendedSince": None,
            "dueOn": None,
            "nextSteps": [],
        },
        "objections": {"totalCount": 3, "pageInfo": {"hasNextPage": True, "endCursor": "objection-1"}},
    }
