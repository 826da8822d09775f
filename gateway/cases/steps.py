"""What an agency does to a joint case, as the events it makes; a step that does not follow is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from msgspec import structs

from gateway.cases.model import Details, Invitation, NewEvent
from gateway.cases.progress import Progress
from gateway.cases.states import CASES, PARTICIPATION, Role
from gateway.rights.state import RecordRights
from gateway.workflow.machine import IllegalStep
from schema.errors import ErrorCode, Refusal
from schema.joint_cases import (
    JointCaseEnding,
    JointCaseEventKind,
    JointCaseResponse,
    JointCaseState,
    ParticipantState,
)

Events = tuple[NewEvent, ...]


def opened(invitations: Iterable[Invitation], *, by: str, region: str, at: datetime) -> Events:
    """Open a case and send it to departments; those of other regions make it one that is carried across."""
    sent = tuple(invitations)
    start = NewEvent(at=at, kind=JointCaseEventKind.OPENED, by=by, details=Details(state=JointCaseState.INITIATED))
    others = dict.fromkeys(each.region for each in sent if each.region != region)
    return _told(Progress(), (start, *(_carried(each, by, at) for each in others), *_pushed(sent, by, at)))


def carried(
    progress: Progress, region: str, invite: Callable[[], Iterable[Invitation]], *, by: str, role: Role, at: datetime
) -> Events:
    """Carry an open case into a region, new or not, and send it to departments there that do not have it yet.

    `invite` is asked only if the step follows.
    """
    _case_step(progress, progress.state, role)
    sent = tuple(each for each in invite() if each.agency not in progress.participants)
    new = () if region in progress.regions else (_carried(region, by, at),)
    return _told(progress, (*new, *_pushed(sent, by, at)))


def responded(
    progress: Progress, agency: str, response: JointCaseResponse, rights: RecordRights, *, at: datetime
) -> Events:
    """Take a department's response; nothing is applied while the record is under verification (GO-22-c)."""
    participation = progress.participants[agency]
    suspended = rights.under_verification
    if suspended and response is JointCaseResponse.APPLIED:
        since = f"{rights.verification_since:%Y-%m-%d}"
        raise _illegal(
            f"the record is under verification since {since}; nothing is applied meanwhile (GO-22-c)",
            next_steps(progress, agency, suspended=True),
        )
    try:
        PARTICIPATION.taken(participation.state, ParticipantState[response], participation.role)
    except IllegalStep as error:
        raise _illegal(f"{agency}: {error}", next_steps(progress, agency, suspended=suspended)) from error
    details = Details(state=progress.state, agency=agency, response=response)
    return _told(progress, (NewEvent(at=at, kind=JointCaseEventKind.RESPONDED, by=agency, details=details),))


def ended(progress: Progress, ending: JointCaseEnding, *, by: str, role: Role, at: datetime) -> Events:
    """End a case."""
    _case_step(progress, JointCaseState.ENDED, role)
    details = Details(state=JointCaseState.ENDED, ending=ending)
    return _told(progress, (NewEvent(at=at, kind=JointCaseEventKind.ENDED, by=by, details=details),))


def next_steps(progress: Progress, agency: str, *, suspended: bool) -> tuple[JointCaseResponse, ...]:
    """Give the responses open to a department."""
    participation = progress.participants[agency]
    legal = PARTICIPATION.legal(participation.state, participation.role)
    open_to = (JointCaseResponse[state] for state in legal)
    return tuple(each for each in open_to if not (suspended and each is JointCaseResponse.APPLIED))


def _case_step(progress: Progress, after: JointCaseState, role: Role) -> None:
    try:
        CASES.taken(progress.state, after, role)
    except IllegalStep as error:
        if progress.ending is not None:
            raise _illegal(f"the case has ended ({progress.ending.value})", ()) from error
        open_to = ", ".join(sorted(error.roles))
        problem = f"that is open to {open_to}, and to this agency the case is as {role.value}"
        raise _illegal(problem, ("carryAcross" for _ in error.legal)) from error


def _illegal(problem: str, legal: Iterable[str]) -> Refusal:
    words = ", ".join(legal)
    hint = f"what may follow: {words}" if words else "nothing more may follow"
    return Refusal(ErrorCode.ILLEGAL_TRANSITION, problem, where="case", hint=hint)


def _carried(region: str, by: str, at: datetime) -> NewEvent:
    details = Details(state=JointCaseState.INITIATED, region=region)
    return NewEvent(at=at, kind=JointCaseEventKind.CARRIED, by=by, details=details)


def _pushed(invitations: Iterable[Invitation], by: str, at: datetime) -> Events:
    return tuple(
        NewEvent(
            at=at,
            kind=JointCaseEventKind.PUSHED,
            by=by,
            details=Details(state=JointCaseState.PUSHED, agency=each.agency, region=each.region, invitation=each),
        )
        for each in invitations
    )


def _told(progress: Progress, events: Events) -> Events:
    """Say in each event in which state it leaves the case."""
    told = []
    for event in events:
        progress = progress.advanced((event,))
        told.append(replace(event, details=structs.replace(event.details, state=progress.state)))
    return tuple(told)
