"""Execution feedback: was a measure that applies taken, or why not (执行反馈、奖惩到位; GO-18-d, GO-18-f, GO-23)?"""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.decisions import DecisionFinding
from schema.declare import CodeList, about, code_list, fact
from schema.identifiers import Identifier
from schema.proceedings import ProceedingEvent


@code_list
class FeedbackState(CodeList):
    """Where the feedback on one measure stands."""

    AWAITED = "AWAITED", "It applies; the implementer has not said yet what it did (待反馈)."
    APPLIED = "APPLIED", "The implementer applied it (已实施)."
    NOT_APPLIED = "NOT_APPLIED", "The implementer did not apply it, and said why (未实施)."
    LAPSED = "LAPSED", "It ended, or was suspended to its end, before it was applied; nothing is to be done (已失效)."


@code_list
class NotAppliedReason(CodeList):
    """Why an implementer did not apply a measure."""

    NOTHING_TO_APPLY = "NOTHING_TO_APPLY", "The decision leaves nothing to apply it to, such as a refused application."
    SUSPENDED = "SUSPENDED", "A record it needs is under verification."
    ENDED = "ENDED", "It had ended when it was to be applied."
    STAYED = "STAYED", "A reconsideration body or a court stayed it."
    OTHER_LAW = "OTHER_LAW", "Another provision rules it out; which is said."
    DISCRETION = "DISCRETION", "It is recommended, and the department did not think it fit here."
    OTHER = "OTHER", "Another reason, which is said."

    @property
    def needs_words(self) -> bool:
        """Tell whether the reason says nothing without words."""
        return self in {NotAppliedReason.OTHER_LAW, NotAppliedReason.OTHER}


@fact
class Feedback:
    """Measure that applied to a subject a department decided about, and what the department did."""

    id: strawberry.ID = about("Id of the feedback.")
    state: FeedbackState = about("Where it stands.")
    agency: str = about("Slug of the implementer; see `agencies`.")
    region: str = about("Division code of its region, or `CN`.")
    matter: str = about("Id of the matter; see `matters`.")
    case_number: str = about("Case number of the decision.")
    subject: Identifier | None = about("Whom it is about; null for a natural person, whom the case number tells.")
    decision: strawberry.ID = about("Decision it is about.")
    receipt: strawberry.ID = about("Receipt of the check the measure applies by.")
    instance: str = about("Id of the measure's instance, as the check showed it.")
    measure: str = about("Id of the catalogue measure.")
    line: str = about("Operative line that yields it.")
    mandatory: bool = about("It must be taken; feedback on a recommended one its department adopted is voluntary.")
    records: tuple[str, ...] = about("Ids of the records behind it.")
    last_day: date | None = about("Last legal day of the measure; null while no end is set.", default=None)
    opened_at: datetime = about("Instant the feedback was opened (UTC).")
    due_on: date | None = about("Legal day by which it is due; null where it is voluntary or done.", default=None)
    overdue: bool = about("It was due and has not come.")
    under_verification: bool = about("A record it needs is under verification; it is not due meanwhile.")
    applied_from: date | None = about("First legal day it was applied.", default=None)
    applied_until: date | None = about("Last legal day it is applied; null where none is set.", default=None)
    document: str | None = about(
        "Document by which it was applied; null unless it was, or once the values kept of the subject were erased.",
        default=None,
    )
    reason: NotAppliedReason | None = about("Why it was not applied.", default=None)
    words: str | None = about(
        "The reason in words; null where none were given, or the values kept of the subject were erased.", default=None
    )
    finding: DecisionFinding | None = about(
        "What is wrong with how it was applied, such as while it was suspended; null if nothing is.", default=None
    )
    next_steps: tuple[FeedbackState, ...] = about("States the asking agency may take it to.", default=())
    trail: tuple[ProceedingEvent, ...] = about("Everything that happened to it, oldest first.")


@fact
class FeedbackChange:
    """What a mutation did to a feedback; sent again with the same key, it answers the same and does nothing."""

    feedback: Feedback = about("The feedback as this change left it.")
    sequence: int = about("Number of the last event of this change.")
