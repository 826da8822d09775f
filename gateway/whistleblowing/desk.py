"""What staff does with reports: each access leaves an audit entry in its transaction, before the answer (GO-13-b)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import Connection, insert, select

from gateway.whistleblowing.codes import is_id, new_id
from gateway.whistleblowing.reports import Message, Report, Reports
from gateway.whistleblowing.staff import Member
from gateway.whistleblowing.store import ReportStore
from gateway.whistleblowing.tables import forwarding
from gateway.whistleblowing.trail import AuditEntry, Trail, entries_of
from gateway.whistleblowing.words import STEPS, Closing, Deed, Refused, ReportFault, Role, State
from gateway.workflow.machine import IllegalStep
from schema.dates import legal_day

MOST_LISTED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """All a competent department is given: which unit, and which offence is worth looking for (GO-13-b).

    Neither who reported nor how to reach them, no words of theirs and no time.
    """

    id: str
    department: str
    credit_code: str
    offence: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """That a report was forwarded: to which department, as which lead, on which legal day and by whom."""

    lead_id: str
    department: str
    decided_on: date
    decided_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A report with all that became of it."""

    report: Report
    messages: tuple[Message, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class _At:
    """One piece of work: its transaction, the reports it opens, the trail it leaves, and its legal day."""

    connection: Connection
    reports: Reports
    trail: Trail
    today: date

    def report(self, report_id: str) -> Report:
        found = self.reports.of_id(report_id)
        if found is None:
            raise Refused(ReportFault.UNKNOWN_REPORT, "there is no report of that id, or none any more", where="id")
        return found


class Desk:
    """The work of handlers and auditors."""

    def __init__(
        self,
        store: ReportStore,
        departments: Collection[str],
        clock: Callable[[], datetime],
        random: Callable[[int], bytes],
    ) -> None:
        self._store = store
        self._departments = frozenset(departments)
        self._clock = clock
        self._random = random

    def listed(self, member: Member, state: State | None) -> tuple[Report, ...]:
        """List the latest reports, of one state or of all; each one shown is an access to it."""
        with self._working(member, Role.HANDLER) as at:
            found = tuple(at.reports.latest(state, MOST_LISTED))
            for each in found:
                at.trail.note(Deed.LISTED, each.id)
        return found

    def read(self, member: Member, report_id: str) -> File:
        """Give a report whole."""
        with self._working(member, Role.HANDLER, report_id) as at:
            report = at.report(report_id)
            at.trail.note(Deed.READ, report_id)
            return self._file(at, report)

    def reply(self, member: Member, report_id: str, text: str) -> None:
        """Leave a message for who reported, to be read with the code."""
        with self._working(member, Role.HANDLER, report_id) as at:
            at.report(report_id)
            at.reports.write(report_id, text, at.today, from_handler=True)
            at.trail.note(Deed.REPLIED, report_id)

    def forward(self, member: Member, report_id: str, department: str) -> Lead:
        """Decide to pass a report on, and give the bare lead; nothing is sent anywhere (GO-13-e)."""
        if department not in self._departments:
            known = ", ".join(sorted(self._departments))
            raise Refused(ReportFault.UNKNOWN_DEPARTMENT, f"name one of {known}", where="department")
        with self._working(member, Role.HANDLER, report_id) as at:
            report = at.report(report_id)
            self._step(at, report, State.FORWARDED)
            lead = Lead(
                id=new_id(self._random),
                department=department,
                credit_code=report.submission.credit_code,
                offence=report.submission.offence,
            )
            at.connection.execute(
                insert(forwarding),
                {
                    "lead_id": lead.id,
                    "report_id": report_id,
                    "department": department,
                    "decided_on": at.today.isoformat(),
                    "decided_by": member.id,
                },
            )
            at.trail.note(Deed.FORWARDED, report_id, f"{department} {lead.id}")
        return lead

    def close(self, member: Member, report_id: str, closing: Closing) -> None:
        """Close a report; one is handed over only after it was forwarded."""
        with self._working(member, Role.HANDLER, report_id) as at:
            report = at.report(report_id)
            if closing is Closing.HANDED_OVER and report.state is State.RECEIVED:
                raise Refused(ReportFault.ILLEGAL_STEP, "it was forwarded to nobody; forward it first", where="reason")
            self._step(at, report, State.CLOSED, closing)
            at.trail.note(Deed.CLOSED, report_id, closing.value)

    def audit(self, member: Member) -> tuple[AuditEntry, ...]:
        """Give the whole audit, this reading included."""
        with self._working(member, Role.AUDITOR) as at:
            at.trail.note(Deed.AUDITED)
            return entries_of(at.connection)

    def _file(self, at: _At, report: Report) -> File:
        columns = forwarding.c
        wanted = (
            select(columns.lead_id, columns.department, columns.decided_on, columns.decided_by)
            .where(columns.report_id == report.id)
            .order_by(columns.decided_on, columns.lead_id)
        )
        decisions = tuple(
            Decision(lead_id=lead, department=department, decided_on=date.fromisoformat(day), decided_by=by)
            for lead, department, day, by in at.connection.execute(wanted)
        )
        return File(report=report, messages=at.reports.messages(report.id), decisions=decisions)

    def _step(self, at: _At, report: Report, after: State, closing: Closing | None = None) -> None:
        try:
            state = STEPS.taken(report.state, after, Role.HANDLER)
        except IllegalStep as error:
            legal = ", ".join(error.legal) or "none; it is at its end"
            raise Refused(ReportFault.ILLEGAL_STEP, f"{error}; what follows: {legal}", where="state") from error
        at.reports.change(report.id, state, closing=closing, today=at.today)

    @contextmanager
    def _working(self, member: Member, role: Role, report_id: str | None = None) -> Iterator[_At]:
        """Give a transaction whose trail is under the member's name; the wrong role leaves an entry and is refused."""
        now = self._clock()
        instant = now.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        with self._store.writing() as connection:
            trail = Trail(connection, member.id, instant)
            if member.role is role:
                yield _At(connection, Reports(connection, self._store.vault), trail, legal_day(now))
                return
            trail.note(Deed.REFUSED, report_id if report_id and is_id(report_id) else None)
        raise Refused(ReportFault.WRONG_ROLE, f"this is for the role {role.value}")
