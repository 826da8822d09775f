"""A service of decisions and feedback that notes what it was asked and refuses it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NoReturn

from schema.decisions import Decision, DecisionChange
from schema.errors import ErrorCode, Refusal
from schema.feedback import Feedback, FeedbackChange, NotAppliedReason
from schema.graph.connections import Window
from schema.graph.decisions import DecisionInput, DecisionsQuestion
from schema.graph.feedback import ApplicationInput, FeedbacksQuestion


@dataclass
class NotingDecisions:
    """Implements `schema.graph.decisions.Decisions` and `schema.graph.feedback.Feedbacks`."""

    reports: list[tuple[Any, ...]] = field(default_factory=list)

    async def report_decision(self, order: DecisionInput, key: str) -> DecisionChange:
        """Note it."""
        self._refused("decided", order, key)

    async def decision(self, case_id: str) -> Decision:
        """Note it."""
        self._refused("decision", case_id)

    async def decisions(self, question: DecisionsQuestion) -> Window[Decision]:
        """Note it, and know of none."""
        self.reports.append(("decisions", question))
        return Window(nodes=(), more=False, total=0)

    async def report_applied(self, case_id: str, order: ApplicationInput, key: str) -> FeedbackChange:
        """Note it."""
        self._refused("applied", case_id, order, key)

    async def report_not_applied(
        self, case_id: str, reason: NotAppliedReason, words: str | None, key: str
    ) -> FeedbackChange:
        """Note it."""
        self._refused("not applied", case_id, reason, words, key)

    async def feedback(self, case_id: str) -> Feedback:
        """Note it."""
        self._refused("feedback", case_id)

    async def feedbacks(self, question: FeedbacksQuestion) -> Window[Feedback]:
        """Note it, and know of none."""
        self.reports.append(("feedbacks", question))
        return Window(nodes=(), more=False, total=0)

    def _refused(self, *asked: Any) -> NoReturn:
        self.reports.append(asked)
        raise Refusal(ErrorCode.FORBIDDEN, "not today", where="Authorization", hint="ask tomorrow")
