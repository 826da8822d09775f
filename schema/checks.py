"""A check: one question about a subject for a matter, and its answer with everything it rests on."""

from __future__ import annotations

from datetime import date, datetime

import strawberry

from schema.agencies import Agency, Matter
from schema.codes import FailureKind, OutcomeKind, Purpose, SubjectKind
from schema.dates import Period
from schema.declare import CodeList, about, code_list, fact
from schema.evaluations import RatedEvaluation
from schema.identifiers import Identifier
from schema.inspection import InspectionAdvice
from schema.measures import Contribution, Guidance, Measure, NearMiss
from schema.prospects import PossibleChange
from schema.records import (
    CreditCommitment,
    EnforcementEntry,
    Evaluation,
    Judgment,
    Licence,
    Penalty,
    PublicInterestLitigation,
    Record,
    RedListEntry,
    Registration,
    SeriousDishonestyEntry,
    SubjectName,
)


@code_list
class WithheldReason(CodeList):
    """Why something of the true answer is not shown."""

    NOT_GRANTED = "NOT_GRANTED", "The credential's grant does not cover this kind of record."
    PERSONAL = "PERSONAL", "Personal data the purpose does not need."
    NO_LONGER_PUBLIC = "NO_LONGER_PUBLIC", "The record was repaired or withdrawn, or its publicity period is over."
    OUTSIDE_REGIONS = "OUTSIDE_REGIONS", "The credential's grant covers issuers of some regions only (GB/T 2260)."


@code_list
class ConflictKind(CodeList):
    """What disagrees about a subject or record."""

    OTHER_SUBJECT = "OTHER_SUBJECT", "A record delivered for this subject carries another subject's code; set aside."
    NAME_DIFFERS = "NAME_DIFFERS", "A record's code matches and its name does not; joined, and flagged."
    COPIES_DIFFER = "COPIES_DIFFER", "Copies of the same decision disagree; the issuer's own copy is used."
    OFFENCE_DIFFERS = (
        "OFFENCE_DIFFERS",
        "A record names an offence the rule pack does not know, or one of another area than it states; set aside.",
    )
    IDENTIFIER_DIFFERS = "IDENTIFIER_DIFFERS", "Two sources give different identifiers of one scheme."


@fact
class SubjectIdentifier:
    """Identifier of a subject with where it was learnt and when it was valid."""

    identifier: Identifier = about("The identifier; masked if it is personal.")
    sources: tuple[str, ...] = about("Sources that prove it; empty where it was given or follows from the one given.")
    period: Period | None = about("When it was valid, if the source says.", default=None)


@fact
class Conflict:
    """Disagreement that was found and set aside, never resolved silently."""

    kind: ConflictKind = about("What disagrees.")
    message: str = about("The disagreement in plain words.")
    sources: tuple[str, ...] = about("Sources involved.")
    records: tuple[str, ...] = about("Ids of the records involved.", default=())


@fact
class Withholding:
    """One coded entry for what the grant does not show; it never tells the value or whether there is one."""

    what: str = about("Record kind or part of the answer withheld.")
    reason: WithheldReason = about("Why.")
    basis: str = about("Rule it rests on.")


@fact
class SourceReport:
    """What one source answered, how long it took and how fresh it is."""

    source: strawberry.ID = about("Slug of the source.")
    agency: str = about("Slug of the agency.")
    agency_name: str = about("Name of the agency.")
    required: bool = about("The matter requires this source.")
    wave: int = about("Wave it was asked in: 1 direct, 2 by identifiers learnt, 3 linked units.")
    asked_by: Identifier | None = about("Identifier it was asked by; masked if personal.", default=None)
    outcome: OutcomeKind = about("What it said.")
    failure: FailureKind | None = about("Why there is no usable answer; null unless FAILED.", default=None)
    message: str | None = about("The outcome in plain words.", default=None)
    records: int | None = about("Number of records delivered; null where the grant does not show it.", default=None)
    latency_ms: int = about("Milliseconds until it answered or was given up.")
    attempts: int = about("Attempts made.")
    retrieved_at: datetime | None = about("Instant the answer was received (UTC); null if none was.", default=None)
    data_as_of: datetime | None = about("Instant up to which the source says its data are complete.", default=None)
    cached: bool = about("The answer came from the gateway's cache.")


