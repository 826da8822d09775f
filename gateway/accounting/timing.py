"""When something was done, from the day it began and the day it was due. Pure."""

from __future__ import annotations

from datetime import date
from typing import Final

from gateway.rules.calendar import WorkingCalendar
from schema.duties import Timing
from schema.errors import Refusal

SHORT: Final = 7  # working days


def timing_of(began_on: date, due_on: date | None, done_on: date, calendar: WorkingCalendar) -> Timing:
    """Tell when something was done; a year without calendar makes it the less flattering of two."""
    if due_on is None:
        return Timing.UNTIMED
    if done_on <= due_on:
        return Timing.SOON if _shortly(began_on, done_on, calendar) else Timing.IN_TIME
    return Timing.LATE if _shortly(due_on, done_on, calendar) else Timing.VERY_LATE


def _shortly(start: date, end: date, calendar: WorkingCalendar) -> bool:
    try:
        return end <= calendar.add_working_days(start, SHORT)
    except Refusal:  # CALENDAR_UNKNOWN
        return False
