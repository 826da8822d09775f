"""Applications for repair and exit of one client's visit: changed in one transaction each, read with access entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from gateway.proceedings.answering import answering
from gateway.proceedings.client_desk import ClientDesk
from gateway.proceedings.docket import Docket
from gateway.proceedings.records import locate_record
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import read_words
from gateway.repairs import steps
from gateway.repairs.deciding import decide
from gateway.repairs.model import REPAIRS, Repairs
from gateway.repairs.opening import Prepared, prepare
from gateway.repairs.orders import Evidence, read_applied_for, read_decision, read_evidence
from gateway.repairs.showing import shown
from gateway.rules.model import RulePack
from gateway.stages.authorise import authorise_procedure
from gateway.store.proceeding_lists import ProceedingsWanted
from gateway.workflow.requests import Outcome, awaited_ahead
from schema.dates import legal_day
from schema.graph.connections import Window
from schema.graph.repairs import RepairDecisionInput, RepairEvidenceInput, RepairInput, RepairsQuestion
from schema.identifiers import Identifier
from schema.proceedings import ProceedingKind
from schema.repairs import Repair, RepairChange

APPLY: Final = "repair_apply"
HANDLE: Final = "repair_handle"


class RepairDesk(ClientDesk):
    """Implements `schema.graph.repairs.CreditRepairs` for one visit."""

    async def apply_for_repair(self, order: RepairInput, key: str) -> RepairChange:
        """Apply for the subject; the departments are asked who determined the record."""
        authorise_procedure(self._visit.grant, ProceedingKind.REPAIR)
        subject = read_applied_for(order.subject, "input.subject")
        evidence = read_evidence(order.evidence, "input.evidence", self._today())
        prepared = await awaited_ahead(self._prepared(order, subject, evidence))
        said = {
            "kind": order.kind.value,
            "subject": self._office.vault.subject_ref(subject),
            "record": str(order.record),
            "evidence": _said(evidence),
        }

        def do(turn: Turn) -> Outcome:
            return steps.apply(Docket(REPAIRS, turn), turn, prepared(), subject)

        return await self._changed(APPLY, said, key, do)

    async def review_repair(self, repair_id: str, key: str) -> RepairChange:
        """Take an application up."""
        return await self._taken(repair_id, {"step": "review"}, key, steps.review)

    async def ask_repair_evidence(self, repair_id: str, what: str, key: str) -> RepairChange:
        """Ask the applicant for more evidence."""
        words = read_words(what, "what")

        def do(docket: Repairs, turn: Turn, case_id: str) -> Outcome:
            return steps.ask(docket, turn, case_id, words)

        return await self._taken(repair_id, {"step": "ask", "what": words}, key, do)

    async def add_repair_evidence(
        self, repair_id: str, evidence: Sequence[RepairEvidenceInput], key: str
    ) -> RepairChange:
        """Bring the evidence that was asked for."""
        read = read_evidence(evidence, "evidence", self._today())

        def do(docket: Repairs, turn: Turn, case_id: str) -> Outcome:
            return steps.bring(docket, turn, case_id, read, self._office.calendar)

        return await self._taken(repair_id, {"step": "bring", "evidence": _said(read)}, key, do)

    async def decide_repair(self, repair_id: str, decision: RepairDecisionInput, key: str) -> RepairChange:
        """Grant or refuse an application."""
        read = read_decision(decision)
        said = {"step": "decide", "decision": {name: str(value) for name, value in vars(decision).items()}}

        def do(docket: Repairs, turn: Turn, case_id: str) -> Outcome:
            return decide(docket, turn, case_id, read)

        return await self._taken(repair_id, said, key, do)

    async def withdraw_repair(self, repair_id: str, key: str) -> RepairChange:
        """Withdraw an application."""
        return await self._taken(repair_id, {"step": "withdraw"}, key, steps.withdraw)

    async def repair(self, repair_id: str) -> Repair:
        """Give an application the asking agency takes part in."""
        return shown(await self._one(REPAIRS, repair_id), self._visit.grant.agency, self._packs())

    async def repairs(self, question: RepairsQuestion) -> Window[Repair]:
        """Give applications the asking agency takes part in, newest first."""
        agency, packs = self._visit.grant.agency, self._packs()
        subject = None if question.subject is None else read_applied_for(question.subject, "subject")
        wanted = ProceedingsWanted(
            kind=ProceedingKind.REPAIR,
            agency=agency,
            states=() if question.state is None else (question.state.value,),
            subject_ref=None if subject is None else self._office.vault.subject_ref(subject),
            record_id=question.record,
            overdue=question.overdue,
        )
        return await self._page(REPAIRS, wanted, question, lambda found: shown(found, agency, packs))

    async def _prepared(self, order: RepairInput, subject: Identifier, evidence: Sequence[Evidence]) -> Prepared:
        office, today = self._office, self._today()
        located = await locate_record(subject, order.record, self._visit, office)
        pack = office.packs.governing(today, office.agencies[self._visit.grant.agency].region)
        return prepare(
            order.kind,
            located,
            evidence,
            pack=pack,
            agencies=office.agencies,
            calendar=office.calendar,
            today=today,
        )

    async def _taken(
        self, repair_id: str, said: dict[str, Any], key: str, do: Callable[[Repairs, Turn, str], Outcome]
    ) -> RepairChange:
        authorise_procedure(self._visit.grant, ProceedingKind.REPAIR)
        told = {"repair": repair_id, **said}
        return await self._changed(HANDLE, told, key, lambda turn: do(Docket(REPAIRS, turn), turn, repair_id))

    async def _changed(
        self, operation: str, said: dict[str, Any], key: str, do: Callable[[Turn], Outcome]
    ) -> RepairChange:
        agency, packs = self._visit.grant.agency, self._packs()
        answer = answering(
            REPAIRS,
            lambda found, outcome: RepairChange(repair=shown(found, agency, packs), sequence=outcome.sequence),
        )
        return await self._changes.once(operation, said, key, do, answer)

    def _packs(self) -> Mapping[str, RulePack]:
        return {pack.version.id: pack for pack in self._office.packs.packs}

    def _today(self) -> date:
        return legal_day(self._office.clock())


def _said(evidence: Sequence[Evidence]) -> list[dict[str, str | None]]:
    return [
        {
            "kind": each.piece.kind.value,
            "done_on": each.piece.done_on.isoformat(),
            "document": each.document,
            "digest": each.digest,
        }
        for each in evidence
    ]
