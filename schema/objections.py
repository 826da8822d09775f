"""Objections to records: lodged, verified by who provides or issued the record, and what came of it (GO-22-a to -d).

From acceptance for handling to the end of verification every restraint that needs the record is suspended.
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
class ObjectionState(CodeList):
    """Where an objection stands (GO-22-a)."""

    LODGED = "LODGED", "Lodged (提出)."
    INFORMED = "INFORMED", "Who provides the record was informed; nothing is suspended yet (已告知提供单位)."
    UNDER_VERIFICATION = (
        "UNDER_VERIFICATION",
        "Accepted for handling; restraints that need the record are suspended (已受理，核实中).",
    )
    VERIFIED_CORRECT = "VERIFIED_CORRECT", "Verified, and the record is correct; restraints apply again (核实无误)."
    VERIFIED_WRONG = "VERIFIED_WRONG", "Verified, and the record is wrong; nothing rests on it any more (核实有误)."
    CORRECTED = "CORRECTED", "The wrong record was corrected (已更正)."
    WITHDRAWN = "WITHDRAWN", "The issuer withdrew the wrong record (已撤销)."
    REFUSED = "REFUSED", "Not accepted for handling, with the reason; nothing was suspended (不予受理)."


@code_list
class ObjectionTrigger(CodeList):
    """What made a department doubt a record: one of the three triggers of GO-22-a."""

    OWN_FINDING = "OWN_FINDING", "A department found by itself that the information is untrue (主动发现)."
    OBJECTION = "OBJECTION", "The subject of the record objects to it (异议申请)."
    COMPLAINT = "COMPLAINT", "Somebody complains of it (投诉)."


@code_list
class ObjectionRole(CodeList):
    """In what role an agency takes part in an objection; it follows from what the agency is to the record."""

    LODGER = "LODGER", "It lodged the objection, or joined one that was open."
    HANDLER = "HANDLER", "It accepts the objection for handling, or refuses it."
    PROVIDER = "PROVIDER", "It delivers the record to this gateway; it verifies."
    ISSUER = "ISSUER", "It issued the record; it verifies, corrects and withdraws."
    CORRECTOR = "CORRECTOR", "It sets a wrong record right: its issuer, or who provides it if that takes no part here."


@code_list
class ObjectionFinding(CodeList):
    """What a verification found."""

    CORRECT = "CORRECT", "The record is correct (核实无误)."
    WRONG = "WRONG", "The record is wrong (核实有误)."


@fact
class ObjectionParty:
    """Agency that takes part in an objection."""

    agency: str = about("Slug of the agency; see `agencies`.")
    roles: tuple[ObjectionRole, ...] = about("In what roles.")


@fact
class ObjectionDeadline:
    """How long a step may take, in working days counted from the next day; passing it never ends a suspension."""

    working_days: int = about("Working days.")
    basis: LegalBasis = about("Legal basis.")
    says: str = about("What the basis says of it, and what is configured.")


@fact
class Objection:
    """Objection to a record (异议): what it is about, where it stands, what may follow."""

    id: strawberry.ID = about("Id of the objection.")
    state: ObjectionState = about("Where it stands.")
    trigger: ObjectionTrigger = about("What made the department doubt the record.")
    lodged_at: datetime = about("Instant it was lodged (UTC).")
    lodged_by: str = about("Slug of the agency that lodged it; see `agencies`.")
    record: strawberry.ID = about("Id of the record, the same as in every check that finds it.")
    record_kind: RecordKind = about("Kind of the record.")
    subject: Identifier | None = about(
        "Whom the record is about, personal values masked; null once the values kept of the subject were erased.",
        default=None,
    )
    new_evidence: bool = about("It brings new evidence, as an objection to a record verified before must.")
    grounds: tuple[str, ...] = about(
        "Why the record is said to be untrue, also by those who joined; empty once erased.", default=()
    )
    evidence: tuple[str, ...] = about("What is offered in evidence; empty once erased.", default=())
    parties: tuple[ObjectionParty, ...] = about("Agencies that take part.")
    suspended_since: datetime | None = about(
        "Instant from which restraints that need the record are suspended; null unless UNDER_VERIFICATION.",
        default=None,
    )
    due_on: date | None = about(
        "Legal day by which the next step is due; null where none is, or the working days of its year are not known.",
        default=None,
    )
    deadline: ObjectionDeadline | None = about("How that day is counted; null where no step is due.", default=None)
    overdue: bool = about("The day has passed; what is suspended stays suspended.")
    answer: str | None = about("What the verification found, in words; null once erased.", default=None)
    reason: str | None = about("Why it was not accepted; null unless REFUSED, or once erased.", default=None)
    correction: str | None = about("How the wrong record was set right; null once erased.", default=None)
    remedies: tuple[Remedy, ...] = about(
        "Remedies against the result, once it was refused or the record verified correct (GO-22-f).", default=()
    )
    next_steps: tuple[ObjectionState, ...] = about("States your agency may take it to.", default=())
    trail: tuple[ProceedingEvent, ...] = about("Everything that happened to it, oldest first.")


@fact
class ObjectionChange:
    """What a mutation did to an objection; sent again with the same key, it answers the same and does nothing."""

    objection: Objection = about("The objection as this change left it.")
    sequence: int = about("Number of the last event of this change.")
