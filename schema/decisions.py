"""Decisions: what a department decided, and the check it decided upon (应查必查; GO-18-c, GO-18-e, GO-18-f)."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.declare import CodeList, about, code_list, fact
from schema.identifiers import Identifier
from schema.measures import Guidance, MeasureStatus
from schema.proceedings import ProceedingEvent


@code_list
class DecisionOutcome(CodeList):
    """What a department decided."""

    GRANTED = "GRANTED", "Granted, admitted or passed (准予)."
    GRANTED_WITH_CONDITIONS = (
        "GRANTED_WITH_CONDITIONS",
        "Granted with conditions or for less than was asked (附条件准予).",
    )
    REFUSED = "REFUSED", "Refused after examination (不予)."
    NOT_ACCEPTED = "NOT_ACCEPTED", "The application was not accepted (不予受理)."
    TERMINATED = "TERMINATED", "Ended without a decision, such as by withdrawal of the application (终止)."
    DECIDED = "DECIDED", "Decided where nothing is granted or refused, such as a plan of inspections (已决定)."

    @property
    def favourable(self) -> bool:
        """Tell whether the subject got what it asked for, in part at least."""
        return self in {DecisionOutcome.GRANTED, DecisionOutcome.GRANTED_WITH_CONDITIONS}


@code_list
class ReceiptFault(CodeList):
    """Why a receipt does not show that a decision was checked."""

    UNKNOWN = "UNKNOWN", "No receipt of that id was issued to the agency."
    OTHER_SUBJECT = "OTHER_SUBJECT", "It is about another subject."
    OTHER_MATTER = "OTHER_MATTER", "It is about another matter."
    OTHER_CASE = "OTHER_CASE", "It was issued for another case number."
    INCOMPLETE = "INCOMPLETE", "A department that had to answer did not, so that the check gave no guidance."
    TOO_OLD = "TOO_OLD", "It was older than the matter allows when the decision was made."
    AFTER_DECISION = "AFTER_DECISION", "The check was made after the decision."
    USED = "USED", "Another decision was reported with it before."


@code_list
class DecisionFinding(CodeList):
    """What is wrong with a decision as it was reported; it is recorded all the same, for people decide."""

    WITHOUT_RECEIPT = "WITHOUT_RECEIPT", "The matter must be checked, and no receipt was given."
    INVALID_RECEIPT = "INVALID_RECEIPT", "The receipt does not show that this decision was checked; its faults say why."
    AGAINST_BARRED = "AGAINST_BARRED", "Granted although the check said BARRED."
    APPLIED_SUSPENDED = "APPLIED_SUSPENDED", "A measure was applied while a record it needs was under verification."
    APPLIED_ENDED = "APPLIED_ENDED", "A measure was applied after it had ended, or beyond its end."
    APPLIED_INAPPLICABLE = "APPLIED_INAPPLICABLE", "A measure was applied that the check does not show to apply."


@fact
class AppliedMeasure:
    """Measure a decision applied, as its department reported it, and whether it might."""

    measure: str = about("Id of the instance, as the check showed it; of the operative line where none did.")
    status: MeasureStatus | None = about("Standing in the check; null where the check does not have it.", default=None)
    starts_on: date = about("First legal day it was applied.")
    last_day: date | None = about("Last legal day it is applied; null where none is set.", default=None)
    finding: DecisionFinding | None = about("What is wrong with it; null if nothing is.", default=None)


@fact
class Decision:
    """Decision of an approval or supervision as its department reported it, and what it rests on."""

    id: strawberry.ID = about("Id of the decision in this gateway.")
    reported_at: datetime = about("Instant it was reported (UTC).")
    agency: str = about("Slug of the agency that decided; see `agencies`.")
    region: str = about("Division code of its region, or `CN`.")
    matter: str = about("Id of the matter; see `matters`.")
    subject: Identifier | None = about("Whom it is about; null for a natural person, whom the case number tells.")
    case_number: str = about("Its case number.")
    outcome: DecisionOutcome = about("What was decided.")
    decided_on: date = about("Legal day of the decision.")
    document: str | None = about(
        "Number of the decision document; null if none was given, or the values kept of the subject were erased.",
        default=None,
    )
    receipt: strawberry.ID | None = about("Receipt it was reported with.", default=None)
    receipt_valid: bool = about("The receipt shows that this decision was checked.")
    receipt_faults: tuple[ReceiptFault, ...] = about("Why the receipt does not show it.", default=())
    guidance: Guidance | None = about(
        "What the check advised; null unless its receipt is about this subject and matter.", default=None
    )
    applied: tuple[AppliedMeasure, ...] = about("Measures it applied.", default=())
    findings: tuple[DecisionFinding, ...] = about("What is wrong with it; empty if nothing is.", default=())
    feedback_expected: int = about("How many measures wait for feedback or had it with the report; see `feedbacks`.")
    trail: tuple[ProceedingEvent, ...] = about("Everything that happened to it, oldest first.")


@fact
class DecisionChange:
    """What a mutation did to a decision; sent again with the same key, it answers the same and does nothing."""

    decision: Decision = about("The decision as this change left it.")
    sequence: int = about("Number of the last event of this change.")
