"""Calendar months in Asia/Shanghai, written `2026-09`; only closed ones have statistics. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from schema.dates import add_months, legal_day
from schema.errors import ErrorCode, Refusal

MOST_MONTHS = 36
SETTLING = timedelta(hours=1)  # an answer begun in the month's last second is on disk long before
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_LONGEST_SHOWN = 20


def month_of(day: date) -> str:
    """Give the month of a legal day."""
    return day.isoformat()[:7]


def closed_months(first: str, last: str, now: datetime, uncounted: datetime | None = None) -> tuple[str, ...]:
    """Give the months from first to last; `uncounted` is when the last answer was given that nobody counted.

    Raises `Refusal(INVALID_MONTHS)` unless they are closed calendar months, counted, and at most 36.
    """
    months = months_between(first, last)
    begins = date.fromisoformat(f"{first}-01")
    latest = last_closed(now)
    if last > latest:
        raise _refusal(f"the month {last} is not closed", "to", f"the latest closed month is {latest}")
    if uncounted is not None and begins <= legal_day(uncounted):
        counted = month_of(add_months(legal_day(uncounted), 1))
        raise _refusal(f"the month {first} was not counted in whole", "from", f"the first whole month is {counted}")
    return months


def last_closed(now: datetime) -> str:
    """Give the last month that is closed at an instant: one hour after its end."""
    return month_of(add_months(legal_day(now - SETTLING).replace(day=1), -1))


def month_after(month: str) -> str:
    """Give the month after another."""
    return month_of(add_months(date.fromisoformat(f"{month}-01"), 1))


def months_between(first: str, last: str, where: tuple[str, str] = ("from", "to")) -> tuple[str, ...]:
    """Give the months from first to last, whether closed or not.

    Raises `Refusal(INVALID_MONTHS)` unless they are calendar months, and at most 36; `where` are their arguments.
    """
    begins, ends = (_read(month, place) for month, place in zip((first, last), where, strict=True))
    if ends < begins:
        raise _refusal(f"it ends {last}, before it begins {first}", where[1], "exchange first and last month")
    count = (ends.year - begins.year) * 12 + ends.month - begins.month + 1
    if count > MOST_MONTHS:
        raise _refusal(f"{count} months were asked for", where[1], f"ask for at most {MOST_MONTHS} at once")
    return tuple(month_of(add_months(begins, number)) for number in range(count))


def _read(written: str, where: str) -> date:
    if not _MONTH.fullmatch(written) or written.startswith("0000"):
        raise _refusal(f"{written[:_LONGEST_SHOWN]!r} is not a month", where, "write it as YYYY-MM, such as 2026-09")
    return date.fromisoformat(f"{written}-01")


def _refusal(message: str, where: str, hint: str) -> Refusal:
    return Refusal(ErrorCode.INVALID_MONTHS, message, where=where, hint=hint)
