"""What is kept of a joint case: its file, whom it was sent to, and the events everything else follows from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import msgspec

from schema.joint_cases import (
    Designation,
    JointCaseEnding,
    JointCaseEventKind,
    JointCaseResponse,
    JointCaseState,
    ProposedMeasure,
)
from schema.measures import CatalogueMeasure, ListAgreement

GATEWAY = "gateway"  # who ends a case that ends by itself


class CaseContent(msgspec.Struct, frozen=True, kw_only=True):
    """What was said when the case was opened, without anything personal or written freely."""

    designation: Designation
    measures: tuple[CatalogueMeasure, ...]


class Invitation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the case stands to one department when it is sent to it."""

    agency: str
    region: str
    measures: tuple[ProposedMeasure, ...]
    for_reference: bool = False
    recognised_under: ListAgreement | None = None


class Details(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an event says besides who, when and which case; nothing personal, nothing written freely."""

    state: JointCaseState
    agency: str | None = None
    region: str | None = None
    response: JointCaseResponse | None = None
    ending: JointCaseEnding | None = None
    invitation: Invitation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """Event that is about to be entered."""

    at: datetime
    kind: JointCaseEventKind
    by: str
    details: Details


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent(NewEvent):
    """Event with its number in the log of all cases."""

    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case as it was opened; its subject goes by the name the store gives it, and is sealed apart."""

    id: str
    initiator: str
    region: str
    opened_at: datetime
    subject_ref: str
    content: CaseContent
