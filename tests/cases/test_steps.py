"""Random departments in random order: what follows is taken and told, what does not is refused with what does."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from gateway.cases import steps
from gateway.cases.model import Invitation, NewEvent
from gateway.cases.progress import Progress
from gateway.cases.record import role_in
from gateway.cases.states import Role
from gateway.rights.state import NOTHING, RecordRights
from schema.errors import ErrorCode, Refusal
from schema.joint_cases import (
    JointCaseEnding,
    JointCaseEventKind,
    JointCaseResponse,
    JointCaseState,
    ParticipantState,
)
from tests.cases.making import INITIATOR, NOW, at, file_of, invited
from tests.joining.invented import UNIT

ACTING, OBSERVING = ("tax", "court", "finance"), ("far-one", "far-two")
EVERYBODY = (*ACTING, *OBSERVING)
DISPUTED = RecordRights(verification_since=NOW)
WAY = (ParticipantState.PUSHED, ParticipantState.RECEIVED, ParticipantState.CONFIRMED, ParticipantState.APPLIED)


def invitations(agencies: frozenset[str]) -> tuple[Invitation, ...]:
    return tuple(
        invited(each, region=f"9{len(each)}0000", for_reference=each in OBSERVING) for each in sorted(agencies)
    )


class JointCaseMachine(RuleBasedStateMachine):
    """One case, whose departments do anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[NewEvent] = list(steps.opened((), by=INITIATOR, region="980000", at=NOW))
        self.minutes = 0

    @property
    def progress(self) -> Progress:
        return Progress().advanced(self.events)

    def tell(self, events: steps.Events) -> None:
        self.events += events
        self.minutes += 1

    @rule(
        by=st.sampled_from((INITIATOR, *EVERYBODY)),
        to=st.frozensets(st.sampled_from(EVERYBODY), max_size=3),
        region=st.sampled_from(["970000", "990000"]),
    )
    def carry(self, by: str, to: frozenset[str], region: str) -> None:
        role = role_in(file_of(UNIT), self.progress, by)
        if role is None:
            return
        try:
            new = steps.carried(self.progress, region, lambda: invitations(to), by=by, role=role, at=self.now)
        except Refusal as refused:
            assert refused.code is ErrorCode.ILLEGAL_TRANSITION
            assert self.progress.state is JointCaseState.ENDED or role is Role.OBSERVER
        else:
            pushed = {event.details.agency for event in new if event.kind is JointCaseEventKind.PUSHED}
            assert pushed == to - self.progress.participants.keys()
            self.tell(new)

    @rule(
        agency=st.sampled_from(EVERYBODY),
        response=st.sampled_from(JointCaseResponse),
        rights=st.sampled_from([NOTHING, DISPUTED]),
    )
    def respond(self, agency: str, response: JointCaseResponse, rights: RecordRights) -> None:
        progress = self.progress
        if agency not in progress.participants:
            return
        legal = steps.next_steps(progress, agency, suspended=rights.under_verification)
        try:
            new = steps.responded(progress, agency, response, rights, at=self.now)
        except Refusal as refused:
            assert response not in legal
            words = ", ".join(legal)
            assert refused.hint == (f"what may follow: {words}" if words else "nothing more may follow")
        else:
            assert response in legal
            self.tell(new)

    @rule(by=st.sampled_from((INITIATOR, *EVERYBODY)))
    @precondition(lambda self: self.minutes > 4)
    def end(self, by: str) -> None:
        role = role_in(file_of(UNIT), self.progress, by)
        if role is None:
            return
        may = role is Role.INITIATOR and self.progress.ending is None
        try:
            self.tell(steps.ended(self.progress, JointCaseEnding.BY_INITIATOR, by=by, role=role, at=self.now))
            assert may
        except Refusal as refused:
            assert not may
            assert refused.code is ErrorCode.ILLEGAL_TRANSITION

    @invariant()
    def every_event_tells_the_state_it_left(self) -> None:
        progress = Progress()
        for event in self.events:
            progress = progress.advanced((event,))
            assert event.details.state is progress.state

    @invariant()
    def nobody_skips_a_step_and_an_observer_never_acts(self) -> None:
        for agency in EVERYBODY:
            told = (event.details for event in self.events if event.details.agency == agency)
            said = [each.response for each in told if each.response is not None]
            if agency in OBSERVING:
                assert said in ([], [JointCaseResponse.RECEIVED])
            way = [ParticipantState[each] for each in said if each is not JointCaseResponse.REFUSED]
            assert tuple(way) == WAY[1 : 1 + len(way)]
            assert JointCaseResponse.REFUSED not in said[:-1]

    @invariant()
    def the_end_is_the_end(self) -> None:
        ends = [place for place, event in enumerate(self.events) if event.kind is JointCaseEventKind.ENDED]
        assert ends in ([], [len(self.events) - 1])
        if ends:
            states = {each.state for each in self.progress.participants.values()}
            assert states <= {ParticipantState.ENDED, ParticipantState.REFUSED}

    @property
    def now(self) -> datetime:
        return at(self.minutes)


JointCaseMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
test_any_order = pytest.mark.go("GO-15-a", "GO-15-b")(JointCaseMachine.TestCase)


def test_a_case_nobody_was_sent_is_initiated_and_one_everybody_refused_is_refused() -> None:
    started = steps.opened(invitations(frozenset(EVERYBODY)), by=INITIATOR, region="980000", at=NOW)
    progress = Progress().advanced(started)
    assert Progress().state is JointCaseState.INITIATED
    assert progress.state is JointCaseState.PUSHED
    for agency in ACTING:
        assert progress.state is JointCaseState.PUSHED
        progress = progress.advanced(steps.responded(progress, agency, JointCaseResponse.REFUSED, NOTHING, at=NOW))
    assert progress.state is JointCaseState.REFUSED
    assert progress.regions == ("950000", "970000", "930000")
