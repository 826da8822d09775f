"""Carries a change out once: key, change, events, what it did and the access entry in one exclusive transaction."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection

from gateway.cases.ledger import Ledger
from gateway.cases.showing import read_case, seen
from gateway.office import Office
from gateway.receipts.canonical import encode
from gateway.stages.record import leased
from gateway.store.access import add_access
from gateway.store.errors import StoreError
from gateway.store.requests import find_outcome, keep_outcome
from gateway.store.rights_log import read_after
from gateway.visit import Visit
from gateway.workflow.requests import Outcome, Request, read_key
from schema.dates import legal_day
from schema.errors import ErrorCode, Refusal
from schema.joint_cases import JointCaseChange

log = logging.getLogger(__name__)
T = TypeVar("T")


class Changes:
    """Changes one client's visit makes to joint cases."""

    def __init__(self, visit: Visit, office: Office) -> None:
        self._visit = visit
        self._office = office

    async def once(
        self, operation: str, said: dict[str, Any], key: str, do: Callable[[Ledger], Outcome]
    ) -> JointCaseChange:
        """Do what a request says, or answer what it did before under its key, as it was left then."""
        office, visit = self._office, self._visit
        agency = visit.grant.agency
        digest = office.vault.fingerprint(encode({"operation": operation, **said}))
        request = Request(client=visit.grant.client, key=read_key(key), digest=digest)
        known, now = leased(office.rights), office.clock()

        def change(connection: Connection) -> JointCaseChange:
            rights = known.advanced(read_after(connection, known.position))
            outcome = find_outcome(connection, request)
            if outcome is None:
                today = legal_day(now)
                outcome = do(Ledger(connection, office.vault, rights, agency=agency, at=now, today=today))
                keep_outcome(connection, request, outcome)
            record = read_case(connection, outcome.case_id, agency, office.vault, up_to=outcome.sequence)
            about = record.file
            add_access(connection, visit.access(office.clock(), operation, about.subject_ref, case_number=about.id))
            return JointCaseChange(case=seen(record, rights), sequence=outcome.sequence)

        return await durably(change, office)


async def durably(change: Callable[[Connection], T], office: Office) -> T:
    """Make a change in a transaction of its own; raises `Refusal(CHANGE_UNAVAILABLE)` if the store cannot take it."""
    try:
        return await office.changer.call(change)
    except StoreError as error:
        log.exception("a joint case could not be changed")
        raise Refusal(
            ErrorCode.CHANGE_UNAVAILABLE,
            "the change could not be made durable",
            hint="send it again with the same key; if it lasts, tell the operator",
        ) from error
