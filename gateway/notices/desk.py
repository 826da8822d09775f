"""Notices of one client's visit: issued, answered, sent back, found corrected, closed; listed by both sides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from gateway.notices.model import CLOSING, EXPECTED, NOTICES, NoticeDocket, turns, words_of
from gateway.notices.orders import read_due_on, read_notice
from gateway.notices.showing import shown
from gateway.notices.states import Role
from gateway.proceedings.answering import answering
from gateway.proceedings.client_desk import ClientDesk
from gateway.proceedings.docket import Docket
from gateway.proceedings.words import invalid, read_words
from gateway.stages.authorise import authorise_procedure
from gateway.store.proceeding_lists import ProceedingsWanted
from gateway.workflow.requests import Outcome, ahead
from schema.dates import legal_day
from schema.graph.connections import Window
from schema.graph.notices import NoticeInput, NoticesQuestion
from schema.notices import Notice, NoticeChange, NoticeState
from schema.proceedings import ProceedingKind

_WHERE = "notice"


class NoticeDesk(ClientDesk):
    """Implements `schema.graph.notices.Notices` for one visit."""

    async def issue_notice(self, order: NoticeInput, key: str) -> NoticeChange:
        """Notify a department."""
        agency, office = self._visit.grant.agency, self._office
        today = legal_day(office.clock())
        read = ahead(partial(read_notice, order, office.agencies[agency], office.agencies, today))
        words = {EXPECTED: read_words(order.expected, "input.expected")}
        said = {name: None if value is None else str(value) for name, value in vars(order).items()}

        def do(docket: NoticeDocket) -> Outcome:
            content = read()
            parties = {agency: (Role.COORDINATOR,), content.agency: (Role.DEPARTMENT,)}
            return docket.open(NoticeState.ISSUED, content, parties=parties, due_on=order.due_on, words=words)

        return await self._noticed("notice_issue", said, key, do)

    async def answer_notice(self, notice_id: str, answer: str, done: str, key: str) -> NoticeChange:
        """Answer for the department notified."""
        said = {"notice": notice_id, "answer": read_words(answer, "answer"), "done": read_words(done, "done")}

        def do(docket: NoticeDocket) -> Outcome:
            found = docket.find(notice_id, where=_WHERE)
            words = {words_of(name, turns(found)): said[name] for name in ("answer", "done")}
            return docket.step(found, NoticeState.ANSWERED, words=words, where=_WHERE)

        return await self._noticed("notice_answer", said, key, do)

    async def return_notice(self, notice_id: str, reason: str, due_on: date, key: str) -> NoticeChange:
        """Send an answer back as not enough, to be answered again."""
        wanting = read_words(reason, "reason")
        due = ahead(partial(read_due_on, due_on, legal_day(self._office.clock()), "dueOn"))
        said = {"notice": notice_id, "reason": wanting, "due_on": due_on.isoformat()}

        def do(docket: NoticeDocket) -> Outcome:
            found = docket.find(notice_id, where=_WHERE)
            words = {words_of("insufficient", turns(found)): wanting}
            return docket.step(found, NoticeState.ISSUED, due_on=due(), words=words, where=_WHERE)

        return await self._noticed("notice_return", said, key, do)

    async def confirm_correction(self, notice_id: str, key: str) -> NoticeChange:
        """Find the failing corrected."""

        def do(docket: NoticeDocket) -> Outcome:
            return docket.step(docket.find(notice_id, where=_WHERE), NoticeState.CORRECTED, where=_WHERE)

        return await self._noticed("notice_correct", {"notice": notice_id}, key, do)

    async def close_notice(self, notice_id: str, reason: str | None, key: str) -> NoticeChange:
        """Close a notice; one that is not corrected with the reason it is taken back for."""
        why = None if reason is None else read_words(reason, "reason")

        def do(docket: NoticeDocket) -> Outcome:
            found = docket.find(notice_id, where=_WHERE)
            words = {} if why is None else {CLOSING: why}
            taken = docket.step(found, NoticeState.CLOSED, words=words, where=_WHERE)
            if why is None and found.state is not NoticeState.CORRECTED:
                raise invalid("it is not corrected, and no reason is given", "reason", "say why it is taken back")
            return taken

        return await self._noticed("notice_close", {"notice": notice_id, "reason": why}, key, do)

    async def notice(self, notice_id: str) -> Notice:
        """Give a notice the asking agency issued or was sent."""
        return shown(await self._one(NOTICES, notice_id), self._visit.grant.agency)

    async def notices(self, question: NoticesQuestion) -> Window[Notice]:
        """Give notices the asking agency issued or was sent, newest first."""
        agency = self._visit.grant.agency
        wanted = ProceedingsWanted(
            kind=ProceedingKind.NOTICE,
            agency=agency,
            states=() if question.state is None else (question.state.value,),
            overdue=question.overdue,
        )
        return await self._page(NOTICES, wanted, question, lambda found: shown(found, agency))

    async def _noticed(
        self, operation: str, said: dict[str, Any], key: str, do: Callable[[NoticeDocket], Outcome]
    ) -> NoticeChange:
        authorise_procedure(self._visit.grant, ProceedingKind.NOTICE)
        agency = self._visit.grant.agency
        answer = answering(
            NOTICES, lambda found, outcome: NoticeChange(notice=shown(found, agency), sequence=outcome.sequence)
        )
        return await self._changes.once(operation, said, key, lambda turn: do(Docket(NOTICES, turn)), answer)
