"""Joint cases of a service that notes what it was asked; every case is one, and every change is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import strawberry

from schema.codes import RecordKind, Severity
from schema.errors import ErrorCode, Refusal
from schema.graph.connections import Window
from schema.graph.joint_cases import JointCaseInput, JointCasesQuestion
from schema.joint_cases import Designation, JointCase, JointCaseChange, JointCaseResponse, JointCaseState
from schema.measures import Direction

CASE = JointCase(
    id=strawberry.ID("case-1"),
    state=JointCaseState.INITIATED,
    opened_at=datetime(2026, 11, 24, 4, tzinfo=UTC),
    initiator="ecology",
    region="990000",
    designation=Designation(
        kind=RecordKind.RED_LIST_ENTRY,
        direction=Direction.INCENTIVE,
        record=strawberry.ID("decision:1"),
        decided_on=date(2026, 11, 1),
        severity=Severity.NONE,
        field="environment",
        bases=(),
    ),
    measures=(),
    regions=(),
    participants=(),
    trail=(),
)


@dataclass
class NotingCases:
    """Implements `schema.graph.joint_cases.JointCases`."""

    orders: list[tuple[Any, ...]] = field(default_factory=list)

    async def open_joint_case(self, order: JointCaseInput, key: str) -> JointCaseChange:
        """Note it."""
        return self._noted("open", order.designation.document_number, order.subject.value, key)

    async def respond_to_joint_case(
        self, case_id: str, response: JointCaseResponse, reason: str | None, key: str
    ) -> JointCaseChange:
        """Note it, and refuse to apply."""
        if response is JointCaseResponse.APPLIED:
            raise Refusal(ErrorCode.ILLEGAL_TRANSITION, "not yet", where="case", hint="what may follow: RECEIVED")
        return self._noted("respond", case_id, response, reason, key)

    async def carry_across(self, case_id: str, region: str, agencies: Sequence[str], key: str) -> JointCaseChange:
        """Note it."""
        return self._noted("carry", case_id, region, tuple(agencies), key)

    async def end_joint_case(self, case_id: str, reason: str | None, key: str) -> JointCaseChange:
        """Note it."""
        return self._noted("end", case_id, reason, key)

    async def joint_case(self, case_id: str) -> JointCase:
        """Note it."""
        self.orders.append(("read", case_id))
        return CASE

    async def joint_cases(self, question: JointCasesQuestion) -> Window[JointCase]:
        """Note it, and give one of three."""
        self.orders.append(("list", question.state, question.first, question.after))
        return Window(nodes=(CASE,), more=True, total=3)

    def _noted(self, *order: Any) -> JointCaseChange:
        self.orders.append(order)
        return JointCaseChange(case=CASE, sequence=len(self.orders))
