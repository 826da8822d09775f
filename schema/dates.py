"""Legal dates and periods: Shanghai civil dates, half-open inside, `lastDay` outside."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from schema.declare import about, fact

SHANGHAI = ZoneInfo("Asia/Shanghai")


def legal_day(instant: datetime) -> date:
    """Give the Shanghai civil date of an aware instant; a naive one is a defect (`ValueError`)."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(SHANGHAI).date()


@lru_cache(maxsize=4096)
def add_months(day: date, months: int) -> date:
    """Give the corresponding day `months` later (or earlier), or that month's end where there is none."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_years(day: date, years: int) -> date:
    """Give the corresponding day `years` later (or earlier); from 29 February the end of February."""
    return add_months(day, 12 * years)


@fact
class Period:
    """Stretch of legal days (Asia/Shanghai), half-open inside; `lastDay` is the last day that counts."""

    starts_on: date = about("First day that counts.")
    ends_before: date | None = about("First day that no longer counts; null while no end is set.", default=None)
    last_day: date | None = about("Last day that counts; null while no end is set.", default=None)

    def holds_on(self, day: date) -> bool:
        """Tell whether `day` lies in the period."""
        return self.starts_on <= day and (self.ends_before is None or day < self.ends_before)

    def covers(self, other: Period) -> bool:
        """Tell whether every day of another period lies in this one."""
        ends, wanted = self.ends_before, other.ends_before
        return self.starts_on <= other.starts_on and (ends is None or (wanted is not None and wanted <= ends))


def period(starts_on: date, ends_before: date | None = None) -> Period:
    """Make a period from its half-open bounds; an end at or before the start is a `ValueError`."""
    if ends_before is None:
        return Period(starts_on=starts_on)
    if ends_before <= starts_on:
        raise ValueError(f"a period that starts on {starts_on} cannot end before {ends_before}")
    return Period(starts_on=starts_on, ends_before=ends_before, last_day=ends_before - timedelta(days=1))
