"""What a reporter does: hand a report in, ask with its code how far it is, add a message (GO-13-a)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from gateway.whistleblowing.codes import new_code, new_id, read_code
from gateway.whistleblowing.reports import Message, Reports
from gateway.whistleblowing.store import ReportStore
from gateway.whistleblowing.submission import Submission
from gateway.whistleblowing.trail import REPORTER, Trail
from gateway.whistleblowing.words import Closing, Deed, Refused, ReportFault, State
from schema.dates import legal_day

MOST_MESSAGES = 100  # about one report


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What who has the code is told; nothing of what was reported, for the code may be in other hands."""

    state: State
    closing: Closing | None
    replies: tuple[Message, ...]


class Intake:
    """Takes reports in. Of when, it keeps the legal day; of who, nothing."""

    def __init__(self, store: ReportStore, clock: Callable[[], datetime], random: Callable[[int], bytes]) -> None:
        self._store = store
        self._clock = clock
        self._random = random

    def submit(self, submission: Submission) -> str:
        """Keep a report and give the code to come back with, which is kept nowhere; raises `Refused`."""
        code, report_id, today = new_code(self._random), new_id(self._random), self._today()
        with self._store.writing() as connection:
            Reports(connection, self._store.vault).add(report_id, read_code(code), submission, today)
            Trail(connection, REPORTER, today.isoformat()).note(Deed.SUBMITTED, report_id)
        return code

    def progress(self, code: str, message: str | None = None) -> Progress:
        """Tell how far the report of a code is, after adding a message if there is one; raises `Refused`."""
        today = self._today()
        with self._store.writing() as connection:
            reports = Reports(connection, self._store.vault)
            report = reports.of_code(read_code(code))
            if report is None:
                raise Refused(
                    ReportFault.UNKNOWN_CODE, "no report has this code", "没有此查询码对应的举报", where="code"
                )
            if message is not None:
                self._add(reports, report.id, report.state, message, today)
            deed = Deed.ASKED if message is None else Deed.ADDED
            Trail(connection, REPORTER, today.isoformat()).note(deed, report.id)
            replies = tuple(each for each in reports.messages(report.id) if each.from_handler)
        return Progress(state=report.state, closing=report.closing, replies=replies)

    def _add(self, reports: Reports, report_id: str, state: State, message: str, today: date) -> None:
        if state is State.CLOSED:
            raise Refused(
                ReportFault.ILLEGAL_STEP,
                "the report is closed and takes no more messages; hand in another",
                "该举报已办结，不能再补充，请另行举报",
                where="message",
            )
        if reports.count_of_messages(report_id) >= MOST_MESSAGES:
            raise Refused(
                ReportFault.INVALID_REPORT,
                f"there are {MOST_MESSAGES} messages already; hand in another report",
                f"补充信息已达 {MOST_MESSAGES} 条，请另行举报",
                where="message",
            )
        reports.write(report_id, message, today, from_handler=False)

    def _today(self) -> date:
        return legal_day(self._clock())
