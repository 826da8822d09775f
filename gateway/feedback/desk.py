"""Feedback of one client's visit: said in one transaction each, read with an access entry for each shown."""

from __future__ import annotations

from functools import partial

from gateway.feedback.model import FEEDBACKS, FeedbackCase
from gateway.feedback.saying import read_reason, say_applied, say_not_applied
from gateway.feedback.showing import shown
from gateway.proceedings.answering import answering
from gateway.proceedings.client_desk import ClientDesk
from gateway.stages.authorise import authorise_procedure
from gateway.store.proceeding_lists import ProceedingsWanted, said
from gateway.workflow.requests import Outcome
from schema.feedback import Feedback, FeedbackChange, NotAppliedReason
from schema.graph.connections import Window
from schema.graph.feedback import ApplicationInput, FeedbacksQuestion

APPLIED, NOT_APPLIED = "feedback_applied", "feedback_not_applied"


class FeedbackDesk(ClientDesk):
    """Implements `schema.graph.feedback.Feedbacks` for one visit."""

    async def report_applied(self, case_id: str, order: ApplicationInput, key: str) -> FeedbackChange:
        """Say that the asking agency applied a measure."""
        authorise_procedure(self._visit.grant, FEEDBACKS.kind)
        claimed = {"feedback": case_id, **{name: str(value) for name, value in vars(order).items()}}
        do = partial(say_applied, case_id, order)
        return await self._changes.once(APPLIED, claimed, key, do, answering(FEEDBACKS, _said))

    async def report_not_applied(
        self, case_id: str, reason: NotAppliedReason, words: str | None, key: str
    ) -> FeedbackChange:
        """Say why the asking agency did not apply a measure."""
        authorise_procedure(self._visit.grant, FEEDBACKS.kind)
        claimed = {"feedback": case_id, "reason": reason.value, "words": words}
        do = partial(say_not_applied, case_id, read_reason(reason, words))
        return await self._changes.once(NOT_APPLIED, claimed, key, do, answering(FEEDBACKS, _said))

    async def feedback(self, case_id: str) -> Feedback:
        """Give the feedback on one measure."""
        return shown(await self._one(FEEDBACKS, case_id))

    async def feedbacks(self, question: FeedbacksQuestion) -> Window[Feedback]:
        """Give the feedback of the asking agency, newest first."""
        says = [
            *([] if question.matter is None else [said("matter", question.matter)]),
            *([] if question.decision is None else [said("decision", question.decision)]),
            *([] if question.mandatory is None else [f'"mandatory":{str(question.mandatory).lower()}']),
        ]
        wanted = ProceedingsWanted(
            kind=FEEDBACKS.kind,
            agency=self._visit.grant.agency,
            states=() if question.state is None else (question.state.value,),
            overdue=question.overdue,
            says=tuple(says),
        )
        return await self._page(FEEDBACKS, wanted, question, shown)


def _said(found: FeedbackCase, outcome: Outcome) -> FeedbackChange:
    return FeedbackChange(feedback=shown(found), sequence=outcome.sequence)
