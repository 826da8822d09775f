"""Dates relative to the town's day: `D-3y+1d`. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from schema.dates import add_months

_SHAPE = re.compile(r"D((?:[+-]\d{1,5}[dmy])*)")
_STEP = re.compile(r"([+-]\d+)([dmy])")


def day_of(written: str, day: date) -> date:
    """Give the day an expression means: `D` is `day`, steps of days, months and years follow one after the other.

    Months and years go to the corresponding day, or the month's end where there is none. An ISO day means itself;
    anything else is a `ValueError`.
    """
    shape = _SHAPE.fullmatch(written)
    if shape is None:
        return date.fromisoformat(written)
    for count, unit in _STEP.findall(shape[1]):
        day = _stepped(day, int(count), unit)
    return day


def _stepped(day: date, count: int, unit: str) -> date:
    if unit == "d":
        return day + timedelta(days=count)
    return add_months(day, count if unit == "m" else 12 * count)
