"""What is kept of an adoption; it is about no subject, and its document stands in every receipt that rests on it."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeAlias

import msgspec

from gateway.proceedings.docket import Docket
from gateway.proceedings.model import Procedure, Proceeding
from gateway.workflow.machine import Machine, steps_from
from schema.adoptions import AdoptionState
from schema.proceedings import ProceedingKind


class Role(StrEnum):
    """Who takes part in an adoption."""

    ADOPTER = "ADOPTER"


class AdoptionContent(msgspec.Struct, frozen=True, kw_only=True):
    """What was adopted, for which matters, from which day, and from which instant checks reckon with it."""

    region: str
    measures: tuple[str, ...]
    lines: tuple[str, ...]
    matters: tuple[str, ...]
    document: str
    memorandum: str | None
    starts_on: date
    known_from: datetime


class AdoptionDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a withdrawal says."""

    ends_before: date | None = None
    document: str | None = None
    known_from: datetime | None = None


AdoptionCase: TypeAlias = Proceeding[AdoptionContent, AdoptionDetails, AdoptionState, Role]
AdoptionDocket: TypeAlias = Docket[AdoptionContent, AdoptionDetails, AdoptionState, Role]

ADOPTIONS: Final = Procedure(
    kind=ProceedingKind.ADOPTION,
    content=AdoptionContent,
    details=AdoptionDetails,
    states=AdoptionState,
    roles=Role,
    machine=Machine[AdoptionState, Role](
        steps_from((AdoptionState.ADOPTED,), AdoptionState.WITHDRAWN, Role.ADOPTER),
    ),
)
