"""Reads how long a restraint lasts (GO-21-a): a count from a date of the record, its stay on the list, or both."""

from __future__ import annotations

from connectors.manifest import Table
from gateway.rules.reading.conditions import read_months
from gateway.rules.reading.words import duration_words
from gateway.rules.trigger import Duration, DurationFrom


def read_duration(table: Table) -> Duration | None:
    """Read `duration`, of months or until exit; None if it is not written."""
    inner = table.table("duration")
    if inner is None:
        return None
    until_exit = _read_until(inner)
    keys = ("at_most_years", "at_most_months") if until_exit else ("years", "months")
    months = read_months(inner, *keys)
    if months is None and not until_exit:
        inner.fault("says no duration", 'write { years = 3 } or { until = "exit" }')
    starts = inner.one_of("from", DurationFrom, DurationFrom.DECIDED_ON)
    inner.finish()
    text = duration_words(months, starts.value, until_exit=until_exit)
    return Duration(text=text, months=months, starts=starts, until_exit=until_exit)


def _read_until(inner: Table) -> bool:
    until = inner.optional_text("until")
    if until not in {None, "exit"}:
        inner.fault(f"is {until!r}", 'write until = "exit"', key="until")
    return until is not None
