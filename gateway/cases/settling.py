"""Ends joint cases that are over by themselves: at once where the rights log says so, else before they are shown."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from gateway.cases.endings import ending_of
from gateway.cases.ledger import Ledger
from gateway.cases.model import GATEWAY
from gateway.office import Office
from gateway.proceedings.changing import durably
from gateway.rights.entries import RightsEntry
from gateway.rights.state import RightsState
from gateway.store.case_lists import OpenCase, open_cases_of, open_cases_on
from schema.dates import legal_day

log = logging.getLogger(__name__)


async def settle_of(agency: str, rights: RightsState, office: Office) -> None:
    """End the open cases of an agency that are over, so that no list shows them open; raises `Refusal`."""
    known = await office.reader.call(lambda connection: open_cases_of(connection, agency))
    await _settle(known, rights, office, office.clock())


async def settle_news(entries: Sequence[RightsEntry], office: Office) -> None:
    """End the open cases on records the rights log has news of; what fails is logged, and done when next shown."""
    try:
        records = {entry.record_id for entry in entries}
        known = await office.reader.call(lambda connection: open_cases_on(connection, records))
        await _settle(known, RightsState().advanced(entries), office, office.clock())
    except Exception:
        log.exception("joint cases could not be ended with their records")


async def _settle(known: Iterable[OpenCase], rights: RightsState, office: Office, now: datetime) -> None:
    today = legal_day(now)
    over = [each.id for each in known if ending_of(each.last_day, rights.of(each.record_id), today) is not None]
    if not over:
        return

    def change(connection: Connection) -> None:
        ledger = Ledger(connection, office.vault, rights, agency=GATEWAY, at=now, today=today)
        for case_id in over:
            ledger.settle(case_id)

    await durably(change, office)
