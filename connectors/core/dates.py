"""Dates as departments write them, read as legal days (Asia/Shanghai)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from connectors.core.faults import ContractBroken
from connectors.core.words import present
from schema.dates import SHANGHAI, Period, legal_day, period

Day = str | int | None  # as a wire writes it

_PARTS = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_NUMBER = re.compile(r"-?[0-9]{1,15}")
_CLOCKED = re.compile(r"\d{4}[-/]\d{1,2}[-/]\d{1,2}[T ]\d{2}:\d{2}.*")
_NOBODY_KNOWS = frozenset(
    {date(1900, 1, 1), date(1899, 12, 30), date(9999, 9, 9), date(9999, 12, 31), date(1970, 1, 1)}
)
_MOST_REMEMBERED = 16_384
_NO_END = date(2099, 12, 31)
_EXCEL_ORIGIN = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119
_COMPACT_DAYS = range(19_000_101, 21_010_101)
_EPOCH_MS = range(-2_208_988_800_000, 4_102_444_800_000)  # 1900 to 2100
_AMBIGUOUS = range(-10_000_000_000, 10_000_000_001)  # could as well be epoch seconds


@lru_cache(maxsize=_MOST_REMEMBERED)
def read_day(value: Day) -> date | None:
    """Read a legal day: ISO, 2020/5/20, 20200520, 2020年5月20日, a timestamp, epoch milliseconds or an Excel serial.

    Words and dates for "unknown" (无, 1900-01-01, 9999-09-09, …) are None. Raises `ContractBroken` otherwise.
    """
    text = str(value) if isinstance(value, int) else present(value)
    if text is None:
        return None
    day = _from_text(text)
    return None if day in _NOBODY_KNOWS else day


def read_last_day(value: Day) -> date | None:
    """Read a last valid day; 2099-12-31 and later stand for "no end" and are None."""
    day = read_day(value)
    return None if day is None or day >= _NO_END else day


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


def _from_text(text: str) -> date:
    try:
        if len(text) == 10 and text[4] == "-":
            return date.fromisoformat(text)
        if _NUMBER.fullmatch(text):
            return _from_number(int(text))
        return _from_parts(text)
    except ValueError:
        raise _unreadable() from None


def _from_parts(text: str) -> date:
    parts = _PARTS.fullmatch(text)
    if parts:
        return date(int(parts[1]), int(parts[2]), int(parts[3]))
    if _CLOCKED.fullmatch(text):
        return legal_day(read_instant(text))
    raise _unreadable()


def _from_number(value: int) -> date:
    if value in _EXCEL_DAYS:
        return _EXCEL_ORIGIN + timedelta(days=value)
    if value in _COMPACT_DAYS:
        return date(value // 10_000, value // 100 % 100, value % 100)
    if value == 0 or (value in _EPOCH_MS and value not in _AMBIGUOUS):
        return legal_day(datetime.fromtimestamp(value / 1000, tz=UTC))
    raise _unreadable()


def _unreadable() -> ContractBroken:
    return ContractBroken("the source wrote a date in a form that cannot be read")
