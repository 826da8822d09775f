"""Credit repair and exit from lists: applied for through an agency, decided by who determined the record.

GO-18-d, GO-19-a, GO-21-b, GO-21-d; Guobanfa [2025] No. 22; NDRC order 36 (2025).
"""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.codes import RecordKind
from schema.declare import CodeList, about, code_list, fact
from schema.identifiers import Identifier
from schema.measures import LegalBasis, Remedy
from schema.proceedings import ProceedingEvent


@code_list
class RepairKind(CodeList):
    """What is applied for."""

    REPAIR = "REPAIR", "The credit repair of a record (信用修复)."
    LIST_EXIT = "LIST_EXIT", "That the subject leaves a list before its period is over (移出名单)."


@code_list
class RepairState(CodeList):
    """Where an application for repair or exit stands."""

    APPLIED_FOR = "APPLIED_FOR", "Applied for; nobody has taken it up (已申请)."
    UNDER_REVIEW = "UNDER_REVIEW", "The body that determined the record reviews it (审核中)."
    MORE_EVIDENCE_ASKED = "MORE_EVIDENCE_ASKED", "The applicant was asked for more evidence (待补正)."
    GRANTED = "GRANTED", "Granted: publication, sharing and measures stop together (予以修复)."
    REFUSED = "REFUSED", "Refused, with the reason and the remedies (不予修复)."
    WITHDRAWN = "WITHDRAWN", "The applicant withdrew it (已撤回)."


@code_list
class RepairEvidence(CodeList):
    """What a repair rests on, as the body that determined it says."""

    CORRECTION = "CORRECTION", "The dishonest conduct was corrected (纠正失信行为)."
    DUTY_FULFILLED = "DUTY_FULFILLED", "The duties of the decision were fulfilled (履行义务)."
    COMMITMENT = "COMMITMENT", "A commitment to honesty was made in public (信用承诺)."
    TRAINING = "TRAINING", "Training for credit repair was completed (信用修复培训)."
    PUBLIC_SERVICE = (
        "PUBLIC_SERVICE",
        "Voluntary or public service was done (志愿服务、社会公益服务); natural persons only.",
    )


@code_list
class RepairPart(CodeList):
    """A part of the test that a repair must pass whole (GO-21-b)."""

    CORRECTED = "CORRECTED", "The dishonest conduct was corrected."
    EFFECTS_REMOVED = "EFFECTS_REMOVED", "Its adverse effects were removed."
    IN_TIME = "IN_TIME", "Both were done within the prescribed time."


@fact
class RepairProof:
    """One piece of evidence: what was done, when, and the document that shows it."""

    number: int = about("Number of the piece within the application, from 1.")
    kind: RepairEvidence = about("What it shows.")
    done_on: date = about("Legal day it was done.")
    document: str | None = about(
        "Number or title of the document; null once the values kept of the subject were erased.", default=None
    )
    digest: str | None = about("SHA-256 of the document (hex), if one was given and it is not erased.", default=None)


@fact
class RepairFinding:
    """What the reviewing body found of one part of the test."""

    part: RepairPart = about("The part.")
    met: bool = about("Whether it is met.")
    on: date | None = about("Legal day it was met, by the latest of its evidence; null if it is not.", default=None)
    evidence: tuple[int, ...] = about("Numbers of the evidence that satisfies it.", default=())
    last_day: date | None = about("Of IN_TIME: last legal day of the prescribed time.", default=None)
    prescribed_by: str | None = about(
        "Of IN_TIME: id of the legal basis, or `decision document`, that prescribes the time.", default=None
    )


@fact
class RepairTerms:
    """What the rule pack in force when it was applied for asks of such a repair."""

    rule: str = about("Id of the rule.")
    basis: LegalBasis | None = about("Legal basis; null where the pack in use knows it no longer.", default=None)
    needs: tuple[RepairEvidence, ...] = about("Kinds of evidence each of which is needed.")
    earliest_on: date | None = about(
        "First legal day it can take effect, for the least publicity is over by then; null if there is none.",
        default=None,
    )
    prescribed_last_day: date | None = about(
        "Last legal day of the time a rule prescribes; null where the decision document prescribes it.", default=None
    )


@fact
class Repair:
    """Application for credit repair, or to leave a list; it never repeats what the record says."""

    id: strawberry.ID = about("Id of the application.")
    kind: RepairKind = about("What is applied for.")
    state: RepairState = about("Where it stands.")
    record: strawberry.ID = about("Id of the record, the same as in every check that finds it.")
    record_kind: RecordKind = about("Kind of the record.")
    list_id: str | None = about("Id of the list, of an entry on one.", default=None)
    subject: Identifier | None = about(
        "Whom it is about, personal values masked; null once the values kept of the subject were erased.", default=None
    )
    applied_at: datetime = about("Instant it was applied for (UTC).")
    applicant: str = about("Slug of the agency that applied for the subject.")
    reviewers: tuple[str, ...] = about("Slugs of the agencies that may decide; the first to take it up does.")
    due_on: date | None = about("Legal day by which the next step is due.", default=None)
    overdue: bool = about("Whether that day has passed without the step.")
    terms: RepairTerms = about("What the rules ask of it.")
    evidence: tuple[RepairProof, ...] = about("Evidence brought so far.")
    asked_for: str | None = about(
        "What more was asked for; null if nothing was, or once the values kept of the subject were erased.",
        default=None,
    )
    findings: tuple[RepairFinding, ...] = about("The test part by part; empty until it is decided.", default=())
    document: str | None = about(
        "Number of the decision on it; null until then, or once the values kept of the subject were erased.",
        default=None,
    )
    effective_on: date | None = about("Legal day from which publication, sharing and measures stop.", default=None)
    reason: str | None = about(
        "Why it was refused; null unless it was, or once the values kept of the subject were erased.", default=None
    )
    remedies: tuple[Remedy, ...] = about("Remedies against a refusal (GO-22-f); empty unless refused.", default=())
    next_steps: tuple[RepairState, ...] = about("States the asking agency may take it to.")
    trail: tuple[ProceedingEvent, ...] = about("Everything that happened to it, oldest first.")


@fact
class RepairChange:
    """What a mutation did to an application; sent again with the same key, it answers the same and does nothing."""

    repair: Repair = about("The application as this change left it.")
    sequence: int = about("Number of the event of this change.")
