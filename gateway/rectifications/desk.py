"""Rectifications of one client's visit: changed in one transaction each, read with an access entry for each shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from gateway.proceedings.answering import answering
from gateway.proceedings.client_desk import ClientDesk
from gateway.proceedings.docket import Docket
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import invalid, read_words
from gateway.rectifications import steps
from gateway.rectifications.finding import due_day
from gateway.rectifications.model import RECTIFICATIONS, Rectifying
from gateway.rectifications.showing import shown
from gateway.stages.authorise import authorise_procedure
from gateway.store.proceeding_lists import ProceedingsWanted
from gateway.workflow.requests import Outcome
from schema.graph.connections import Window
from schema.graph.rectifications import RectificationAnswerInput, RectificationsQuestion
from schema.proceedings import ProceedingKind
from schema.rectifications import Rectification, RectificationChange

HANDLE: Final = "rectification_handle"


class RectificationDesk(ClientDesk):
    """Implements `schema.graph.rectifications.Rectifications` for one visit."""

    async def answer_rectification(
        self, rectification_id: str, answer: RectificationAnswerInput, key: str
    ) -> RectificationChange:
        """Say what was done, as the agency that relied on the record."""
        read = steps.read_answer(answer)
        done = [act.value for act in read.done]
        said = {"step": "answer", "done": done, "document": read.document, "words": read.words}

        def do(docket: Rectifying, turn: Turn) -> Outcome:
            due_on = due_day(self._office, turn.agency, turn.today)
            return steps.answer(docket, turn, rectification_id, read, due_on)

        return await self._rectified(rectification_id, said, key, do)

    async def close_rectification(
        self,
        rectification_id: str,
        sufficient: bool,  # noqa: FBT001 - as asked
        reason: str | None,
        key: str,
    ) -> RectificationChange:
        """Confirm an answer, or send it back, as the agency that answers for the record."""
        why = _why(reason, sufficient=sufficient)

        def do(docket: Rectifying, turn: Turn) -> Outcome:
            due_on = due_day(self._office, turn.agency, turn.today)
            return steps.close(docket, turn, rectification_id, why, due_on)

        return await self._rectified(rectification_id, {"step": "close", "reason": why}, key, do)

    async def rectification(self, rectification_id: str) -> Rectification:
        """Give a rectification the asking agency takes part in."""
        return shown(await self._one(RECTIFICATIONS, rectification_id), self._visit.grant.agency)

    async def rectifications(self, question: RectificationsQuestion) -> Window[Rectification]:
        """Give rectifications the asking agency takes part in, newest first."""
        agency = self._visit.grant.agency
        wanted = ProceedingsWanted(
            kind=ProceedingKind.RECTIFICATION,
            agency=agency,
            states=() if question.state is None else (question.state.value,),
            record_id=question.record,
            overdue=question.overdue,
        )
        return await self._page(RECTIFICATIONS, wanted, question, lambda found: shown(found, agency))

    async def _rectified(
        self, rectification_id: str, said: dict[str, Any], key: str, do: Callable[[Rectifying, Turn], Outcome]
    ) -> RectificationChange:
        authorise_procedure(self._visit.grant, ProceedingKind.RECTIFICATION)
        agency = self._visit.grant.agency
        answer = answering(
            RECTIFICATIONS,
            lambda found, outcome: RectificationChange(rectification=shown(found, agency), sequence=outcome.sequence),
        )
        told = {"rectification": rectification_id, **said}
        return await self._changes.once(HANDLE, told, key, lambda turn: do(Docket(RECTIFICATIONS, turn), turn), answer)


def _why(reason: str | None, *, sufficient: bool) -> str | None:
    if sufficient and reason is not None:
        raise invalid("a confirmation takes no reason", "reason", "leave it out")
    if not sufficient and reason is None:
        raise invalid("it is sent back without a reason", "reason", "say what is missing, on one line")
    return None if reason is None else read_words(reason, "reason")
