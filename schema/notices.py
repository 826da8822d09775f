"""Notices: a coordinating agency notifies a department that fails a duty, and the department answers (GO-23-b)."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.declare import CodeList, about, code_list, fact
from schema.duties import DepartmentDuty, Indicator
from schema.proceedings import ProceedingEvent


@code_list
class NoticeState(CodeList):
    """Where a notice stands."""

    ISSUED = "ISSUED", "The department was notified and has to answer, or to answer again (已通报)."
    ANSWERED = "ANSWERED", "The department answered, and said what it did (已反馈)."
    CORRECTED = "CORRECTED", "The coordinating agency found the failing corrected (已整改)."
    CLOSED = "CLOSED", "It is closed: corrected, or taken back with a reason (已办结)."


@fact
class NoticeAnswer:
    """What the department answered, and what the coordinating agency held of it."""

    at: datetime = about("Instant (UTC).")
    answer: str | None = about("What the department says of the failing.", default=None)
    done: str | None = about("What it did to correct it.", default=None)
    overdue: bool = about("It came after the day it was due.")
    insufficient: str | None = about("What is still wanting; null unless it was sent back.", default=None)


@fact
class Notice:
    """Notice (通报) to a department that fails to collect, to share, or to take measures."""

    id: strawberry.ID = about("Id of the notice.")
    state: NoticeState = about("Where it stands.")
    issued_by: str = about("Slug of the coordinating agency.")
    issued_at: datetime = about("Instant it was issued (UTC).")
    agency: str = about("Slug of the department notified.")
    duty: DepartmentDuty = about("Duty it fails.")
    indicator: Indicator | None = about("What the failing was counted by, if by anything.", default=None)
    from_month: str = about("First calendar month it is about, such as `2026-08`.")
    to_month: str = about("Last calendar month it is about.")
    expected: str | None = about("What is expected of the department.", default=None)
    due_on: date | None = about("Legal day by which it is to answer; null while no answer is due.", default=None)
    overdue: bool = about("The day passed without an answer.")
    answers: tuple[NoticeAnswer, ...] = about("What it answered, oldest first.")
    closing: str | None = about("Why it was closed, where the coordinating agency said so.", default=None)
    next_steps: tuple[NoticeState, ...] = about("States your agency may take it to now.")
    trail: tuple[ProceedingEvent, ...] = about("Everything that happened to it, oldest first.")


@fact
class NoticeChange:
    """What a mutation did to a notice; sent again with the same key, it answers the same and does nothing."""

    notice: Notice = about("The notice as this change left it.")
    sequence: int = about("Number of the event of this change.")
