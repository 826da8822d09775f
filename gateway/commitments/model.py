"""What is kept of a commitment to supply missing material."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final, TypeAlias

import msgspec

from gateway.proceedings.docket import Docket
from gateway.proceedings.model import Procedure, Proceeding
from gateway.workflow.machine import Machine, steps_from
from schema.proceedings import ProceedingKind
from schema.supply_commitments import SupplyState as State

DOCUMENT, REASON = "document", "reason"  # names of what is sealed


class Role(StrEnum):
    """Who takes part in a commitment."""

    ACCEPTER = "ACCEPTER"


class SupplyContent(msgspec.Struct, frozen=True, kw_only=True):
    """What was there and what was missing when the application was accepted, and until when it is to be supplied."""

    matter: str
    region: str
    case_number: str
    receipt: str
    present: tuple[str, ...]
    missing: tuple[str, ...]
    signed_on: date
    deadline: date


class SupplyDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which items a step supplied."""

    items: tuple[str, ...] = ()
    supplied_on: date | None = None


SupplyCase: TypeAlias = Proceeding[SupplyContent, SupplyDetails, State, Role]
SupplyDocket: TypeAlias = Docket[SupplyContent, SupplyDetails, State, Role]

# Items supplied while others are missing leave it where it is.
COMMITMENTS: Final = Procedure(
    kind=ProceedingKind.COMMITMENT,
    content=SupplyContent,
    details=SupplyDetails,
    states=State,
    roles=Role,
    machine=Machine[State, Role](
        (
            *steps_from((State.ACCEPTED,), State.ACCEPTED, Role.ACCEPTER),
            *steps_from((State.ACCEPTED,), State.FULFILLED, Role.ACCEPTER),
            *steps_from((State.ACCEPTED,), State.LAPSED, Role.ACCEPTER),
        )
    ),
)


def supplied(found: SupplyCase) -> Mapping[str, date]:
    """Give the items supplied so far, each with its day."""
    days = ((each.details.supplied_on, each.details.items) for each in found.trail)
    return {item: day for day, items in days if day is not None for item in items}
