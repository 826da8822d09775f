"""How late decisions are published, one and many (GO-17-f). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from statistics import fmean
from typing import NamedTuple

from gateway.rules.calendar import WorkingCalendar
from schema.codes import RecordKind
from schema.publications import KindLateness, PublicationState

_UNPUBLISHED = {
    PublicationState.WITHHELD: "withheld",
    PublicationState.TAKEN_DOWN: "ended_before",
}


class PublicationRow(NamedTuple):
    """All that is counted of one publication; nothing that names anybody but the agency."""

    agency: str
    region: str
    kind: RecordKind
    decided_on: date
    due_on: date | None
    state: PublicationState
    published_on: date | None = None
    collected_on: date | None = None


def working_days_late(
    due_on: date | None, published_on: date | None, state: PublicationState, today: date, calendar: WorkingCalendar
) -> int | None:
    """Give the working days by which a decision was, or so far is, published late; None if it is in time.

    What was withheld or ended unpublished is not late. Raises `Refusal(CALENDAR_UNKNOWN)`.
    """
    if due_on is None or (published_on is None and state is not PublicationState.DUE):
        return None
    until = published_on or today
    if until <= due_on:
        return None
    return calendar.working_days_between(due_on, until)


def lateness(rows: Iterable[PublicationRow], today: date, calendar: WorkingCalendar) -> tuple[KindLateness, ...]:
    """Count publications by kind of decision, in the order of the catalogue; raises `Refusal(CALENDAR_UNKNOWN)`."""
    found = tuple(rows)
    kinds = (tuple(row for row in found if row.kind is kind) for kind in RecordKind)
    return tuple(_of_kind(each, today, calendar) for each in kinds if each)


def standing(row: PublicationRow, today: date) -> str:
    """Give the count a publication belongs to, each to one."""
    if row.published_on is not None:
        in_time = row.due_on is None or row.published_on <= row.due_on
        return "published_in_time" if in_time else "published_late"
    if row.state in _UNPUBLISHED:
        return _UNPUBLISHED[row.state]
    return "overdue" if row.due_on is not None and row.due_on < today else "not_yet_due"


def _of_kind(rows: Sequence[PublicationRow], today: date, calendar: WorkingCalendar) -> KindLateness:
    counted = [standing(row, today) for row in rows]
    late = [
        calendar.working_days_between(row.due_on, row.published_on)
        for row, count in zip(rows, counted, strict=True)
        if count == "published_late" and row.due_on and row.published_on
    ]
    return KindLateness(
        kind=rows[0].kind,
        published_in_time=counted.count("published_in_time"),
        published_late=counted.count("published_late"),
        overdue=counted.count("overdue"),
        not_yet_due=counted.count("not_yet_due"),
        withheld=counted.count("withheld"),
        ended_before=counted.count("ended_before"),
        collected=sum(row.published_on is not None and row.collected_on is not None for row in rows),
        most_working_days_late=max(late, default=None),
        mean_working_days_late=round(fmean(late), 1) if late else None,
    )
