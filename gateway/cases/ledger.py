"""Changes joint cases within one exclusive transaction: find, check who, step, keep, and leave the trail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from gateway.cases import steps
from gateway.cases.endings import ending_of
from gateway.cases.model import GATEWAY, CaseFile, Invitation, NewEvent
from gateway.cases.progress import Progress
from gateway.cases.record import Sealed, role_in
from gateway.cases.states import Role
from gateway.rights.state import RightsState
from gateway.store.cases import add_case, find_file, keep_reason, open_case_on, put_progress
from gateway.store.events import append_events, events_of
from gateway.store.vault import Vault
from gateway.workflow.requests import Outcome
from schema.errors import ErrorCode, Refusal
from schema.joint_cases import JointCaseEnding, JointCaseResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A case as it stands when an agency wants to change it, and in what role that agency takes part."""

    file: CaseFile
    progress: Progress
    role: Role


def unknown_case(where: str = "case") -> Refusal:
    """Make the refusal of a case that is not there, or not this agency's to see: the two are told alike."""
    return Refusal(
        ErrorCode.UNKNOWN_CASE,
        "no joint case of that id was opened by your agency or sent to it",
        where=where,
        hint="list the cases of your agency with `jointCases`",
    )


class Ledger:
    """What one agency may change in one transaction; `rights` is the log as the transaction finds it."""

    def __init__(
        self, connection: Connection, vault: Vault, rights: RightsState, *, agency: str, at: datetime, today: date
    ) -> None:
        self._connection = connection
        self._vault = vault
        self._rights = rights
        self._agency = agency
        self._at = at
        self._today = today

    def open(self, file: CaseFile, sealed: Sealed, invitations: Sequence[Invitation]) -> Outcome:
        """Open a case; raises `Refusal` if its decision has an open one, or has ended already."""
        record_id = file.content.designation.record
        existing = open_case_on(self._connection, record_id)
        if existing is not None:
            raise Refusal(
                ErrorCode.CASE_EXISTS,
                f"the decision has the open joint case {existing}",
                where="input.designation",
                hint="carry that one on, or end it first",
            )
        self._refuse_if_over(file, "input.designation")
        add_case(self._connection, file, sealed, self._vault)
        events = steps.opened(invitations, by=self._agency, region=file.region, at=self._at)
        return self._entered(file, Progress(), events)

    def respond(self, case_id: str, response: JointCaseResponse, reason: str | None) -> Outcome:
        """Respond for the agency; raises `Refusal` for a step that does not follow."""
        found = self._found(case_id)
        if found.role is Role.INITIATOR:
            raise Refusal(
                ErrorCode.FORBIDDEN,
                "the designating department does not respond to its own case",
                where="case",
                hint="carry it across, or end it",
            )
        self._refuse_if_over(found.file)
        rights = self._rights.of(found.file.content.designation.record)
        events = steps.responded(found.progress, self._agency, response, rights, at=self._at)
        outcome = self._entered(found.file, found.progress, events)
        if reason is not None:
            keep_reason(self._connection, found.file, self._agency, reason, self._vault)
        return outcome

    def carry(
        self,
        case_id: str,
        region: str,
        invite: Callable[[Standing], Sequence[Invitation]],
    ) -> Outcome:
        """Carry a case into a region; `invite` tells how the case stands to whom it is sent there."""
        found = self._found(case_id)
        self._refuse_if_over(found.file)
        events = steps.carried(
            found.progress, region, lambda: invite(found), by=self._agency, role=found.role, at=self._at
        )
        return self._entered(found.file, found.progress, events)

    def end(self, case_id: str, reason: str | None) -> Outcome:
        """End a case as the agency that opened it."""
        found = self._found(case_id)
        ending = JointCaseEnding.BY_INITIATOR
        events = steps.ended(found.progress, ending, by=self._agency, role=found.role, at=self._at)
        outcome = self._entered(found.file, found.progress, events)
        if reason is not None:
            keep_reason(self._connection, found.file, self._agency, reason, self._vault)
        return outcome

    def settle(self, case_id: str) -> None:
        """End a case that is over by itself, if it is not ended yet."""
        file = find_file(self._connection, case_id, locked=True)
        ending = None if file is None else self._ending(file)
        if file is None or ending is None:
            return
        progress = self._progress(file)
        if progress.ending is None:
            events = steps.ended(progress, ending, by=GATEWAY, role=Role.INITIATOR, at=self._at)
            self._entered(file, progress, events)

    def _found(self, case_id: str) -> Standing:
        file = find_file(self._connection, case_id, locked=True)
        if file is None:
            raise unknown_case()
        progress = self._progress(file)
        role = role_in(file, progress, self._agency)
        if role is None:
            raise unknown_case()
        return Standing(file=file, progress=progress, role=role)

    def _progress(self, file: CaseFile) -> Progress:
        return Progress().advanced(events_of(self._connection, file.id))

    def _entered(self, file: CaseFile, before: Progress, events: Sequence[NewEvent]) -> Outcome:
        put_progress(self._connection, file.id, before, before.advanced(events))  # who is sent it hears of it
        sequence = append_events(self._connection, file.id, events)
        return Outcome(case_id=file.id, sequence=sequence)

    def _ending(self, file: CaseFile) -> JointCaseEnding | None:
        designation = file.content.designation
        return ending_of(designation.last_day, self._rights.of(designation.record), self._today)

    def _refuse_if_over(self, file: CaseFile, where: str = "case") -> None:
        ending = self._ending(file)
        if ending is not None:
            raise Refusal(
                ErrorCode.ILLEGAL_TRANSITION,
                f"what the case rests on is over: {ending.description}",
                where=where,
                hint="nothing more may follow",
            )
