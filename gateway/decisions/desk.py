"""Decisions of one client's visit: reported in one transaction each, read with an access entry for each shown."""

from __future__ import annotations

from functools import partial

from gateway.decisions.model import DECISIONS, DecisionCase
from gateway.decisions.orders import read_decision
from gateway.decisions.reporting import take_down
from gateway.decisions.showing import shown
from gateway.office import Office
from gateway.proceedings.answering import answering
from gateway.proceedings.client_desk import ClientDesk
from gateway.stages.authorise import authorise_procedure
from gateway.stages.identify import identify, naming_identifier
from gateway.store.proceeding_lists import ProceedingsWanted, said
from gateway.workflow.requests import Outcome, ahead
from schema.decisions import Decision, DecisionChange
from schema.graph.connections import Window
from schema.graph.decisions import DecisionInput, DecisionsQuestion
from schema.graph.inputs import IdentifierInput

REPORT = "decision_report"


class DecisionDesk(ClientDesk):
    """Implements `schema.graph.decisions.Decisions` for one visit."""

    async def report_decision(self, order: DecisionInput, key: str) -> DecisionChange:
        """Report a decision of the asking agency."""
        authorise_procedure(self._visit.grant, DECISIONS.kind)
        read = ahead(partial(read_decision, order, self._visit.grant, self._office))
        content = {name: str(value) for name, value in vars(order).items() if name not in {"subject", "applied"}}
        claimed = {
            **content,
            "subject": _subject_ref(order.subject, "input.subject", self._office),
            "applied": [{name: str(value) for name, value in vars(each).items()} for each in order.applied],
        }
        show = answering(DECISIONS, _reported)
        return await self._changes.once(REPORT, claimed, key, lambda turn: take_down(read(), self._office, turn), show)

    async def decision(self, case_id: str) -> Decision:
        """Give a decision the asking agency reported."""
        return shown(await self._one(DECISIONS, case_id))

    async def decisions(self, question: DecisionsQuestion) -> Window[Decision]:
        """Give decisions the asking agency reported, newest first."""
        says = [
            *([] if question.matter is None else [said("matter", question.matter)]),
            *([] if question.outcome is None else [said("outcome", question.outcome.value)]),
            *([] if question.finding is None else [f'"{question.finding.value}"']),
        ]
        wanted = ProceedingsWanted(
            kind=DECISIONS.kind,
            agency=self._visit.grant.agency,
            subject_ref=None if question.subject is None else _subject_ref(question.subject, "subject", self._office),
            says=tuple(says),
        )
        return await self._page(DECISIONS, wanted, question, shown)


def _subject_ref(written: IdentifierInput, where: str, office: Office) -> str:
    identified = identify(written.scheme, written.value, where=where)
    return office.vault.subject_ref(naming_identifier(identified.aliases))


def _reported(found: DecisionCase, outcome: Outcome) -> DecisionChange:
    return DecisionChange(decision=shown(found), sequence=outcome.sequence)
