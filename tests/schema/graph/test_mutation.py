"""Root mutations and queries of joint cases: what reaches the service, and what comes back where it refuses."""

from __future__ import annotations

from typing import Any

from strawberry.types import ExecutionResult

from schema.graph import Context, build_schema
from schema.joint_cases import JointCaseResponse, JointCaseState
from tests.joining.invented import UNIT
from tests.schema.graph.asked import NotingService

SCHEMA = build_schema()


async def ask(query: str, **variables: Any) -> tuple[ExecutionResult, NotingService]:
    service = NotingService()
    result = await SCHEMA.execute(query, variable_values=variables, context_value=Context(service, "r-1"))
    assert isinstance(result, ExecutionResult)
    return result, service


async def test_changes_reach_the_service_one_after_another_and_a_refusal_stops_none_of_them() -> None:
    result, service = await ask(
        """
        mutation ($subject: IdentifierInput!) {
          open: openJointCase(idempotencyKey: "k1", input: {
            subject: $subject, measures: ["RES-01"], implementers: ["tax"],
            designation: {
              kind: RED_LIST_ENTRY, documentNumber: "1号", decidedOn: "2026-01-01", severity: NONE, bases: ["b"]
            }
          }) { sequence case { id } }
          apply: respondToJointCase(case: "case-1", response: APPLIED, idempotencyKey: "k2") { sequence }
          refuse: respondToJointCase(case: "case-1", response: REFUSED, reason: "why", idempotencyKey: "k3") {
            sequence
          }
          carry: carryAcross(case: "case-1", region: "990000", implementers: ["a", "b"], idempotencyKey: "k4") {
            sequence
          }
          end: endJointCase(case: "case-1", idempotencyKey: "k5") { sequence }
        }
        """,
        subject={"scheme": "CREDIT_CODE", "value": UNIT.value},
    )
    assert service.orders == [
        ("open", "1号", UNIT.value, "k1"),
        ("respond", "case-1", JointCaseResponse.REFUSED, "why", "k3"),
        ("carry", "case-1", "990000", ("a", "b"), "k4"),
        ("end", "case-1", None, "k5"),
    ]
    assert result.data == {
        "open": {"sequence": 1, "case": {"id": "case-1"}},
        "apply": None,
        "refuse": {"sequence": 2},
        "carry": {"sequence": 3},
        "end": {"sequence": 4},
    }
    assert [(error.path, error.message) for error in result.errors or ()] == [(["apply"], "not yet")]


async def test_cases_are_asked_for_one_by_one_and_a_page_at_a_time() -> None:
    result, service = await ask(
        """{
          jointCase(id: "case-1") { state regions participants { agency } trail { sequence } }
          jointCases(first: 1, after: "case-2", state: PUSHED) {
            totalCount edges { cursor } pageInfo { hasNextPage endCursor }
          }
        }"""
    )
    assert sorted(service.orders) == [("list", JointCaseState.PUSHED, 1, "case-2"), ("read", "case-1")]
    assert result.data == {
        "jointCase": {"state": "INITIATED", "regions": [], "participants": [], "trail": []},
        "jointCases": {
            "totalCount": 3,
            "edges": [{"cursor": "case-1"}],
            "pageInfo": {"hasNextPage": True, "endCursor": "case-1"},
        },
    }
