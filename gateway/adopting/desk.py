"""Adoptions of one client's visit: decided in one transaction each; they are about no subject."""

from __future__ import annotations

from datetime import date
from functools import partial

import strawberry
from msgspec import structs

from gateway.adopting.kept import SETTLING
from gateway.adopting.model import ADOPTIONS, AdoptionCase, AdoptionDetails, AdoptionDocket, Role
from gateway.adopting.orders import read_adoption
from gateway.adopting.rules import in_force, withdrawal_of
from gateway.proceedings.answering import answering
from gateway.proceedings.client_desk import ClientDesk
from gateway.proceedings.docket import Docket
from gateway.proceedings.reading import LONGEST_DOCUMENT
from gateway.proceedings.showing import trail_of
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import read_words
from gateway.stages.authorise import authorise_procedure
from gateway.store.proceeding_lists import ProceedingsWanted
from gateway.workflow.requests import Outcome, ahead
from schema.adoptions import AdoptionChange, AdoptionState, MeasureAdoption
from schema.graph.adoptions import AdoptionInput, AdoptionsQuestion
from schema.graph.connections import Window

ADOPT, WITHDRAW = "adoption_adopt", "adoption_withdraw"


class AdoptionDesk(ClientDesk):
    """Implements `schema.graph.adoptions.Adoptions` for one visit."""

    async def adopt_measures(self, order: AdoptionInput, key: str) -> AdoptionChange:
        """Adopt recommended measures for the asking agency."""
        authorise_procedure(self._visit.grant, ADOPTIONS.kind)
        agency = self._visit.grant.agency
        read = ahead(partial(read_adoption, order, agency, self._office))

        def do(turn: Turn) -> Outcome:
            docket: AdoptionDocket = Docket(ADOPTIONS, turn)
            content = structs.replace(read(), known_from=turn.at + SETTLING)
            return docket.open(AdoptionState.ADOPTED, content, parties={agency: [Role.ADOPTER]})

        claimed = {name: str(value) for name, value in vars(order).items()}
        changed = await self._changes.once(ADOPT, claimed, key, do, answering(ADOPTIONS, _changed))
        await self._office.kept_adoptions.learn(self._office.reader, self._office.vault)
        return changed

    async def withdraw_adoption(self, case_id: str, ends_before: date, document: str, key: str) -> AdoptionChange:
        """Withdraw an adoption of the asking agency."""
        authorise_procedure(self._visit.grant, ADOPTIONS.kind)
        written = read_words(document, "document", LONGEST_DOCUMENT)

        def do(turn: Turn) -> Outcome:
            docket: AdoptionDocket = Docket(ADOPTIONS, turn)
            details = AdoptionDetails(ends_before=ends_before, document=written, known_from=turn.at + SETTLING)
            found = docket.find(case_id, where="adoption")
            return docket.step(found, AdoptionState.WITHDRAWN, details=details, where="adoption")

        claimed = {"adoption": case_id, "ends_before": ends_before.isoformat(), "document": written}
        changed = await self._changes.once(WITHDRAW, claimed, key, do, answering(ADOPTIONS, _changed))
        await self._office.kept_adoptions.learn(self._office.reader, self._office.vault)
        return changed

    async def adoption(self, case_id: str) -> MeasureAdoption:
        """Give an adoption of the asking agency."""
        return shown(await self._one(ADOPTIONS, case_id))

    async def adoptions(self, question: AdoptionsQuestion) -> Window[MeasureAdoption]:
        """Give adoptions of the asking agency, newest first."""
        wanted = ProceedingsWanted(
            kind=ADOPTIONS.kind,
            agency=self._visit.grant.agency,
            states=() if question.state is None else (question.state.value,),
        )
        return await self._page(ADOPTIONS, wanted, question, shown)


def shown(found: AdoptionCase) -> MeasureAdoption:
    """Show an adoption as it stands."""
    content, withdrawal = found.content, withdrawal_of(found)
    return MeasureAdoption(
        id=strawberry.ID(found.id),
        state=found.state,
        agency=found.opened_by,
        region=content.region,
        measures=content.measures,
        lines=content.lines,
        matters=content.matters,
        document=content.document,
        memorandum=content.memorandum,
        in_force=in_force(found),
        counts_from=(withdrawal.known_from if withdrawal is not None else None) or content.known_from,
        withdrawn_by=None if withdrawal is None else withdrawal.document,
        trail=trail_of(found),
    )


def _changed(found: AdoptionCase, outcome: Outcome) -> AdoptionChange:
    return AdoptionChange(adoption=shown(found), sequence=outcome.sequence)
