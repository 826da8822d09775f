"""The chore that counts: the log of events from its position on, a stretch at a time, each in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import Connection

from gateway.accounting.happenings import Happening
from gateway.accounting.ledger import Known, Ledger
from gateway.office import Office
from gateway.statistics.months import last_closed, month_after, month_of
from gateway.store.accounts import Position, first_month_answered, keep_position, read_position
from gateway.store.happenings import happenings_after, last_event

STRETCH: Final = 200  # events of one transaction, in which nothing else is written


async def count_events(office: Office) -> None:
    """Count every event that is not counted yet, and close the months that are over."""
    while await office.reader.call(partial(is_behind, now=office.clock())):
        known = Known(
            regions={slug: agency.region for slug, agency in office.agencies.items()},
            agencies={slug: source.agency for slug, source in office.sources.items()},
            calendar=office.calendar,
        )
        await office.changer.call(partial(count_stretch, known=known, now=office.clock()))


def is_behind(connection: Connection, now: datetime) -> bool:
    """Tell whether there are events that are not counted, or months over that are not closed."""
    position = read_position(connection)
    return position is None or position.sequence < last_event(connection) or position.month <= last_closed(now)


def count_stretch(connection: Connection, known: Known, now: datetime, most: int = STRETCH) -> None:
    """Count a stretch of events within an exclusive transaction: whole with the position, or not at all."""
    position = read_position(connection)
    sequence = position.sequence if position else 0
    happenings = happenings_after(connection, sequence, most)
    first = position.month if position else _first_month(connection, happenings, now)
    ledger = Ledger(connection, known, first, now)
    for each in happenings:
        ledger.enter(each)
    if len(happenings) < most:
        ledger.close_before()
    ledger.write()
    keep_position(connection, Position(happenings[-1].entry.sequence if happenings else sequence, ledger.month))


def _first_month(connection: Connection, happenings: Sequence[Happening], now: datetime) -> str:
    """Give the first month there is anything of."""
    running = month_after(last_closed(now))
    happened = month_of(happenings[0].entry.day) if happenings else running
    return min(running, happened, first_month_answered(connection) or running)
