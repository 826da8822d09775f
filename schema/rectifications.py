"""Rectification: what relied on a record found wrong or withdrawn is set right (GO-22-d, GO-22-e, GO-14-c)."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.declare import CodeList, about, code_list, fact
from schema.measures import MeasureStatus
from schema.proceedings import ProceedingEvent


@code_list
class RectificationState(CodeList):
    """Where a rectification stands."""

    OPEN = "OPEN", "The agency that relied on the record is told, and has not answered (待更正)."
    ANSWERED = "ANSWERED", "It said what it did; whoever answers for the record has not confirmed it (已回复)."
    DONE = "DONE", "Set right (已更正)."


@code_list
class RectificationCause(CodeList):
    """What became of the record."""

    VERIFIED_WRONG = "VERIFIED_WRONG", "It was verified and found wrong."
    WITHDRAWN = "WITHDRAWN", "Its issuer withdrew it."


@code_list
class RectificationAct(CodeList):
    """What is to be done, or was done, to set right what relied on a wrong record."""

    DECISION_REVIEWED = (
        "DECISION_REVIEWED",
        "The decision was reviewed without the record (重新审查).",
    )
    MEASURE_LIFTED = "MEASURE_LIFTED", "The measure that rested on it was lifted (解除措施)."
    REPUTATION_RESTORED = "REPUTATION_RESTORED", "The subject's reputation was restored (恢复名誉)."
    EFFECTS_REMOVED = "EFFECTS_REMOVED", "What followed from the measure was removed (消除影响)."
    NOTHING_APPLIED = (
        "NOTHING_APPLIED",
        "Nothing had been done on the check, so nothing is to be set right (未实施).",
    )


@fact
class ReliedMeasure:
    """Measure of the check that rested on the record, as the check showed it."""

    line: str = about("Operative line.")
    measure: str = about("Id of the catalogue measure; see `measures`.")
    status: MeasureStatus = about("Status the check showed.")
    restraint: bool = about("Whether it restrains.")


@fact
class Rectification:
    """One check that relied on a record since found wrong or withdrawn; it never repeats what the record says."""

    id: strawberry.ID = about("Id of the rectification.")
    state: RectificationState = about("Where it stands.")
    record: strawberry.ID = about("Id of the record.")
    cause: RectificationCause = about("What became of the record.")
    receipt: strawberry.ID = about("Id of the receipt of the check that relied on it.")
    matter: str | None = about("Matter of the check; null to whoever did not ask it.", default=None)
    case_number: str | None = about("Case number of the check; null to whoever did not ask it.", default=None)
    rectifier: str = about("Slug of the agency that relied on the record.")
    confirmer: str = about("Slug of the agency that answers for the record, its issuer or provider, and confirms.")
    opened_at: datetime = about("Instant the agency was told (UTC).")
    due_on: date | None = about("Legal day by which the next step is due.", default=None)
    overdue: bool = about("Whether that day has passed without the step.")
    through_unit: bool = about("The record is of a unit the subject of the check is linked to (GO-14-c).")
    measures: tuple[ReliedMeasure, ...] = about("Measures that rested on it; empty if it was only seen.")
    feedback: tuple[strawberry.ID, ...] = about("Ids of the execution feedback that relied on it.", default=())
    to_do: tuple[RectificationAct, ...] = about("What is to be done.")
    done: tuple[RectificationAct, ...] = about("What the agency says it did, last.", default=())
    document: str | None = about(
        "Document of what it did; null if none was named, or once the values kept of the subject were erased.",
        default=None,
    )
    words: str | None = about(
        "What the agency said of it; null if nothing, or once the values kept of the subject were erased.", default=None
    )
    sent_back: str | None = about(
        "Why the answer was sent back, last; null if it was not, or once the values kept were erased.", default=None
    )
    next_steps: tuple[RectificationState, ...] = about("States the asking agency may take it to.")
    trail: tuple[ProceedingEvent, ...] = about("Everything that happened to it, oldest first.")


@fact
class RectificationChange:
    """What a mutation did to a rectification; sent again with the same key, it answers the same and does nothing."""

    rectification: Rectification = about("The rectification as this change left it.")
    sequence: int = about("Number of the last event of this change.")
