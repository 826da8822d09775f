"""Repairs and rectifications of a service that notes what it was asked; every change is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import strawberry

from schema.codes import RecordKind
from schema.graph.connections import Window
from schema.graph.rectifications import RectificationAnswerInput, RectificationsQuestion
from schema.graph.repairs import RepairDecisionInput, RepairEvidenceInput, RepairInput, RepairsQuestion
from schema.rectifications import Rectification, RectificationCause, RectificationChange, RectificationState
from schema.repairs import Repair, RepairChange, RepairKind, RepairState, RepairTerms

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
REPAIR = Repair(
    id=strawberry.ID("repair-1"),
    kind=RepairKind.REPAIR,
    state=RepairState.APPLIED_FOR,
    record=strawberry.ID("decision:1"),
    record_kind=RecordKind.PENALTY,
    applied_at=NOW,
    applicant="credit-centre",
    reviewers=("ecology",),
    overdue=False,
    terms=RepairTerms(rule="penalty-2026", needs=()),
    evidence=(),
    next_steps=(),
    trail=(),
)
RECTIFICATION = Rectification(
    id=strawberry.ID("rectification-1"),
    state=RectificationState.OPEN,
    record=strawberry.ID("decision:1"),
    cause=RectificationCause.WITHDRAWN,
    receipt=strawberry.ID("receipt-1"),
    rectifier="finance",
    confirmer="ecology",
    opened_at=NOW,
    overdue=False,
    through_unit=False,
    measures=(),
    to_do=(),
    next_steps=(),
    trail=(),
)


@dataclass
class NotingRights:
    """Implements `CreditRepairs` and `Rectifications` of `schema.graph`."""

    steps: list[tuple[Any, ...]] = field(default_factory=list)

    async def apply_for_repair(self, order: RepairInput, key: str) -> RepairChange:
        """Note it."""
        return self._repaired("apply", order.kind, order.subject.value, order.record, len(order.evidence), key)

    async def review_repair(self, repair_id: str, key: str) -> RepairChange:
        """Note it."""
        return self._repaired("review", repair_id, key)

    async def ask_repair_evidence(self, repair_id: str, what: str, key: str) -> RepairChange:
        """Note it."""
        return self._repaired("ask", repair_id, what, key)

    async def add_repair_evidence(
        self, repair_id: str, evidence: Sequence[RepairEvidenceInput], key: str
    ) -> RepairChange:
        """Note it."""
        return self._repaired("bring", repair_id, len(evidence), key)

    async def decide_repair(self, repair_id: str, decision: RepairDecisionInput, key: str) -> RepairChange:
        """Note it."""
        cited = tuple(decision.corrected_by), tuple(decision.effects_removed_by)
        return self._repaired("decide", repair_id, decision.granted, *cited, key)

    async def withdraw_repair(self, repair_id: str, key: str) -> RepairChange:
        """Note it."""
        return self._repaired("withdraw", repair_id, key)

    async def repair(self, repair_id: str) -> Repair:
        """Give the application."""
        self.steps.append(("repair", repair_id))
        return REPAIR

    async def repairs(self, question: RepairsQuestion) -> Window[Repair]:
        """Give the application alone."""
        self.steps.append(("repairs", question.state, question.record, question.overdue, question.first))
        return Window(nodes=(REPAIR,), more=False, total=1)

    async def answer_rectification(
        self, rectification_id: str, answer: RectificationAnswerInput, key: str
    ) -> RectificationChange:
        """Note it."""
        return self._rectified("answer", rectification_id, tuple(answer.done), answer.document, answer.words, key)

    async def close_rectification(
        self,
        rectification_id: str,
        sufficient: bool,
        reason: str | None,
        key: str,
    ) -> RectificationChange:
        """Note it."""
        return self._rectified("close", rectification_id, sufficient, reason, key)

    async def rectification(self, rectification_id: str) -> Rectification:
        """Give the rectification."""
        self.steps.append(("rectification", rectification_id))
        return RECTIFICATION

    async def rectifications(self, question: RectificationsQuestion) -> Window[Rectification]:
        """Give the rectification alone."""
        self.steps.append(("rectifications", question.state, question.record, question.overdue, question.first))
        return Window(nodes=(RECTIFICATION,), more=False, total=1)

    def _repaired(self, *step: Any) -> RepairChange:
        self.steps.append(step)
        return RepairChange(repair=REPAIR, sequence=len(self.steps))

    def _rectified(self, *step: Any) -> RectificationChange:
        self.steps.append(step)
        return RectificationChange(rectification=RECTIFICATION, sequence=len(self.steps))
