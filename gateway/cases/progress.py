"""How far a joint case has come: a pure fold of its events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from gateway.cases.model import Invitation, NewEvent
from gateway.cases.states import PARTICIPATION, Role, state_of
from schema.joint_cases import JointCaseEnding, JointCaseEventKind, JointCaseState, ParticipantState


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """One department a case was sent to: how the case stands to it, and where it stands."""

    invitation: Invitation
    state: ParticipantState
    since: datetime

    @property
    def role(self) -> Role:
        """In what role it takes part."""
        return Role.OBSERVER if self.invitation.for_reference else Role.IMPLEMENTER

    @property
    def refused(self) -> bool:
        """Tell whether it refused."""
        return self.state is ParticipantState.REFUSED

    def moved(self, state: ParticipantState, at: datetime) -> Participation:
        """Give it in another state."""
        return replace(self, state=state, since=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a case stands: the departments by slug in the order they were sent it, regions, why it ended."""

    participants: Mapping[str, Participation] = field(default_factory=dict)
    regions: tuple[str, ...] = ()  # it was carried into
    ending: JointCaseEnding | None = None

    @property
    def state(self) -> JointCaseState:
        """State of the case."""
        standings = ((each.state, not each.invitation.for_reference) for each in self.participants.values())
        return state_of(standings, ended=self.ending is not None)

    def advanced(self, events: Iterable[NewEvent]) -> Self:
        """Give where it stands after further events."""
        found = self
        for event in events:
            found = found._after(event)
        return found

    def _after(self, event: NewEvent) -> Self:
        told = event.details
        match event.kind:
            case JointCaseEventKind.CARRIED if told.region:
                return replace(self, regions=(*self.regions, told.region))
            case JointCaseEventKind.PUSHED if told.invitation:
                sent = Participation(invitation=told.invitation, state=ParticipantState.PUSHED, since=event.at)
                return self._with(told.invitation.agency, sent)
            case JointCaseEventKind.RESPONDED if told.agency and told.response:
                answered = self.participants[told.agency].moved(ParticipantState[told.response], event.at)
                return self._with(told.agency, answered)
            case JointCaseEventKind.ENDED:
                left = {slug: _ended(each, event.at) for slug, each in self.participants.items()}
                return replace(self, participants=left, ending=told.ending)
            case _:
                return self

    def _with(self, agency: str, participation: Participation) -> Self:
        return replace(self, participants={**self.participants, agency: participation})


def _ended(participation: Participation, at: datetime) -> Participation:
    """End a participation; one that was refused stays so."""
    may_end = ParticipantState.ENDED in PARTICIPATION.legal(participation.state, Role.INITIATOR)
    return participation.moved(ParticipantState.ENDED, at) if may_end else participation
