"""Carries a change out once: key, change, events, what it did and the access entry in one exclusive transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection

from gateway.office import Office
from gateway.proceedings.model import GATEWAY
from gateway.proceedings.turn import Turn
from gateway.receipts.canonical import encode
from gateway.rights.state import RightsState
from gateway.stages.record import leased
from gateway.store.access import add_access
from gateway.store.errors import StoreError
from gateway.store.requests import find_outcome, keep_outcome
from gateway.store.rights_log import read_after
from gateway.visit import Visit
from gateway.workflow.requests import Outcome, Request, read_key
from schema.dates import legal_day
from schema.errors import ErrorCode, Refusal

log = logging.getLogger(__name__)
T = TypeVar("T")


class Touched(NamedTuple):
    """The subject an answer tells of, by the name the store gives it, and the proceeding it is told in."""

    subject_ref: str
    case_id: str


class Changes:
    """Changes one client's visit makes."""

    def __init__(self, visit: Visit, office: Office) -> None:
        self._visit = visit
        self._office = office

    async def once(
        self,
        operation: str,
        said: dict[str, Any],
        key: str,
        do: Callable[[Turn], Outcome],
        show: Callable[[Turn, Outcome], tuple[T, Touched | None]],
    ) -> T:
        """Do what a request says, or answer what it did before under its key, as it was left then.

        `said` is everything the request says, without personal values. `show` gives the answer as of the outcome's
        event, and whom it tells of, for the access entry. Raises `Refusal`.
        """
        office, visit = self._office, self._visit
        digest = office.vault.fingerprint(encode({"operation": operation, **said}))
        request = Request(client=visit.grant.client, key=read_key(key), digest=digest)
        known = leased(office.rights)

        def change(connection: Connection) -> T:
            turn = turn_of(connection, office, visit.grant.agency, known)
            outcome = find_outcome(connection, request)
            if outcome is None:
                outcome = do(turn)
                keep_outcome(connection, request, outcome)
            answer, touched = show(turn, outcome)
            if touched is not None:
                entry = visit.access(office.clock(), operation, touched.subject_ref, case_number=touched.case_id)
                add_access(connection, entry)
            return answer

        return await durably(change, office)


async def by_itself(do: Callable[[Turn], T], office: Office, known: RightsState | None = None) -> T:
    """Do in one exclusive transaction what the gateway does by itself; raises `Refusal(CHANGE_UNAVAILABLE)`.

    `known` is the rights log as far as it is known; the rest of it is read.
    """
    state = RightsState() if known is None else known
    return await durably(lambda connection: do(turn_of(connection, office, GATEWAY, state)), office)


def turn_of(connection: Connection, office: Office, agency: str, known: RightsState) -> Turn:
    """Begin an agency's turn in an exclusive transaction, with the rights log as it is there."""
    now = office.clock()
    rights = known.advanced(read_after(connection, known.position))
    return Turn(connection, office.vault, rights, agency=agency, at=now, today=legal_day(now), random=office.random)


async def durably(change: Callable[[Connection], T], office: Office) -> T:
    """Make a change in a transaction of its own; raises `Refusal(CHANGE_UNAVAILABLE)` if the store cannot take it."""
    try:
        made = await office.changer.call(change)
    except StoreError as error:
        log.exception("a change could not be made durable")
        raise Refusal(
            ErrorCode.CHANGE_UNAVAILABLE,
            "the change could not be made durable",
            hint="send it again with the same key; if it lasts, tell the operator",
        ) from error
    office.bell.ring()
    return made
