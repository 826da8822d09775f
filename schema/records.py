"""Records: dated facts from sources, each typed; the catalogue is closed (`RecordKind`)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import strawberry

from schema.codes import (
    Area,
    CommitmentKind,
    CourtCaseKind,
    JudgmentOutcome,
    ModelSource,
    PartyRole,
    PenaltyKind,
    PublicInterest,
    RecordKind,
    RecordStatus,
    Role,
    Severity,
    SubjectKind,
)
from schema.dates import Period
from schema.declare import about, fact, fact_interface
from schema.identifiers import Identifier


@fact
class Authority:
    """Body that issued a record, as the record names it."""

    name: str = about("Name as the record gives it.")
    code: str | None = about("Its own credit code; null if blank or a placeholder in the record.", default=None)
    agency: str | None = about("Slug of the agency in this gateway's catalogue, if it is known.", default=None)
    region: str | None = about("Division code of its region (GB/T 2260), if it is known.", default=None)


@fact
class Provenance:
    """Where a copy of a record came from and when."""

    source: str = about("Slug of the source that delivered it.")
    retrieved_at: datetime = about("Instant this gateway received it (UTC).")
    source_key: str | None = about("The source's own key of the record, if it has one.", default=None)
    document_number: str | None = about("Document number exactly as this source wrote it.", default=None)


@fact_interface
class Record:
    """Dated fact about a subject from a source; what every kind of record has."""

    id: strawberry.ID = about("Stable id: the same decision has the same id whoever reports it.")
    kind: RecordKind = about("Kind, from the closed catalogue.")
    subject_name: str | None = about("Name of the subject as the record gives it; never used to join.", default=None)
    identifiers: tuple[Identifier, ...] = about("Identifiers the record itself carries.", default=())
    issuer: Authority = about("Body that issued the record.")
    document_number: str | None = about("Number of the decision document as written; null if blank.", default=None)
    decided_on: date | None = about("Legal day of the decision.", default=None)
    period: Period | None = about("Period the record itself states it is in force.", default=None)
    conduct_on: date | None = about("Last legal day of the conduct behind it, if the source says.", default=None)
    severity: Severity = about("How serious the conduct is, as the issuer determined.", default=Severity.NONE)
    area: Area | None = about("Key area of joint punishment (GO-09-b), if any.", default=None)
    legal_basis: str | None = about("Legal basis the record cites, as written.", default=None)
    status: RecordStatus = about("What the issuer says of it today.", default=RecordStatus.CURRENT)
    status_since: date | None = about("Legal day the status took effect; null if unknown or CURRENT.", default=None)
    public_until: date | None = about("Last legal day of publicity the source states, if any.", default=None)
    published_on: date | None = about("Legal day it was published (公示), if the source says.", default=None)
    collected_on: date | None = about("Legal day Credit China collected it (归集), if the source says.", default=None)
    reference_only: bool = about("Supplied by a social body for reference; triggers nothing (GO-19-b).", default=False)
    provenances: tuple[Provenance, ...] = about("Every copy of it, one entry a source.", default=())
    name_differs: bool = about("The code matches and no current or former name does.", default=False)
    verification_since: datetime | None = about(
        "Instant an objection to it was accepted for handling; null if none is open (GO-22-c).", default=None
    )
    offence_code: str | None = about(
        "Offence the issuer determined, an id of `offences` (GO-09-b); null if the source does not say.", default=None
    )


@fact
class PersonInRole:
    """Person who holds or held a role in a unit; shown only where the purpose needs it."""

    name: str = about("Name of the person.")
    identifier: Identifier | None = about("Personal identifier, always masked when shown.", default=None)
    role: Role = about("Role in the unit.")
    period: Period | None = about("When the role was held; null if the source does not say.", default=None)
    directly_responsible: bool | None = about(
        "Directly responsible for the conduct; null if the source does not say.", default=None
    )


@fact
class SubjectName:
    """Name of a subject and when it bore it."""

    name: str = about("The name as registered.")
    period: Period | None = about("When it bore the name; null if the source does not say.", default=None)


@fact
class Registration(Record):
    """Registration of a unit with the registry (登记注册)."""

    kind: RecordKind = about("REGISTRATION.", default=RecordKind.REGISTRATION)
    subject_kind: SubjectKind = about("Kind of unit.", default=SubjectKind.ENTERPRISE)
    names: tuple[SubjectName, ...] = about("Current and former names.", default=())
    officers: tuple[PersonInRole, ...] = about("Persons in roles, with the periods they held them.", default=())
    registration_status: str | None = about("Status as the registry words it, such as 存续 or 注销.", default=None)
    succeeded_by: Identifier | None = about(
        "Successor unit, if there is one; it inherits nothing by itself.", default=None
    )


@fact
class Licence(Record):
    """Administrative licence (行政许可; columns XK_*)."""

    kind: RecordKind = about("LICENCE.", default=RecordKind.LICENCE)
    licence_name: str | None = about("Name of the licence certificate.", default=None)
    certificate_number: str | None = about("Number of the licence certificate.", default=None)
    content: str | None = about("What is licensed.", default=None)


@fact
class Penalty(Record):
    """Administrative penalty (行政处罚; columns CF_*)."""

    kind: RecordKind = about("PENALTY.", default=RecordKind.PENALTY)
    penalty_kinds: tuple[PenaltyKind, ...] = about("Every kind of penalty the decision holds.", default=())
    offence: str | None = about("Type of the offence.", default=None)
    content: str | None = about("Content of the penalty.", default=None)
    fine_yuan: Decimal | None = about("Fine in yuan (元).", default=None)
    confiscated_yuan: Decimal | None = about("Value confiscated in yuan (元).", default=None)
    licence_affected: str | None = about("Licence suspended or revoked.", default=None)
    responsible: tuple[PersonInRole, ...] = about("Persons the decision names as responsible.", default=())


@fact
class RedListEntry(Record):
    """Designation as integrity model (诚信典型), with who designated it (GO-03-a, GO-03-b)."""

    kind: RecordKind = about("RED_LIST_ENTRY.", default=RecordKind.RED_LIST_ENTRY)
    designation: str | None = about("Designation as its document words it.", default=None)
    model_source: ModelSource = about("Which of the five sources it came from.")


@fact
class SeriousDishonestyEntry(Record):
    """Entry on a serious-dishonesty list (严重失信主体名单), with its exit (GO-19-a)."""

    kind: RecordKind = about("SERIOUS_DISHONESTY_ENTRY.", default=RecordKind.SERIOUS_DISHONESTY_ENTRY)
    list_id: str = about("Id of the list, such as `food-safety`.")
    list_name: str | None = about("Name of the list.", default=None)
    reason: str | None = about("Reason for the entry.", default=None)
    responsible: tuple[PersonInRole, ...] = about("Persons the decision names as responsible.", default=())
    exit_on: date | None = about("Legal day it left the list; null while listed.", default=None)
    exit_document: str | None = about("Document of the decision to remove it.", default=None)


@fact
class EnforcementEntry(Record):
    """Dishonest person subject to enforcement (失信被执行人)."""

    kind: RecordKind = about("ENFORCEMENT_ENTRY.", default=RecordKind.ENFORCEMENT_ENTRY)
    case_number: str | None = about("Number of the enforcement case.", default=None)
    conduct: str | None = about("Conduct as the court words it.", default=None)
    able_and_refuses: bool | None = about(
        "The court found the debtor able to perform and refusing (GO-09-c); null if it does not say.", default=None
    )


@fact
class Evaluation(Record):
    """Grade on a named, dated scale by a named agency; a letter means nothing without its scale."""

    kind: RecordKind = about("EVALUATION.", default=RecordKind.EVALUATION)
    field: str = about("Field evaluated, such as `tax` or `environment`.")
    scale: str = about("Id of the scale and its version, such as `customs-2026-04`.")
    grade: str = about("Grade as the scale writes it.")
    year: int | None = about("Year evaluated, if the scale is yearly.", default=None)
    rated_with: Authority | None = about(
        "Credit rating agency that took part in the evaluation (GO-12-c); null if none did or the source does not say.",
        default=None,
    )
    score: Decimal | None = about(
        "Score behind the grade, in the points of the scale, if the source publishes it (GO-07-b).", default=None
    )


@fact
class CreditCommitment(Record):
    """Credit commitment (信用承诺, GO-03-e); its issuer is the body that took it, its decision day that of signing.

    It is never adverse by itself, kept or not: whether a broken one becomes a bad record needs a law that says so.
    """

    kind: RecordKind = about("COMMITMENT.", default=RecordKind.COMMITMENT)
    commitment_kind: CommitmentKind = about("What it is about.")
    text: str | None = about("What was promised, as written.", default=None)
    public: bool | None = about("It is open to the public; null if the source does not say.", default=None)
    fulfilled: bool | None = about("It was kept (true) or broken (false); null while that is open.", default=None)
    due_on: date | None = about("Last legal day to fulfil it; null if it has no term.", default=None)


@fact
class PublicInterestLitigation(Record):
    """Action brought in the public interest (公益诉讼, GO-13-c); issued by the court, decided on the judgment's day.

    It is a record and no measure: neither the action nor its outcome is adverse by itself.
    """

    kind: RecordKind = about("PUBLIC_INTEREST_LITIGATION.", default=RecordKind.PUBLIC_INTEREST_LITIGATION)
    interest: PublicInterest = about("Whose interest it is brought in.")
    case_number: str | None = about("Number of the case at the court.", default=None)
    plaintiff: Authority | None = about("Social organisation or procuratorate that sued.", default=None)
    claim: str | None = about("What is claimed, as written.", default=None)
    filed_on: date | None = about("Legal day the court accepted the case.", default=None)
    upheld: bool | None = about(
        "The court upheld the claim, in whole or in part (true), or dismissed it (false); null while that is open.",
        default=None,
    )


@fact
class Judgment(Record):
    """Judgment of a court in a case the subject was a party to (裁判文书, GO-17-e); issued by the court.

    It is a fact and no measure: no outcome is adverse by itself, and no other party is named.
    """

    kind: RecordKind = about("JUDGMENT.", default=RecordKind.JUDGMENT)
    case_kind: CourtCaseKind = about("Kind of case.")
    case_number: str | None = about("Number of the case at the court (案号).", default=None)
    party_role: PartyRole = about("What the subject was in the case.")
    outcome: JudgmentOutcome | None = about(
        "How it came out for the subject; null if the source does not say.", default=None
    )
    final: bool | None = about(
        "It has taken legal effect (true), or has not, or no longer has (false); null if the source does not say.",
        default=None,
    )
    effective_on: date | None = about("Legal day it took effect (生效日期); null while it has not.", default=None)


RECORD_TYPES: tuple[type[Record], ...] = (
    Registration,
    Licence,
    Penalty,
    RedListEntry,
    SeriousDishonestyEntry,
    EnforcementEntry,
    Evaluation,
    CreditCommitment,
    PublicInterestLitigation,
    Judgment,
)
