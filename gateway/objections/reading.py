"""Reads an objection as a department writes it: words on one line, and new evidence that is described."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.proceedings.words import invalid, read_words
from gateway.rights.state import RecordRights
from schema.dates import legal_day
from schema.errors import ErrorCode, Refusal
from schema.graph.objections import ObjectionInput
from schema.identifiers import Identifier, parse_identifier
from schema.objections import ObjectionTrigger

_NEW_EVIDENCE = "input.newEvidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lodgement:
    """An objection as written, read but not yet held against what the departments and the rights log say."""

    subject: Identifier
    record_id: str
    trigger: ObjectionTrigger
    grounds: str
    evidence: str | None
    new_evidence: bool
    accept: bool


def read_lodgement(order: ObjectionInput) -> Lodgement:
    """Read an objection; raises `Refusal` for what cannot be taken as written."""
    if order.new_evidence and order.evidence is None:
        raise invalid("new evidence is claimed and none is described", "input.evidence", "say what the evidence is")
    return Lodgement(
        subject=parse_identifier(order.subject.scheme, order.subject.value, where="input.subject"),
        record_id=order.record,
        trigger=order.trigger,
        grounds=read_words(order.grounds, "input.grounds"),
        evidence=None if order.evidence is None else read_words(order.evidence, "input.evidence"),
        new_evidence=order.new_evidence,
        accept=order.accept,
    )


def check_evidence(rights: RecordRights, *, new_evidence: bool, where: str = _NEW_EVIDENCE) -> None:
    """Raise `Refusal` for an objection to a record verified correct before that brings no new evidence.

    It would suspend nothing (requirements, section 3 no. 2), and so it is not taken.
    """
    if rights.verified_correct_at is None or rights.under_verification or new_evidence:
        return
    raise Refusal(
        ErrorCode.INVALID_PROCEEDING,
        f"the record was verified correct on {legal_day(rights.verified_correct_at)}; without new evidence another "
        "objection suspends nothing, and is not taken",
        where=where,
        hint="write newEvidence: true and what the evidence is, or point out reconsideration and litigation",
    )
