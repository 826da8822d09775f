"""Entries of the rights log, and who may make which (GO-22-a to GO-22-d)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from gateway.rights.evidence import fault_of_repair
from schema.declare import CodeList
from schema.identifiers import holds_personal_number
from schema.repairs import RepairEvidence

_LONGEST = 200


class RightsKind(CodeList):
    """What an entry says happened to a record."""

    OBJECTION_ACCEPTED = "OBJECTION_ACCEPTED", "An objection was accepted for handling; verification begins (异议受理)."
    VERIFIED_CORRECT = "VERIFIED_CORRECT", "Verification ended: the record is correct (核实无误)."
    VERIFIED_WRONG = "VERIFIED_WRONG", "Verification ended: the record is wrong (核实有误)."
    REPAIRED = "REPAIRED", "Credit repair takes effect on a legal day (信用修复)."
    WITHDRAWN = "WITHDRAWN", "The issuer withdrew or annulled the record (撤销)."
    LIST_EXIT = "LIST_EXIT", "The subject left the list (移出名单)."


class Standing(CodeList):
    """In what capacity an agency makes an entry."""

    ISSUER = "ISSUER", "It issued the record."
    PROVIDER = "PROVIDER", "It delivered the record to this gateway."
    HANDLER = "HANDLER", "It accepted the objection, such as the unit that applies a measure or a credit centre."


class RightsFaultCode(CodeList):
    """Stable codes of entries that are refused."""

    INVALID_ENTRY = "INVALID_ENTRY", "A member is blank, too long, missing, or does not belong to this kind."
    NOT_ENTITLED = "NOT_ENTITLED", "The agency may not make this kind of entry about this record."


class RightsFault(ValueError):  # noqa: N818 - it refuses an entry, as a user reads it
    """An entry that cannot be taken into the log: code, what is wrong, and what to write instead."""

    def __init__(self, code: RightsFaultCode, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.code = code
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsChange:
    """What an agency enters: kind, record, subject, agency slug, and the day and document of the decision.

    `at` is the instant it was entered (UTC); `effective_on` is the legal day a repair, withdrawal or exit takes
    effect; `evidence` is what a repair rests on (GO-21-d). `subject_ref` is the ref of the subject, never a personal
    number. There is no free text.
    """

    at: datetime
    kind: RightsKind
    record_id: str
    subject_ref: str
    by: str
    effective_on: date | None = None
    document: str | None = None
    new_evidence: bool = False
    evidence: tuple[RepairEvidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsEntry(RightsChange):
    """A change with its number in the log."""

    seq: int


_MAY: dict[RightsKind, frozenset[Standing]] = {
    RightsKind.OBJECTION_ACCEPTED: frozenset(Standing),
    RightsKind.VERIFIED_CORRECT: frozenset({Standing.ISSUER, Standing.PROVIDER}),
    RightsKind.VERIFIED_WRONG: frozenset({Standing.ISSUER, Standing.PROVIDER}),
    RightsKind.REPAIRED: frozenset({Standing.ISSUER}),
    RightsKind.WITHDRAWN: frozenset({Standing.ISSUER}),
    RightsKind.LIST_EXIT: frozenset({Standing.ISSUER}),
}
_DATED = {RightsKind.REPAIRED, RightsKind.WITHDRAWN, RightsKind.LIST_EXIT}


def check_change(change: RightsChange, standing: frozenset[Standing]) -> None:
    """Refuse (`RightsFault`) an entry that is not well formed, or that the agency's standing does not cover."""
    for name in ("record_id", "subject_ref", "by"):
        check_text(name, getattr(change, name))
    if change.document is not None:
        check_text("document", change.document)
    _check_members(change)
    if not _MAY[change.kind] & standing:
        allowed = " or ".join(sorted(item.value for item in _MAY[change.kind]))
        raise RightsFault(
            RightsFaultCode.NOT_ENTITLED,
            f"{change.by} may not enter {change.kind.value} for record {change.record_id}",
            f"the record's {allowed} enters it",
        )


def check_text(name: str, text: str) -> None:
    """Refuse (`RightsFault`) a member that is blank, too long or not printable."""
    if not text.strip():
        raise RightsFault(RightsFaultCode.INVALID_ENTRY, f"{name} is blank", f"give the {name}")
    if len(text) > _LONGEST or not text.isprintable():
        raise RightsFault(
            RightsFaultCode.INVALID_ENTRY,
            f"{name} is longer than {_LONGEST} characters or holds control characters",
            f"write the {name} as the document shows it",
        )
    if holds_personal_number(text):
        raise RightsFault(
            RightsFaultCode.INVALID_ENTRY,
            f"{name} holds a resident identity number, which is kept nowhere in the clear",
            f"write the {name} without it; a person is named with --subject",
        )


def _check_members(change: RightsChange) -> None:
    if change.at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    if (change.effective_on is not None) != (change.kind in _DATED):
        names = ", ".join(sorted(kind.value for kind in _DATED))
        raise RightsFault(
            RightsFaultCode.INVALID_ENTRY,
            f"{change.kind.value} {'needs' if change.kind in _DATED else 'has no'} effective day",
            f"the legal day it takes effect is given for {names}, and only for them",
        )
    if change.new_evidence and change.kind is not RightsKind.OBJECTION_ACCEPTED:
        raise RightsFault(
            RightsFaultCode.INVALID_ENTRY,
            f"{change.kind.value} cannot bring new evidence",
            "only OBJECTION_ACCEPTED takes it",
        )
    fault = _fault_of_evidence(change)
    if fault is not None:
        raise RightsFault(RightsFaultCode.INVALID_ENTRY, *fault)


def _fault_of_evidence(change: RightsChange) -> tuple[str, str] | None:
    if change.kind is RightsKind.REPAIRED:
        return fault_of_repair(change.evidence, change.subject_ref)
    if change.evidence:
        return f"{change.kind.value} has no evidence of repair", "only REPAIRED takes it"
    return None
