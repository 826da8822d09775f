"""From which day a bad record no longer counts if nothing happens to it: the window, its own end, its publicity."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from gateway.rules.model import PublicityRegime
from gateway.rules.publicity import public_until, regime_on
from gateway.rules.standing import endings, entry_in_force
from schema.dates import add_months
from schema.records import Record

_DAY = timedelta(days=1)


def first_free_day(
    records: Iterable[Record], months: int | None, regimes: tuple[PublicityRegime, ...], today: date
) -> date | None:
    """Give the first day on which none of the records counts in a window of so many months; None if no day is sure."""
    days = [_free_day(record, months, regimes, today) for record in records]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def hidden_from(record: Record, regimes: tuple[PublicityRegime, ...], today: date) -> date | None:
    """Give the first day on which no approval may see a record any more; None without a limit."""
    limit = public_until(record, regime_on(regimes, today))
    return None if limit is None else limit + _DAY


def _free_day(record: Record, months: int | None, regimes: tuple[PublicityRegime, ...], today: date) -> date | None:
    days = [hidden_from(record, regimes, today), _left_window(record, months, today)]
    return min((day for day in days if day is not None), default=None)


def _left_window(record: Record, months: int | None, today: date) -> date | None:
    """Give the first day a record lies outside the window; an entry in force counts until it ends."""
    if months is None or record.decided_on is None:
        return None
    day = add_months(record.decided_on, months) + _DAY
    while add_months(day, -months) <= record.decided_on:  # after the end of February some days share one edge
        day += _DAY
    if not entry_in_force(record, today):
        return day
    ends = [ending.on for ending in endings(record) if ending.on is not None]
    return max(day, min(ends)) if ends else None
