"""Dates in the formats an agency file declares, read as legal days (Asia/Shanghai); nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from connectors.core.dates import read_instant
from connectors.core.faults import ContractBroken
from connectors.mapping.nulls import NullWords, text_reader
from schema.dates import legal_day

Day = Callable[[Any], date | None]


class DateFormat(StrEnum):
    """How a source writes a day; M and D may have one digit or two."""

    ISO = "YYYY-MM-DD"
    DASHES = "YYYY-M-D"
    SLASHES = "YYYY/M/D"
    DOTS = "YYYY.M.D"
    CHINESE = "YYYY年M月D日"
    COMPACT = "YYYYMMDD"
    TIMESTAMP = "timestamp"
    EPOCH_MS = "epoch-ms"
    EPOCH_S = "epoch-s"
    EXCEL = "excel"


_PATTERNS = {
    DateFormat.ISO: re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
    DateFormat.DASHES: re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})"),
    DateFormat.SLASHES: re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})"),
    DateFormat.DOTS: re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})"),
    DateFormat.CHINESE: re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"),
}
_CLOCKED = re.compile(r"\d{4}[-/]\d{2}[-/]\d{2}[T ]\d{2}:\d{2}.*")
_NUMBER = re.compile(r"-?[0-9]{1,15}")
_MOST_REMEMBERED = 4_096
_EXCEL_ORIGIN = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119
_COMPACT_DAYS = range(19_000_101, 21_010_101)
_EPOCH_S = range(-2_208_988_800, 4_102_444_801)  # 1900 to 2100
_LIKE_EPOCH_S = range(-10_000_000_000, 10_000_000_001)  # too small to be milliseconds of the time records are of
_NUMERIC = frozenset({DateFormat.COMPACT, DateFormat.EPOCH_MS, DateFormat.EPOCH_S, DateFormat.EXCEL})


def ambiguous(formats: Sequence[DateFormat]) -> tuple[DateFormat, DateFormat] | None:
    """Give two of the formats that one number could both be, or None: epoch seconds hide every other number."""
    others = [item for item in formats if item in _NUMERIC and item is not DateFormat.EPOCH_S]
    return (DateFormat.EPOCH_S, others[0]) if others and DateFormat.EPOCH_S in formats else None


def day_reader(formats: Sequence[DateFormat], nulls: NullWords, *, no_end: date | None = None) -> Day:
    """Give a reader of days in the formats; a null word is None, and so is `no_end` or a later day, if it is given.

    Days and instants a driver made are taken as they are. The reader raises `ContractBroken` for anything else.
    """
    text = text_reader(nulls, numbers=True)
    patterns = [_PATTERNS[item] for item in formats if item in _PATTERNS]
    numeric = [item for item in formats if item in _NUMERIC]
    clocked = DateFormat.TIMESTAMP in formats

    def day_of(value: Any) -> date:
        if isinstance(value, date):
            return _made(value)
        written = text(value) or ""
        for pattern in patterns:
            if parts := pattern.fullmatch(written):
                return date(int(parts[1]), int(parts[2]), int(parts[3]))
        if clocked and _CLOCKED.fullmatch(written):
            return legal_day(read_instant(written))
        if numeric and _NUMBER.fullmatch(written):
            return _numbered(int(written), numeric)
        raise _unreadable()

    @lru_cache(maxsize=_MOST_REMEMBERED)
    def read(value: Any) -> date | None:
        if not isinstance(value, date) and text(value) is None:
            return None
        try:
            day = day_of(value)
        except (ValueError, OverflowError):
            raise _unreadable() from None
        return None if day in nulls.days or (no_end is not None and day >= no_end) else day

    return read


def _made(value: date) -> date:
    if isinstance(value, datetime):
        return legal_day(value) if value.tzinfo else value.date()
    return value


def _numbered(value: int, formats: Sequence[DateFormat]) -> date:
    for item in formats:
        if item is DateFormat.COMPACT and value in _COMPACT_DAYS:
            return date(value // 10_000, value // 100 % 100, value % 100)
        if item is DateFormat.EXCEL and value in _EXCEL_DAYS:
            return _EXCEL_ORIGIN + timedelta(days=value)
        if item is DateFormat.EPOCH_S and value in _EPOCH_S:
            return legal_day(datetime.fromtimestamp(value, tz=UTC))
        if item is DateFormat.EPOCH_MS and value // 1000 in _EPOCH_S and (value == 0 or value not in _LIKE_EPOCH_S):
            return legal_day(datetime.fromtimestamp(value / 1000, tz=UTC))
    raise _unreadable()


def _unreadable() -> ContractBroken:
    return ContractBroken("the source wrote a date in a form it does not declare")
