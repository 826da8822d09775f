"""Reads what applicants and reviewers write: evidence, subjects, decisions. Pure; raises `Refusal`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gateway.proceedings.reading import read_subject
from gateway.proceedings.words import invalid, read_words
from gateway.repairs.model import Piece
from gateway.rights.evidence import fault_of_repair
from schema.graph.inputs import IdentifierInput
from schema.graph.repairs import RepairDecisionInput, RepairEvidenceInput
from schema.identifiers import Identifier
from schema.repairs import RepairPart

MOST_AT_ONCE, MOST_PIECES = 20, 100
LONGEST_DOCUMENT = 100
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A piece of evidence as written: what is kept of it, and what is sealed."""

    piece: Piece
    document: str
    digest: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision as written; `effective_on` is there exactly if it grants, `reason` exactly if it refuses."""

    document: str
    cited: Mapping[RepairPart, tuple[int, ...]]
    prescribed_last_day: date | None
    effective_on: date | None
    reason: str | None


def read_applied_for(written: IdentifierInput, where: str) -> Identifier:
    """Give the subject; raises `Refusal` for a wrong code, or one that does not name a subject by itself."""
    return read_subject(written, where, f"{written.scheme.value} does not name a subject by itself")


def read_evidence(written: Sequence[RepairEvidenceInput], where: str, today: date) -> tuple[Evidence, ...]:
    """Read evidence: bounded, no day in the future, each with its document."""
    if not 1 <= len(written) <= MOST_AT_ONCE:
        raise invalid(f"{len(written)} pieces of evidence were brought", where, f"bring 1 to {MOST_AT_ONCE}")
    return tuple(_read_piece(each, f"{where}[{place}]", today) for place, each in enumerate(written))


def check_whose(evidence: Sequence[Evidence], subject_ref: str, where: str) -> None:
    """Raise `Refusal` for evidence that cannot repair the credit of such a subject (GO-21-d)."""
    fault = fault_of_repair({each.piece.kind for each in evidence}, subject_ref)
    if fault is not None:
        raise invalid(fault[0], where, fault[1])


def words_of(evidence: Sequence[Evidence], first: int) -> dict[str, str]:
    """Give what is sealed of evidence, the first of which is given a number."""
    words = {f"document-{number}": each.document for number, each in enumerate(evidence, first)}
    return words | {f"digest-{number}": each.digest for number, each in enumerate(evidence, first) if each.digest}


def read_decision(written: RepairDecisionInput) -> Decision:
    """Read a decision; it grants from a day on, or refuses with a reason."""
    where = "decision"
    if written.granted and written.effective_on is None:
        raise invalid("the day it takes effect is not said", f"{where}.effectiveOn", "write the legal day")
    if not written.granted and written.effective_on is not None:
        raise invalid("a refusal takes effect on no day", f"{where}.effectiveOn", "leave it out")
    if written.granted and written.reason is not None:
        raise invalid("a grant takes no reason", f"{where}.reason", "leave it out; the findings are its reason")
    if not written.granted and written.reason is None:
        raise invalid("a refusal without a reason is not taken", f"{where}.reason", "say why, on one line")
    return Decision(
        document=read_words(written.document, f"{where}.document", LONGEST_DOCUMENT),
        cited={
            RepairPart.CORRECTED: tuple(written.corrected_by),
            RepairPart.EFFECTS_REMOVED: tuple(written.effects_removed_by),
        },
        prescribed_last_day=written.prescribed_last_day,
        effective_on=written.effective_on,
        reason=None if written.reason is None else read_words(written.reason, f"{where}.reason"),
    )


def _read_piece(written: RepairEvidenceInput, where: str, today: date) -> Evidence:
    if written.done_on > today:
        raise invalid(f"{written.done_on} is in the future", f"{where}.doneOn", "write the day it was done")
    digest = None if written.digest is None else written.digest.strip().lower()
    if digest is not None and not _DIGEST.fullmatch(digest):
        raise invalid("the digest is no SHA-256", f"{where}.digest", "write 64 hexadecimal digits, or leave it out")
    return Evidence(
        piece=Piece(kind=written.kind, done_on=written.done_on),
        document=read_words(written.document, f"{where}.document", LONGEST_DOCUMENT),
        digest=digest,
    )
