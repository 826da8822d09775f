"""Objections of one client's visit: changed in one transaction each, read with an access entry for each shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from gateway.objections.handling import WHERE, Handling
from gateway.objections.lodging import Lodging
from gateway.objections.model import OBJECTION, Objected
from gateway.objections.reading import Lodgement, read_lodgement
from gateway.objections.showing import shown
from gateway.objections.terms import Terms
from gateway.proceedings.answering import answering
from gateway.proceedings.client_desk import ClientDesk
from gateway.proceedings.records import locate_record
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import read_words
from gateway.stages.authorise import authorise_procedure
from gateway.store.proceeding_lists import ProceedingsWanted
from gateway.workflow.requests import Outcome, awaited_ahead
from schema.graph.connections import Window
from schema.graph.objections import ObjectionInput, ObjectionsQuestion
from schema.identifiers import parse_identifier
from schema.objections import Objection, ObjectionChange, ObjectionFinding

LODGE, HANDLE = "objection_lodge", "objection_handle"
LONGEST_NUMBER = 100
Take = Callable[[Handling, Objected], Outcome]


class ObjectionDesk(ClientDesk):
    """Implements `schema.graph.objecting.Objections` for one visit."""

    async def lodge_objection(self, order: ObjectionInput, key: str) -> ObjectionChange:
        """Lodge an objection, or join the one that is open."""
        authorise_procedure(self._visit.grant, OBJECTION.kind)
        written = read_lodgement(order)
        prepared = await awaited_ahead(self._lodging(written))
        said = {
            "subject": self._office.vault.subject_ref(written.subject),
            "record": written.record_id,
            "trigger": written.trigger.value,
            "grounds": written.grounds,
            "evidence": written.evidence,
            "new": written.new_evidence,
            "accept": written.accept,
        }

        def do(turn: Turn) -> Outcome:
            return prepared().lodge(turn, self._handling(turn))

        return await self._changes.once(LODGE, said, key, do, answering(OBJECTION, self._change))

    async def accept_objection(self, case_id: str, key: str) -> ObjectionChange:
        """Accept one for handling."""
        return await self._step(case_id, {"step": "accept"}, key, Handling.accept)

    async def refuse_objection(self, case_id: str, reason: str, key: str) -> ObjectionChange:
        """Refuse to handle one."""
        why = read_words(reason, "reason")
        said = {"step": "refuse", "reason": why}
        return await self._step(case_id, said, key, lambda handling, found: handling.refuse(found, why))

    async def verify_record(
        self, case_id: str, finding: ObjectionFinding, answer: str | None, key: str
    ) -> ObjectionChange:
        """End the verification as provider or issuer."""
        words = None if answer is None else read_words(answer, "answer")
        said = {"step": "verify", "finding": finding.value, "answer": words}
        return await self._step(case_id, said, key, lambda handling, found: handling.verify(found, finding, words))

    async def correct_record(self, case_id: str, correction: str, key: str) -> ObjectionChange:
        """Say that the wrong record was corrected."""
        words = read_words(correction, "correction")
        said = {"step": "correct", "correction": words}
        return await self._step(case_id, said, key, lambda handling, found: handling.correct(found, words))

    async def withdraw_record(
        self, case_id: str, document_number: str | None, effective_on: date | None, key: str
    ) -> ObjectionChange:
        """Withdraw the wrong record as issuer."""
        number = None if document_number is None else read_words(document_number, "documentNumber", LONGEST_NUMBER)
        said = {"step": "withdraw", "document": number, "on": effective_on and effective_on.isoformat()}
        return await self._step(
            case_id, said, key, lambda handling, found: handling.withdraw(found, number, effective_on)
        )

    async def objection(self, case_id: str) -> Objection:
        """Give an objection the asking agency takes part in."""
        return shown(await self._one(OBJECTION, case_id), self._visit.grant.agency)

    async def objections(self, question: ObjectionsQuestion) -> Window[Objection]:
        """Give objections the asking agency takes part in, newest first."""
        agency, asked = self._visit.grant.agency, question.subject
        subject = None if asked is None else parse_identifier(asked.scheme, asked.value)
        wanted = ProceedingsWanted(
            kind=OBJECTION.kind,
            agency=agency,
            states=() if question.state is None else (question.state.value,),
            subject_ref=None if subject is None else self._office.vault.subject_ref(subject),
            record_id=question.record,
            overdue=question.overdue,
        )
        return await self._page(OBJECTION, wanted, question, lambda found: shown(found, agency))

    async def _lodging(self, written: Lodgement) -> Lodging:
        located = await locate_record(written.subject, written.record_id, self._visit, self._office)
        agencies = self._office.agencies
        return Lodging(written, located, agencies[self._visit.grant.agency], agencies)

    async def _step(self, case_id: str, said: dict[str, Any], key: str, take: Take) -> ObjectionChange:
        authorise_procedure(self._visit.grant, OBJECTION.kind)

        def do(turn: Turn) -> Outcome:
            handling = self._handling(turn)
            return take(handling, handling.docket.find(case_id, where=WHERE))

        return await self._changes.once(HANDLE, {"case": case_id, **said}, key, do, answering(OBJECTION, self._change))

    def _handling(self, turn: Turn) -> Handling:
        office = self._office
        return Handling(turn, Terms(office.packs, office.calendar, turn.today, office.agencies[turn.agency].region))

    def _change(self, found: Objected, outcome: Outcome) -> ObjectionChange:
        return ObjectionChange(objection=shown(found, self._visit.grant.agency), sequence=outcome.sequence)
