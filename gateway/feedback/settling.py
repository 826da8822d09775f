"""Lets feedback lapse with the record behind it, and stops its time while that is under verification (GO-22-c)."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import date
from functools import partial

from sqlalchemy import Connection

from gateway.feedback.model import FEEDBACKS, FeedbackCase, FeedbackDetails, FeedbackDocket
from gateway.feedback.opening import due_on
from gateway.feedback.states import Role
from gateway.office import Office
from gateway.proceedings.changing import by_itself
from gateway.proceedings.docket import Docket
from gateway.proceedings.turn import Turn
from gateway.rights.state import NOTHING, RightsState
from gateway.rules.calendar import WorkingCalendar
from gateway.store.proceeding_lists import ProceedingsWanted, contents_of
from gateway.store.proceedings import find_proceeding
from schema.dates import legal_day
from schema.feedback import FeedbackState

log = logging.getLogger(__name__)
_AWAITED = ProceedingsWanted(kind=FEEDBACKS.kind, states=(FeedbackState.AWAITED.value,))


async def settle_feedback(office: Office) -> None:
    """Take every awaited feedback to where the rights log leaves it, each in a transaction of its own."""
    await _settle(office, office.rights.state())


async def settle_feedback_news(records: Collection[str], office: Office) -> None:
    """Do so at once for the records the rights log has news of; what fails is logged, and done by the chore."""
    try:
        await _settle(office, office.rights.state(), among=records)
    except Exception:
        log.exception("feedback could not be settled with its records")


async def _settle(office: Office, rights: RightsState, among: Collection[str] | None = None) -> None:
    today = legal_day(office.clock())

    def wanting(connection: Connection) -> list[str]:
        found = []
        for case_id, content in contents_of(connection, _AWAITED, FEEDBACKS.content):
            told = [record for record in content.rests_on if rights.of(record) is not NOTHING]
            if told and (among is None or not set(told).isdisjoint(among)):
                case = find_proceeding(connection, FEEDBACKS, case_id, office.vault)
                if case is not None and _next(case, rights, today) is not None:
                    found.append(case_id)
        return found

    for case_id in await office.reader.call(wanting):
        await by_itself(partial(_take, case_id, office.calendar), office, rights)


def _take(case_id: str, calendar: WorkingCalendar, turn: Turn) -> None:
    docket: FeedbackDocket = Docket(FEEDBACKS, turn)
    found = docket.held(case_id)
    step = None if found is None else _next(found, turn.rights, turn.today)
    if found is None or step is None:
        return
    state, details = step
    waits = state is FeedbackState.AWAITED and not details.under_verification
    due = due_on(found.content, turn.today, calendar) if waits else None
    docket.step(found, state, role=Role.GATEWAY, details=details, due_on=due)


def _next(found: FeedbackCase, rights: RightsState, today: date) -> tuple[FeedbackState, FeedbackDetails] | None:
    """Give the step that follows for the gateway from what the rights log says; None if none does."""
    if found.state is not FeedbackState.AWAITED:
        return None
    standings = [rights.of(record) for record in found.content.rests_on]
    disputed = any(each.under_verification for each in standings)
    last_day = found.content.last_day
    past = last_day is not None and last_day < today
    if any(each.over_on(today) for each in standings) or (disputed and past):
        return FeedbackState.LAPSED, FeedbackDetails()
    if disputed is not is_disputed(found):
        return FeedbackState.AWAITED, FeedbackDetails(under_verification=disputed)
    return None


def is_disputed(found: FeedbackCase) -> bool:
    """Tell whether time does not run because a record is under verification."""
    return found.state is FeedbackState.AWAITED and found.trail[-1].details.under_verification
