"""Answers with statistics: each month read from the counts apart from the event loop, and the answer put on record."""

from __future__ import annotations

import asyncio
from functools import partial

from sqlalchemy import Connection

from gateway.noting import note
from gateway.office import Office
from gateway.receipts.instants import parse_instant
from gateway.stages.authorise import authorise_statistics
from gateway.statistics.months import closed_months
from gateway.statistics.tables import Rows, month_tables
from gateway.store.counts import answers_in, uncounted_until
from gateway.visit import Visit
from schema.statistics import SMALLEST_GROUP, MonthStatistics, Statistics

OPERATION = "statistics"


async def answer_statistics(first: str, last: str, visit: Visit, office: Office) -> Statistics:
    """Give the tables of closed months, oldest first; raises `Refusal` where they cannot be given as asked.

    A month is a read of its own, so that none is long; its counts do not change any more.
    """
    authorise_statistics(visit.grant)
    until = await office.reader.call(uncounted_until)
    months = closed_months(first, last, office.clock(), parse_instant(until) if until else None)
    rows = _rows(office)
    tables = [await office.reader.call(partial(_read, month, rows)) for month in months]
    statistics = Statistics(smallest_group=SMALLEST_GROUP, months=tuple(tables))
    await _put_on_record(months, visit, office)
    return statistics


def _read(month: str, rows: Rows, connection: Connection) -> MonthStatistics:
    return month_tables(month, answers_in(connection, month), rows)


async def _put_on_record(months: tuple[str, ...], visit: Visit, office: Office) -> None:
    """Leave the access entry; in the place of a subject it names the months."""
    access = visit.access(office.clock(), OPERATION, f"MONTHS:{months[0]}/{months[-1]}")
    await note(access, office, asyncio.get_running_loop().time() + office.settings.deadline_ms / 1000)


def _rows(office: Office) -> Rows:
    required = {source for matter in office.matters.values() for source in matter.required}
    return Rows(
        matters=tuple(office.matters),
        regions=tuple({agency.region for agency in office.agencies.values()}),
        sources=tuple(required),
    )
