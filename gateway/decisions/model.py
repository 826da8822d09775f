"""What is kept of a decision as it was reported."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Final, TypeAlias

import msgspec

from gateway.proceedings.docket import Docket
from gateway.proceedings.model import Procedure, Proceeding
from gateway.workflow.machine import Machine
from schema.decisions import DecisionFinding, DecisionOutcome, ReceiptFault
from schema.measures import Guidance, MeasureStatus
from schema.proceedings import ProceedingKind

DOCUMENT = "document"  # name of what is sealed


class DecisionState(StrEnum):
    """A decision is reported once and stays so."""

    REPORTED = "REPORTED"


class Role(StrEnum):
    """Who takes part in a decision."""

    DECIDER = "DECIDER"


class AppliedContent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Measure a decision applied; `instance` is the operative line where no check showed an instance."""

    instance: str
    starts_on: date
    last_day: date | None = None
    status: MeasureStatus | None = None
    finding: DecisionFinding | None = None


class DecisionContent(msgspec.Struct, frozen=True, kw_only=True):
    """What was decided, and what the check it rests on makes of it."""

    matter: str
    region: str
    must_be_checked: bool
    case_number: str
    outcome: DecisionOutcome
    decided_on: date
    decided_at: datetime | None
    receipt: str | None
    receipt_faults: tuple[ReceiptFault, ...]
    guidance: Guidance | None
    applied: tuple[AppliedContent, ...]
    findings: tuple[DecisionFinding, ...]
    feedback: int

    @property
    def receipt_valid(self) -> bool:
        """Tell whether the receipt shows that the decision was checked."""
        return self.receipt is not None and not self.receipt_faults


class DecisionDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event of a decision says nothing besides its state."""


DecisionCase: TypeAlias = Proceeding[DecisionContent, DecisionDetails, DecisionState, Role]
DecisionDocket: TypeAlias = Docket[DecisionContent, DecisionDetails, DecisionState, Role]

DECISIONS: Final = Procedure(
    kind=ProceedingKind.DECISION,
    content=DecisionContent,
    details=DecisionDetails,
    states=DecisionState,
    roles=Role,
    machine=Machine[DecisionState, Role](()),
)
