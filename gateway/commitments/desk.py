"""Commitments of one client's visit: changed in one transaction each, read with an access entry for each shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from gateway.commitments.model import COMMITMENTS, SupplyCase
from gateway.commitments.showing import shown
from gateway.commitments.supplying import accept, end, supply
from gateway.proceedings.answering import answering
from gateway.proceedings.client_desk import ClientDesk
from gateway.proceedings.words import read_words
from gateway.stages.authorise import authorise_procedure
from gateway.store.proceeding_lists import ProceedingsWanted, said
from gateway.workflow.requests import Outcome
from schema.graph.connections import Window
from schema.graph.supply_commitments import AcceptanceInput, SupplyCommitmentsQuestion
from schema.supply_commitments import SupplyCommitment, SupplyCommitmentChange

ACCEPT, SUPPLY, END = "commitment_accept", "commitment_supply", "commitment_end"


class SupplyDesk(ClientDesk):
    """Implements `schema.graph.supply_commitments.SupplyCommitments` for one visit."""

    async def accept_with_missing(self, order: AcceptanceInput, key: str) -> SupplyCommitmentChange:
        """Accept an application with material missing."""
        authorise_procedure(self._visit.grant, COMMITMENTS.kind)
        written = {name: str(value) for name, value in vars(order).items() if name != "commitment"}
        claimed = {**written, **{name: str(value) for name, value in vars(order.commitment).items()}}
        do = partial(accept, order, self._visit.grant, self._office)
        return await self._changes.once(ACCEPT, claimed, key, do, answering(COMMITMENTS, _changed))

    async def supply_missing(
        self, case_id: str, items: Sequence[str], supplied_on: date, key: str
    ) -> SupplyCommitmentChange:
        """Say that missing items were supplied."""
        authorise_procedure(self._visit.grant, COMMITMENTS.kind)
        claimed = {"commitment": case_id, "items": list(items), "supplied_on": supplied_on.isoformat()}
        do = partial(supply, case_id, items, supplied_on)
        return await self._changes.once(SUPPLY, claimed, key, do, answering(COMMITMENTS, _changed))

    async def end_commitment(self, case_id: str, reason: str, key: str) -> SupplyCommitmentChange:
        """End a commitment with its application."""
        authorise_procedure(self._visit.grant, COMMITMENTS.kind)
        words = read_words(reason, "reason")
        claimed = {"commitment": case_id, "reason": words}
        return await self._changes.once(
            END, claimed, key, partial(end, case_id, words), answering(COMMITMENTS, _changed)
        )

    async def supply_commitment(self, case_id: str) -> SupplyCommitment:
        """Give a commitment the asking agency accepted."""
        return shown(await self._one(COMMITMENTS, case_id))

    async def supply_commitments(self, question: SupplyCommitmentsQuestion) -> Window[SupplyCommitment]:
        """Give commitments the asking agency accepted, newest first."""
        wanted = ProceedingsWanted(
            kind=COMMITMENTS.kind,
            agency=self._visit.grant.agency,
            states=() if question.state is None else (question.state.value,),
            overdue=question.overdue,
            says=() if question.matter is None else (said("matter", question.matter),),
        )
        return await self._page(COMMITMENTS, wanted, question, shown)


def _changed(found: SupplyCase, outcome: Outcome) -> SupplyCommitmentChange:
    return SupplyCommitmentChange(commitment=shown(found), sequence=outcome.sequence)
