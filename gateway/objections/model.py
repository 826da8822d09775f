"""What is kept of an objection: what it is about, and what an event says besides the state it leads to."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

import msgspec

from gateway.objections.states import OBJECTIONS
from gateway.proceedings.docket import Docket
from gateway.proceedings.model import Procedure, Proceeding
from schema.codes import RecordKind
from schema.measures import Remedy
from schema.objections import ObjectionDeadline, ObjectionRole, ObjectionState, ObjectionTrigger
from schema.proceedings import ProceedingKind

JOINED = "JOINED"


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """What was said when it was lodged, without anything personal or written freely."""

    trigger: ObjectionTrigger
    record_kind: RecordKind
    new_evidence: bool = False


class Details(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an event says: of one who joined, why; of a step, since when, until when, and what is open against it."""

    trigger: ObjectionTrigger | None = None
    new_evidence: bool = False
    suspended_since: datetime | None = None
    deadline: ObjectionDeadline | None = None
    remedies: tuple[Remedy, ...] = ()


Objected: TypeAlias = Proceeding[Content, Details, ObjectionState, ObjectionRole]
ObjectionDocket: TypeAlias = Docket[Content, Details, ObjectionState, ObjectionRole]

OBJECTION: Procedure[Content, Details, ObjectionState, ObjectionRole] = Procedure(
    kind=ProceedingKind.OBJECTION,
    content=Content,
    details=Details,
    states=ObjectionState,
    roles=ObjectionRole,
    machine=OBJECTIONS,
)


def brings_new_evidence(found: Objected) -> bool:
    """Tell whether whoever lodged it, or joined it, brought new evidence."""
    return found.content.new_evidence or any(event.details.new_evidence for event in found.trail)
