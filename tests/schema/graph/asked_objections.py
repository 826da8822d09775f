"""Objections as a service that notes what it was asked."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import strawberry

from schema.codes import RecordKind
from schema.errors import ErrorCode, Refusal
from schema.graph.connections import Window
from schema.graph.objections import ObjectionInput, ObjectionsQuestion
from schema.objections import Objection, ObjectionChange, ObjectionFinding, ObjectionState, ObjectionTrigger

SAMPLE = Objection(
    id=strawberry.ID("objection-1"),
    state=ObjectionState.INFORMED,
    trigger=ObjectionTrigger.COMPLAINT,
    lodged_at=datetime(2026, 11, 24, 4, tzinfo=UTC),
    lodged_by="credit-centre",
    record=strawberry.ID("decision:1"),
    record_kind=RecordKind.PENALTY,
    new_evidence=False,
    parties=(),
    overdue=False,
    trail=(),
)


class NotingObjections:
    """Implements `schema.graph.objecting.Objections`: every change is noted, withdrawing is refused."""

    orders: list[tuple[Any, ...]]

    async def lodge_objection(self, order: ObjectionInput, key: str) -> ObjectionChange:
        """Note the order."""
        return self._objected("lodge", order.subject.value, order.record, order.trigger, order.accept, key)

    async def accept_objection(self, case_id: str, key: str) -> ObjectionChange:
        """Note the step."""
        return self._objected("accept", case_id, key)

    async def refuse_objection(self, case_id: str, reason: str, key: str) -> ObjectionChange:
        """Note the step."""
        return self._objected("refuse", case_id, reason, key)

    async def verify_record(
        self, case_id: str, finding: ObjectionFinding, answer: str | None, key: str
    ) -> ObjectionChange:
        """Note the step."""
        return self._objected("verify", case_id, finding, answer, key)

    async def correct_record(self, case_id: str, correction: str, key: str) -> ObjectionChange:
        """Note the step."""
        return self._objected("correct", case_id, correction, key)

    async def withdraw_record(
        self, case_id: str, document_number: str | None, effective_on: date | None, key: str
    ) -> ObjectionChange:
        """Refuse."""
        raise Refusal(ErrorCode.ILLEGAL_TRANSITION, "not yet", where="objection", hint="VERIFIED_WRONG comes first")

    async def objection(self, case_id: str) -> Objection:
        """Give the one there is."""
        self.orders.append(("read", case_id))
        return SAMPLE

    async def objections(self, question: ObjectionsQuestion) -> Window[Objection]:
        """Give the first of three."""
        self.orders.append(("list", question.record, question.state, question.overdue, question.first))
        return Window(nodes=(SAMPLE,), more=True, total=3)

    def _objected(self, *order: Any) -> ObjectionChange:
        self.orders.append(order)
        return ObjectionChange(objection=SAMPLE, sequence=len(self.orders))
