"""Takes objections along when an operator enters into the rights log what became of their record (`tally rights`)."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from gateway.objections.model import OBJECTION, Details, Objected, ObjectionDocket
from gateway.objections.states import OPEN
from gateway.objections.terms import Terms
from gateway.office import Office
from gateway.proceedings.changing import by_itself
from gateway.proceedings.docket import Docket
from gateway.proceedings.turn import Turn
from gateway.rights.entries import RightsEntry
from gateway.rights.state import RecordRights
from gateway.rules.regions import NATIONAL
from gateway.stages.record import leased
from gateway.store.proceeding_lists import ProceedingsWanted, Standing, standings
from schema.objections import ObjectionRole as Role
from schema.objections import ObjectionState as State

log = logging.getLogger(__name__)
UNSETTLED: Final = (*OPEN, State.VERIFIED_WRONG)


async def settle_objections(entries: Sequence[RightsEntry], office: Office) -> None:
    """Take the objections to records the rights log has news of to where the log says they are; failures are logged.

    Those an agency changed itself are there already.
    """
    try:
        records = {entry.record_id for entry in entries}
        for each in await _unsettled(office):
            if each.record_id in records:
                await by_itself(partial(_settle, each.id, office), office)
    except Exception:
        log.exception("objections could not be taken along with the rights log")


async def settle_missed(office: Office) -> None:
    """Take along what news was missed of, such as of entries made while no gateway was serving."""
    rights = leased(office.rights)
    for each in await _unsettled(office):
        if follows(State[each.state], rights.of(each.record_id or "")) is not None:
            await by_itself(partial(_settle, each.id, office), office)


async def _unsettled(office: Office) -> tuple[Standing, ...]:
    wanted = ProceedingsWanted(kind=OBJECTION.kind, states=UNSETTLED)
    return await office.reader.call(partial(standings, wanted=wanted))


def _settle(case_id: str, office: Office, turn: Turn) -> None:
    docket: ObjectionDocket = Docket(OBJECTION, turn)
    objection = docket.held(case_id)
    while objection is not None and objection.record_id is not None:
        after = follows(objection.state, turn.rights.of(objection.record_id))
        if after is None:
            return
        told = _told(objection, after, turn, Terms(office.packs, office.calendar, turn.today, NATIONAL))
        docket.step(objection, after, role=Role.ISSUER if after is State.WITHDRAWN else Role.PROVIDER, **told)
        objection = docket.held(case_id)


def follows(state: State, rights: RecordRights) -> State | None:
    """Give the next state of an objection that the rights log already says; None where it stands as the log does."""
    if state is State.INFORMED and rights.under_verification:
        return State.UNDER_VERIFICATION
    if state is State.UNDER_VERIFICATION and not rights.under_verification:
        return State.VERIFIED_CORRECT if rights.verified_wrong_at is None else State.VERIFIED_WRONG
    if state is State.VERIFIED_WRONG and rights.withdrawn_on is not None:
        return State.WITHDRAWN
    return None


def _told(objection: Objected, after: State, turn: Turn, terms: Terms) -> dict[str, Any]:
    if after is State.UNDER_VERIFICATION:
        due = terms.verification()
        since = turn.rights.of(objection.record_id or "").verification_since
        return {"due_on": due.on, "details": Details(suspended_since=since, deadline=due.deadline)}
    if after is State.VERIFIED_WRONG:
        due = terms.correction()
        return {"due_on": due.on, "details": Details(deadline=due.deadline)}
    if after is State.VERIFIED_CORRECT:
        return {"details": Details(remedies=terms.remedies(objection.content.record_kind))}
    return {}
