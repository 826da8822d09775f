"""Erases reports whose time after closing is over: rows, messages and key, and then the bytes of the database's log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from gateway.whistleblowing.store import ReportStore
from gateway.whistleblowing.tables import report
from gateway.whistleblowing.trail import Trail
from gateway.whistleblowing.words import Deed, Refused
from schema.dates import legal_day

log = logging.getLogger(__name__)

RETENTION = "retention"
_EVERY_SECONDS = 3600


def erase_due(store: ReportStore, days: int, now: datetime) -> int:
    """Erase every report closed `days` legal days ago or earlier; gives how many. Audit entries stay."""
    today = legal_day(now)
    last = (today - timedelta(days=days)).isoformat()
    with store.writing() as connection:
        due = connection.execute(select(report.c.id).where(report.c.closed_on <= last)).scalars().all()
        trail = Trail(connection, RETENTION, today.isoformat())
        for report_id in due:
            connection.execute(delete(report).where(report.c.id == report_id))
            trail.note(Deed.ERASED, report_id)
    if due:
        store.checkpoint()
    return len(due)


async def erasing(store: ReportStore, days: int, clock: Callable[[], datetime]) -> None:
    """Erase what is due, at once and every hour, until cancelled."""
    while True:
        try:
            await asyncio.to_thread(erase_due, store, days, clock())
        except Refused as refused:
            log.warning("reports that are due could not be erased: %s", refused.code.value)
        await asyncio.sleep(_EVERY_SECONDS)
