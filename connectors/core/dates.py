"""Instants and spans of legal days (Asia/Shanghai) as departments write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from connectors.core.faults import ContractBroken
from connectors.core.words import present
from schema.dates import SHANGHAI, Period, period

_MOST_REMEMBERED = 16_384


@lru_cache(maxsize=_MOST_REMEMBERED)
def span(first: date | None, last: date | None) -> Period | None:
    """Give the period from a first to a last valid day; None without a first day or if it ends before it starts."""
    if first is None or (last is not None and last < first):
        return None
    return period(first, None if last is None else last + timedelta(days=1))


def read_instant(value: str) -> datetime:
    """Read an ISO 8601 timestamp as UTC; without a zone it is Shanghai time. Raises `ContractBroken`."""
    try:
        moment = datetime.fromisoformat(value.strip().replace("/", "-"))
    except ValueError:
        raise _unreadable() from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)).astimezone(UTC)


@lru_cache(maxsize=256)
def read_data_time(value: str | None) -> datetime | None:
    """Read the instant a source says its data are of (UTC); None if it does not say. Raises `ContractBroken`."""
    text = present(value)
    return None if text is None else read_instant(text)


def _unreadable() -> ContractBroken:
    return ContractBroken("the source wrote a date in a form that cannot be read")
