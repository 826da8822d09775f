"""Joint cases: one department designates, others respond, across regions (GO-15-a, GO-15-b, GO-16-a, GO-18-d).

A case coordinates and restrains nobody by itself: what applies to a subject follows from records and rules alone.
"""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.codes import RecordKind, Severity
from schema.declare import CodeList, about, code_list, fact
from schema.identifiers import Identifier
from schema.measures import CatalogueMeasure, Direction, LegalBasis, ListAgreement
from schema.offences import Offence


@code_list
class JointCaseState(CodeList):
    """Where a joint case stands (GO-15-b); it follows from the responses of those it was pushed to."""

    INITIATED = "INITIATED", "Opened by the designating department; nobody has been sent it yet (发起)."
    PUSHED = "PUSHED", "Sent to implementing departments, none of which has confirmed receipt (推送)."
    RECEIVED = "RECEIVED", "Received by at least one of them, applied by none (接收)."
    IMPLEMENTED = "IMPLEMENTED", "Applied by at least one of them (实施)."
    REFUSED = "REFUSED", "Refused with reason by every one that could apply it (不予实施)."
    ENDED = "ENDED", "Ended, by the designating department or with the record it rests on (终止)."


@code_list
class ParticipantState(CodeList):
    """Where one department a joint case was sent to stands."""

    PUSHED = "PUSHED", "It was sent the case (已推送)."
    RECEIVED = "RECEIVED", "It received the case (已接收)."
    CONFIRMED = "CONFIRMED", "It found that the case concerns it and will act (已确认)."
    APPLIED = "APPLIED", "It applied what the rules let it apply (已实施)."
    REFUSED = "REFUSED", "It refused, with its reason (不予实施)."
    ENDED = "ENDED", "The case ended; nothing more is to be done (已终止)."


@code_list
class JointCaseResponse(CodeList):
    """What a department the case was sent to answers."""

    RECEIVED = "RECEIVED", "It received the case (接收)."
    CONFIRMED = "CONFIRMED", "The case concerns it, and it will act (确认)."
    APPLIED = "APPLIED", "It applied what the rules let it apply (实施)."
    REFUSED = "REFUSED", "It refuses; a reason is required (不予实施)."


@code_list
class MeasureForce(CodeList):
    """What a proposed measure is to one department."""

    MANDATORY = "MANDATORY", "A mandatory line of the rule pack in force there follows from such a designation."
    RECOMMENDED = "RECOMMENDED", "A recommended line follows from it; it applies where the department adopted it."
    FOR_REFERENCE = "FOR_REFERENCE", "Nothing lets it act there; for information only. The reason is said."


@code_list
class JointCaseEnding(CodeList):
    """Why a joint case ended."""

    BY_INITIATOR = "BY_INITIATOR", "The designating department ended it."
    PERIOD_OVER = "PERIOD_OVER", "The last day of the designation has passed."
    REPAIRED = "REPAIRED", "The credit repair of the record took effect."
    WITHDRAWN = "WITHDRAWN", "The issuer withdrew the record."
    LIST_EXIT = "LIST_EXIT", "The subject left the list."
    VERIFIED_WRONG = "VERIFIED_WRONG", "The record was verified and found wrong."


@code_list
class JointCaseEventKind(CodeList):
    """What happened to a joint case."""

    OPENED = "OPENED", "It was opened."
    CARRIED = "CARRIED", "It was carried into a region."
    PUSHED = "PUSHED", "It was sent to a department."
    RESPONDED = "RESPONDED", "A department responded."
    ENDED = "ENDED", "It ended."