@fact
class Subject:
    """A subject with its identifiers and its records by kind, as the grant shows them."""

    kind: SubjectKind | None = about("Kind of subject, if the registry said.", default=None)
    name: str | None = about("Current registered name.", default=None)
    names: tuple[SubjectName, ...] = about("Current and former names.", default=())
    identifiers: tuple[SubjectIdentifier, ...] = about("Identifiers known for it.")
    records: tuple[Record, ...] | None = about("All records shown, of every kind.", default=None)
    registrations: tuple[Registration, ...] | None = about("Registrations; null if withheld.", default=None)
    licences: tuple[Licence, ...] | None = about("Licences; null if withheld.", default=None)
    penalties: tuple[Penalty, ...] | None = about("Penalties; null if withheld.", default=None)
    red_list_entries: tuple[RedListEntry, ...] | None = about("Red-list entries; null if withheld.", default=None)
    serious_dishonesty_entries: tuple[SeriousDishonestyEntry, ...] | None = about(
        "Serious-dishonesty entries; null if withheld.", default=None
    )
    enforcement_entries: tuple[EnforcementEntry, ...] | None = about(
        "Enforcement entries; null if withheld.", default=None
    )
    evaluations: tuple[Evaluation, ...] | None = about("Evaluations; null if withheld.", default=None)
    conflicts: tuple[Conflict, ...] = about("Disagreements set aside.", default=())
    sources: tuple[SourceReport, ...] = about("What each source answered.", default=())
    withheld: tuple[Withholding, ...] = about("What the grant does not show.", default=())
    commitments: tuple[CreditCommitment, ...] | None = about("Credit commitments; null if withheld.", default=None)
    public_interest_litigations: tuple[PublicInterestLitigation, ...] | None = about(
        "Actions brought in the public interest; null if withheld.", default=None
    )
    judgments: tuple[Judgment, ...] | None = about(
        "Judgments of courts in cases it was a party to; null if withheld.", default=None
    )


@fact
class PackVersion:
    """Rule pack an answer was computed with."""

    id: strawberry.ID = about("Id of the pack.")
    version: str = about("Version.")
    digest: str = about("SHA-256 of the pack's canonical content, hex.")


@fact
class Receipt:
    """Proof of a check: verify it off line with `tally receipt verify`."""

    id: strawberry.ID = about("Id of the receipt.")
    key_id: str = about("Id of the key that signed its group.")
    committed_at: datetime = about("Instant its group was signed (UTC).")
    document: str = about("The receipt file: canonical JSON with the body, inclusion proof and signed group head.")


@fact
class Check:
    """Answer to one question: may this go ahead in the standard way, and why (GO-18-e)."""

    id: strawberry.ID = about("Id of the check and of its receipt.")
    guidance: Guidance = about("Advice for the matter; the gateway advises, people decide.")
    floor: Guidance | None = about("Worst guidance already established, where INCOMPLETE.", default=None)
    retry_after_seconds: int | None = about("When to ask again, where INCOMPLETE.", default=None)
    contributions: tuple[Contribution, ...] = about("What each measure contributed to the guidance.", default=())
    missing: tuple[str, ...] = about("Required sources without an answer.", default=())
    subject: Subject = about("The subject, as the grant shows it.")
    matter: Matter = about("The matter.")
    asker: Agency = about("The asking agency, from the credential.")
    purpose: Purpose = about("The purpose stated.")
    case_number: str = about("The asker's case number.")
    as_of: date = about("Legal day whose law and windows apply.")
    known_at: datetime = about("Instant up to which the gateway had seen facts (UTC).")
    pack: PackVersion = about("Rule pack applied.")
    measures: tuple[Measure, ...] = about("Measures with status, period, basis, implementer and records.", default=())
    why_not: tuple[NearMiss, ...] = about("Measures that nearly applied, and why they do not.", default=())
    evaluations: tuple[RatedEvaluation, ...] | None = about(
        "Evaluations and what they are recognised as; null if withheld.", default=None
    )
    sources: tuple[SourceReport, ...] = about("What each source answered.", default=())
    not_asked: tuple[str, ...] = about("Sources of the matter that were not asked, with why.", default=())
    withheld: tuple[Withholding, ...] = about("What the grant does not show.", default=())
    receipt: Receipt | None = about("The receipt, durable before this answer left.", default=None)
    what_would_change_it: tuple[PossibleChange, ...] = about(
        "What would change this answer: which record, corrected or ended, gives which guidance, and from when.",
        default=(),
    )
    inspection: InspectionAdvice | None = about(
        "How closely to inspect, by the subject's credit; advice, never an order. Null but for matters of supervision.",
        default=None,
    )
