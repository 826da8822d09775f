"""What is kept of the feedback on one measure."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, TypeAlias

import msgspec

from gateway.feedback.states import FEEDBACK, Role
from gateway.proceedings.docket import Docket
from gateway.proceedings.model import Procedure, Proceeding
from schema.decisions import DecisionFinding
from schema.feedback import FeedbackState, NotAppliedReason
from schema.measures import MeasureStatus
from schema.proceedings import ProceedingKind

DOCUMENT, WORDS = "document", "words"  # names of what is sealed


class FeedbackContent(msgspec.Struct, frozen=True, kw_only=True):
    """The measure as the check of the decision showed it, and how long feedback may take.

    `hidden` are records behind it that the implementer's grant does not show; they are never given out.
    """

    decision: str
    receipt: str
    known_at: datetime
    matter: str
    region: str
    case_number: str
    instance: str
    measure: str
    line: str
    status: MeasureStatus
    mandatory: bool
    records: tuple[str, ...]
    hidden: tuple[str, ...]
    last_day: date | None
    working_days: int | None

    @property
    def rests_on(self) -> tuple[str, ...]:
        """Ids of all records behind the measure."""
        return (*self.records, *self.hidden)


class FeedbackDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a step says besides its state."""

    applied_from: date | None = None
    applied_until: date | None = None
    reason: NotAppliedReason | None = None
    finding: DecisionFinding | None = None
    under_verification: bool = False


FeedbackCase: TypeAlias = Proceeding[FeedbackContent, FeedbackDetails, FeedbackState, Role]
FeedbackDocket: TypeAlias = Docket[FeedbackContent, FeedbackDetails, FeedbackState, Role]

FEEDBACKS: Final = Procedure(
    kind=ProceedingKind.FEEDBACK,
    content=FeedbackContent,
    details=FeedbackDetails,
    states=FeedbackState,
    roles=Role,
    machine=FEEDBACK,
)
