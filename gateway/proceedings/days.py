"""Until when the next step of a proceeding is due, in working days."""

from __future__ import annotations

import logging
from datetime import date

from gateway.rules.calendar import WorkingCalendar
from schema.errors import Refusal

log = logging.getLogger(__name__)


def due_after(calendar: WorkingCalendar, day: date, count: int) -> date | None:
    """Give the `count`th working day after a day; None, with an error logged, where no calendar of its year is known.

    A right does not wait for the calendar of a year.
    """
    try:
        return calendar.add_working_days(day, count)
    except Refusal as error:
        log.error("a proceeding has no due day: %s", error.message)  # noqa: TRY400 - it is handled
        return None
