"""Opens the feedback on the measures that applied to whom a department decided about (GO-18-f)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from gateway.feedback.model import DOCUMENT, FEEDBACKS, FeedbackContent, FeedbackDetails, FeedbackDocket
from gateway.feedback.states import Role
from gateway.proceedings.docket import Docket
from gateway.proceedings.turn import Turn
from gateway.rules.calendar import WorkingCalendar
from schema.decisions import DecisionFinding
from schema.feedback import FeedbackState


class Application(NamedTuple):
    """How a measure was applied, as it was reported together with the decision."""

    starts_on: date
    last_day: date | None
    finding: DecisionFinding | None
    document: str | None


def open_feedback(
    turn: Turn, content: FeedbackContent, subject_ref: str, applied: Application | None, due_on: date | None
) -> None:
    """Open the feedback on a measure; one whose application was reported with the decision is done at once."""
    docket: FeedbackDocket = Docket(FEEDBACKS, turn)
    opened = docket.open(
        FeedbackState.AWAITED,
        content,
        parties={turn.agency: [Role.IMPLEMENTER]},
        subject_ref=subject_ref,
        record_id=next(iter(content.records), None),
        due_on=due_on,
    )
    if applied is None:
        return
    details = FeedbackDetails(applied_from=applied.starts_on, applied_until=applied.last_day, finding=applied.finding)
    words = {} if applied.document is None else {DOCUMENT: applied.document}
    docket.step(docket.find(opened.case_id), FeedbackState.APPLIED, details=details, words=words)


def due_on(content: FeedbackContent, since: date, calendar: WorkingCalendar) -> date | None:
    """Give the day feedback is due, counted from the day after; None where it is voluntary or has no limit.

    Raises `Refusal(CALENDAR_UNKNOWN)`.
    """
    if not content.mandatory or content.working_days is None:
        return None
    return calendar.add_working_days(since, content.working_days)
