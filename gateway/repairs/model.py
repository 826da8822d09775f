"""What is kept of an application for repair or exit; nothing the record says, and no words, which are sealed."""

from __future__ import annotations

from datetime import date
from typing import Final, TypeAlias

import msgspec

from gateway.proceedings.docket import Docket
from gateway.proceedings.model import Procedure, Proceeding
from gateway.repairs.states import MACHINE, Role
from schema.codes import RecordKind
from schema.proceedings import ProceedingKind
from schema.repairs import RepairEvidence, RepairKind, RepairPart, RepairState


class Content(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was applied for, and the rule it is decided by; `pack` is the id of the rule pack."""

    kind: RepairKind
    record_kind: RecordKind
    pack: str
    rule: str
    basis: str
    handling_days: int
    needs: tuple[RepairEvidence, ...] = ()
    list_id: str | None = None
    earliest_on: date | None = None
    prescribed_last_day: date | None = None


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of evidence; its document and digest are sealed under its number."""

    kind: RepairEvidence
    done_on: date


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What was found of one part of the test."""

    part: RepairPart
    met: bool
    on: date | None = None
    evidence: tuple[int, ...] = ()
    last_day: date | None = None
    prescribed_by: str | None = None


class Details(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an event says besides its state: evidence it brought, findings, and the day and rights entry of a grant."""

    pieces: tuple[Piece, ...] = ()
    findings: tuple[Finding, ...] = ()
    effective_on: date | None = None
    rights_entry: int | None = None


REPAIRS: Final = Procedure(
    kind=ProceedingKind.REPAIR,
    content=Content,
    details=Details,
    states=RepairState,
    roles=Role,
    machine=MACHINE,
)
Application: TypeAlias = Proceeding[Content, Details, RepairState, Role]
Repairs: TypeAlias = Docket[Content, Details, RepairState, Role]


def pieces_of(found: Application) -> tuple[Piece, ...]:
    """Give all evidence brought so far, in order; the first is number 1."""
    return tuple(piece for event in found.trail for piece in event.details.pieces)
