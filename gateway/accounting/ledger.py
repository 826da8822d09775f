"""The ledger of the accounts within one exclusive transaction: the open month, its closing, and what is entered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from gateway.accounting.groups import AccountGroup, Place, group_of
from gateway.accounting.happenings import Happening
from gateway.accounting.judging import Counted, FoundOverdue, judge
from gateway.rules.calendar import WorkingCalendar
from gateway.statistics.months import last_closed, month_after, month_of
from gateway.store.accounts import (
    add_counts,
    drop_overdue,
    find_overdue,
    keep_overdue,
    overdue_counted,
    overdue_since_before,
)
from gateway.store.counts import answers_in
from schema.dates import legal_day
from schema.duties import DutyResult, Indicator, Timing


class Known(NamedTuple):
    """What is known beside the log: regions by agency, agencies by source, and working days."""

    regions: Mapping[str, str]
    agencies: Mapping[str, str]
    calendar: WorkingCalendar


class Ledger:
    """Counts what happened; `month` is the open one, and those before it never change."""

    def __init__(self, connection: Connection, known: Known, month: str, now: datetime) -> None:
        self._connection = connection
        self._known = known
        self._latest = last_closed(now)
        self._running = month_of(legal_day(now))
        self._counts: Counter[AccountGroup] = Counter()
        self.month = month

    def enter(self, happening: Happening) -> None:
        """Count a happening in the month it happened, or in the open one where that is closed already."""
        happened = min(month_of(happening.entry.day), self._running)
        self.close_before(happened)
        month = max(happened, self.month)
        judged = judge(happening, self._known.regions, self._known.calendar)
        if judged is None:
            return
        overdue = find_overdue(self._connection, happening.case_id)
        if overdue is not None and overdue.counted:
            if isinstance(judged, Counted) and judged.failing:
                self._count(month, judged)
            return
        if isinstance(judged, FoundOverdue):
            if overdue is None:
                keep_overdue(self._connection, happening.case_id, judged.place, month)
            return
        if overdue is not None:
            drop_overdue(self._connection, happening.case_id)
        if isinstance(judged, Counted):
            self._count(month, judged)

    def close_before(self, month: str | None = None) -> None:
        """Close the months before one that are over for good; before the running one by default."""
        while self.month <= self._latest and (month is None or self.month < month):
            self._close()

    def write(self) -> None:
        """Write what was counted."""
        add_counts(self._connection, self._counts)
        self._counts.clear()

    def _count(self, month: str, judged: Counted) -> None:
        self._counts[group_of(month, judged.place, judged.result, judged.timing)] += 1

    def _close(self) -> None:
        for duty in overdue_since_before(self._connection, self.month):
            self._counts[group_of(self.month, duty.place, DutyResult.NOTHING, Timing.NOT_YET)] += 1
        overdue_counted(self._connection, self.month)
        for group, answers in answers_in(self._connection, self.month).items():
            agency = self._known.agencies.get(group.silent)
            if agency is not None:
                place = Place(Indicator.SILENCES, agency, self._known.regions.get(agency, ""), group.matter)
                part = f"{group.silent} {group.region}"
                self._counts[group_of(self.month, place, DutyResult.SILENT, Timing.UNTIMED, part)] += answers
        self.month = month_after(self.month)
