"""When something happened, as far as a department says: at an instant, or some time on a legal day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from schema.dates import SHANGHAI

_DAY = timedelta(days=1)


class Moment(NamedTuple):
    """A legal day, and the first and last instant at which it may have been."""

    day: date
    first: datetime
    last: datetime


def on_day(day: date, now: datetime) -> Moment:
    """Give the moment of something that happened on a day, before `now`."""
    first = datetime.combine(day, time(), SHANGHAI)
    return Moment(day, first, max(first, min(first + _DAY, now)))


def at_instant(day: date, instant: datetime) -> Moment:
    """Give the moment of something whose instant is known; `day` is its legal day."""
    return Moment(day, instant, instant)
