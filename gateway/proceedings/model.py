"""What is kept of a proceeding: what was said when it was opened, who takes part, and its events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

import msgspec

from gateway.workflow.machine import Machine
from schema.proceedings import ProceedingKind

C = TypeVar("C", bound=msgspec.Struct)
D = TypeVar("D", bound=msgspec.Struct)
S = TypeVar("S", bound=StrEnum)
R = TypeVar("R", bound=StrEnum)

GATEWAY = "gateway"  # who takes a step that happens by itself
OVERDUE = "OVERDUE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure(Generic[C, D, S, R]):
    """One kind of proceeding as data: its states, who may take which step, and what is kept.

    `content` is what was said when it was opened, `details` what an event says besides its state (every member with a
    default). Neither holds anything personal or written freely; that is sealed, as words of the proceeding.
    """

    kind: ProceedingKind
    content: type[C]
    details: type[D]
    states: type[S]
    roles: type[R]
    machine: Machine[S, R]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Generic[D, S]):
    """What happened, by whom, and in which state and until which due day it left the proceeding."""

    sequence: int
    at: datetime
    by: str
    kind: str
    state: S
    due_on: date | None
    details: D


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceeding(Generic[C, D, S, R]):
    """A proceeding as its events left it; `words` are those sealed texts that are not erased, by name."""

    id: str
    opened_at: datetime
    opened_by: str
    subject_ref: str | None
    record_id: str | None
    content: C
    trail: tuple[Event[D, S], ...]
    parties: Mapping[str, frozenset[R]]
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def state(self) -> S:
        """State it is in."""
        return self.trail[-1].state

    @property
    def due_on(self) -> date | None:
        """Legal day by which the next step is due."""
        return self.trail[-1].due_on

    @property
    def overdue(self) -> bool:
        """Tell whether it was found overdue since its last step."""
        return self.trail[-1].kind == OVERDUE

    def roles_of(self, agency: str) -> frozenset[R]:
        """Give the roles an agency takes part in; none if it does not."""
        return self.parties.get(agency, frozenset())

    def first(self, state: S) -> Event[D, S] | None:
        """Give the event by which it first came to a state."""
        return next((event for event in self.trail if event.state is state), None)