@fact
class Designation:
    """Decision by which the designating department made the subject one of joint incentives or punishment."""

    kind: RecordKind = about("Kind of record it made: an entry on a red list, a dishonesty list or of enforcement.")
    direction: Direction = about("Whether incentives or restraints follow.")
    record: strawberry.ID = about("Id of that record, the same as in every check that finds it.")
    list_id: str | None = about("Id of the serious-dishonesty list, where it is one.", default=None)
    document_number: str | None = about(
        "Number of the decision document; null once the values kept of the subject were erased.", default=None
    )
    decided_on: date = about("Legal day of the decision.")
    last_day: date | None = about("Last day of the designation, where the decision says one.", default=None)
    severity: Severity = about("How serious the conduct is; restraints follow from SERIOUS only.")
    offence: Offence | None = about("Offence, with its key area, where the rule pack knows it.", default=None)
    field: str = about("Field it was made in: that of the list, or of the department.")
    bases: tuple[LegalBasis, ...] = about("Legal bases the designating department cites.")


@fact
class ProposedMeasure:
    """Proposed measure as it stands to one department."""

    measure: CatalogueMeasure = about("Catalogue measure.")
    force: MeasureForce = about("What it is to the department.")
    lines: tuple[str, ...] = about("Operative lines that let it act.", default=())
    reason: str | None = about("Why it is for reference only; null otherwise.", default=None)


@fact
class JointCaseParticipant:
    """Department a joint case was sent to."""

    agency: str = about("Slug of the department; see `agencies`.")
    region: str = about("Division code of its region, or `CN`.")
    state: ParticipantState = about("Where it stands.")
    since: datetime = about("Since when (UTC).")
    for_reference: bool = about("It is informed only: no proposed measure can act there by this designation.")
    recognised_under: ListAgreement | None = about(
        "Agreement by which the designation counts in its region; null where none is needed, or there is none.",
        default=None,
    )
    measures: tuple[ProposedMeasure, ...] = about("Proposed measures as they stand to it.")
    reason: str | None = about(
        "Why it refused; null unless it did, or once the values kept of the subject were erased.", default=None
    )
    next_steps: tuple[JointCaseResponse, ...] = about("Responses open to it now.", default=())


@fact
class JointCaseEvent:
    """One entry of the trail of a joint case; the trail is only ever added to."""

    sequence: int = about("Number of the event; later ones have greater numbers.")
    at: datetime = about("Instant (UTC).")
    kind: JointCaseEventKind = about("What happened.")
    by: str = about("Slug of the agency that did it; `gateway` where the case ended by itself.")
    agency: str | None = about("Department it was sent to, or that responded.", default=None)
    region: str | None = about("Region it was carried into.", default=None)
    response: JointCaseResponse | None = about("What the department responded.", default=None)
    ending: JointCaseEnding | None = about("Why the case ended.", default=None)
    state: JointCaseState = about("State of the case after it.")


@fact
class JointCase:
    """Joint case (联合奖惩案件): a designation, the departments it was sent to, and what they did.

    It coordinates, and restrains nobody by itself: what applies to a subject is what a check says.
    """

    id: strawberry.ID = about("Id of the case.")
    state: JointCaseState = about("Where it stands.")
    opened_at: datetime = about("Instant it was opened (UTC).")
    initiator: str = about("Slug of the designating department; see `agencies`.")
    region: str = about("Division code of its region, or `CN`.")
    subject: Identifier | None = about(
        "Whom it is about, personal values masked; null once the values kept of the subject were erased.", default=None
    )
    designation: Designation = about("What it rests on.")
    measures: tuple[CatalogueMeasure, ...] = about("Measures the designating department proposes.")
    regions: tuple[str, ...] = about("Regions it was carried into.")
    participants: tuple[JointCaseParticipant, ...] = about("Departments it was sent to.")
    trail: tuple[JointCaseEvent, ...] = about("Everything that happened to it, oldest first.")
    ending: JointCaseEnding | None = about("Why it ended; null while it has not.", default=None)
    end_reason: str | None = about("What the designating department said when it ended it.", default=None)
    under_verification_since: datetime | None = about(
        "Instant an objection to the record was accepted; nothing is to be applied until it is verified (GO-22-c).",
        default=None,
    )


@fact
class JointCaseChange:
    """What a mutation did to a joint case; sent again with the same key, it answers the same and does nothing."""

    case: JointCase = about("The case as this change left it.")
    sequence: int = about("Number of the last event of this change.")
