"""Access entries: who was answered about a subject, as the subject may be told (PIPL art. 44, 45)."""

from __future__ import annotations

from datetime import date

import strawberry

from schema.codes import Purpose
from schema.declare import CodeList, about, code_list, fact


@code_list
class AccessOperation(CodeList):
    """What was answered."""

    CHECK = "CHECK", "A check: its records and what follows from them for a matter."
    SUBJECT = "SUBJECT", "The subject and its records, without a matter."
    RECEIPT = "RECEIPT", "The receipt of an earlier check, read again."
    RECORD = "RECORD", "Whether the departments have a record of the subject, for an objection or a repair."
    ACCESSES = "ACCESSES", "Who asked about the subject, for the subject's own request."
    CASE_READ = "CASE_READ", "A joint case about the subject, or that there is none."
    CASE_OPEN = "CASE_OPEN", "A joint case about the subject, opened."
    CASE_RESPOND = "CASE_RESPOND", "A joint case about the subject, responded to."
    CASE_CARRY = "CASE_CARRY", "A joint case about the subject, carried to further departments."
    CASE_END = "CASE_END", "A joint case about the subject, ended."
    OBJECTION_READ = "OBJECTION_READ", "An objection to a record of the subject, or that there is none."
    OBJECTION_LODGE = "OBJECTION_LODGE", "An objection to a record of the subject, lodged or joined."
    OBJECTION_HANDLE = "OBJECTION_HANDLE", "An objection to a record of the subject, accepted, refused or verified."
    DECISION_REPORT = "DECISION_REPORT", "A decision about the subject, reported."
    DECISION_READ = "DECISION_READ", "Decisions about the subject, or that there are none."
    FEEDBACK_APPLIED = "FEEDBACK_APPLIED", "That a measure was applied to the subject."
    FEEDBACK_NOT_APPLIED = "FEEDBACK_NOT_APPLIED", "That a measure was not applied to the subject, and why."
    FEEDBACK_READ = "FEEDBACK_READ", "Feedback on a measure on the subject."
    COMMITMENT_ACCEPT = "COMMITMENT_ACCEPT", "An application of the subject, accepted with material missing."
    COMMITMENT_SUPPLY = "COMMITMENT_SUPPLY", "That the subject supplied missing material."
    COMMITMENT_END = "COMMITMENT_END", "A commitment of the subject to supply material, ended."
    COMMITMENT_READ = "COMMITMENT_READ", "Commitments of the subject to supply material."
    REPAIR_READ = "REPAIR_READ", "An application for repair or list exit about the subject, or that there is none."
    REPAIR_APPLY = "REPAIR_APPLY", "The repair of a record of the subject, or its exit from a list, applied for."
    REPAIR_HANDLE = "REPAIR_HANDLE", "An application for repair or list exit about the subject, reviewed or decided."
    RECTIFICATION_READ = "RECTIFICATION_READ", "What relied on a wrong record of the subject, or that nothing did."
    RECTIFICATION_HANDLE = "RECTIFICATION_HANDLE", "What relied on a wrong record of the subject, set right."
    WATCH_RECEIPT = "WATCH_RECEIPT", "The answer of an earlier check, watched from then on."
    WATCH_READ = "WATCH_READ", "A watch on the answer of an earlier check, read."
    WATCH_END = "WATCH_END", "A watch on the answer of an earlier check, ended."
    RECHECK = "RECHECK", "A check made again by the gateway, to tell who watches its answer if it differs."
    PUBLICATION_OPEN = "PUBLICATION_OPEN", "The publication of a decision on the subject, opened."
    PUBLICATION_PUBLISH = "PUBLICATION_PUBLISH", "The publication of a decision on the subject, reported published."
    PUBLICATION_COLLECT = "PUBLICATION_COLLECT", "The publication of a decision on the subject, reported collected."
    PUBLICATION_WITHHOLD = "PUBLICATION_WITHHOLD", "The publication of a decision on the subject, withheld by law."
    PUBLICATION_END = "PUBLICATION_END", "The publication of a decision on the subject, taken down."
    PUBLICATION_READ = "PUBLICATION_READ", "The publication of a decision on the subject, or that there is none."
    PUBLICATION_LATENESS = "PUBLICATION_LATENESS", "Numbers of publications of some days, of no subject in particular."
    PUBLIC_QUERY = (
        "PUBLIC_QUERY",
        "What is public of the subject, by somebody of the public, who is not asked for a name.",
    )
    SEARCH = "SEARCH", "A search by name in whose answer the subject was."


@fact
class Access:
    """One answer about a subject that left this gateway, or one that it is not known."""

    id: strawberry.ID = about("Number of the entry in the access log.")
    on: date = about("Legal day it was answered (Asia/Shanghai).")
    operation: AccessOperation = about("What was answered.")
    agency: str = about("Slug of the agency that asked.")
    agency_name: str = about("Name of the agency that asked; its slug where it takes part no longer.")
    purpose: Purpose | None = about("Purpose stated; null where the operation has none.", default=None)
    matter: str | None = about("Id of the matter; null where there was none.", default=None)
    receipt: strawberry.ID | None = about("Id of the receipt of the check; null for other operations.", default=None)
