"""One decision, one record: copies of a decision reported by several sources become one record, all shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

from connectors.core.documents import document_number, folded
from schema.checks import Conflict, ConflictKind
from schema.codes import RecordStatus
from schema.declare import revised
from schema.identifiers import Identifier, Scheme
from schema.records import (
    CreditCommitment,
    EnforcementEntry,
    Evaluation,
    Judgment,
    Penalty,
    PublicInterestLitigation,
    Record,
    Registration,
    SeriousDishonestyEntry,
)

DecisionKey = tuple[str, str, str, str, date]

_STANDING = frozenset({"status_since", "exit_on", "exit_document"})  # left open, they say that the record stands
_COMPARED: Mapping[type[Record], tuple[str, ...]] = {
    Penalty: ("penalty_kinds", "fine_yuan", "confiscated_yuan", "severity", "offence_code"),
    SeriousDishonestyEntry: ("list_id", "exit_on", "severity", "offence_code"),
    EnforcementEntry: ("able_and_refuses",),
    CreditCommitment: ("commitment_kind", "public", "fulfilled", "due_on"),
    PublicInterestLitigation: ("interest", "upheld"),
    Judgment: ("case_kind", "party_role", "outcome", "final"),
}


def anchor_of(identifiers: Iterable[Identifier], ref: str) -> str:
    """Give what ids of decisions hang on: the organisation code, known by whichever number a unit is asked about.

    With the registry down the credit code may not be known, and the rights log must find the same record still.
    """
    code = next((item for item in identifiers if item.scheme is Scheme.ORGANISATION_CODE), None)
    return ref if code is None else f"{code.scheme.value}:{code.value}"


def decision_key(record: Record, subject_ref: str) -> DecisionKey | None:
    """Give what makes two copies one decision: subject, kind, issuer's code, folded number, day; None if one lacks."""
    code, day = record.issuer.code, record.decided_on
    if not code or day is None or isinstance(record, Registration | Evaluation):
        return None
    number = document_number(record.document_number)
    if not number:
        return None
    return (subject_ref, record.kind.value, code, folded(number), day)


def decision_id(key: DecisionKey) -> str:
    """Give the id of a decision; the same whoever reports it."""
    return f"decision:{_digest(*key[:4], key[4].isoformat())}"


def opaque_id(record_id: str, subject_ref: str) -> str:
    """Give the id of a record that is no decision: its source, and a digest of the source's own key of it.

    Ids are shown to clients that may not see the record, and a department's key may hold anything.
    """
    source, _, key = record_id.partition(":")
    return f"{source}:{_digest(subject_ref, key)}"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def merged(
    records: Iterable[Record], subject_ref: str, agency_of: Mapping[str, str]
) -> tuple[list[Record], list[Conflict]]:
    """Merge the copies of each decision; records without a decision key stay as they are, under an opaque id.

    `agency_of` gives the agency of each source: the issuer's own copy outranks any other, and what copies disagree
    about is reported as a conflict.
    """
    kept: list[Record] = []
    groups: dict[DecisionKey, list[Record]] = {}
    for record in records:
        key = decision_key(record, subject_ref)
        if key is None:
            kept.append(revised(record, id=opaque_id(record.id, subject_ref)))
        else:
            groups.setdefault(key, []).append(record)
    conflicts: list[Conflict] = []
    for key, copies in groups.items():
        record, differing = _one_of(copies, agency_of)
        named = revised(record, id=decision_id(key))
        kept.append(named)
        if differing:
            conflicts.append(_conflict(named, differing))
    return kept, conflicts


def _one_of(copies: list[Record], agency_of: Mapping[str, str]) -> tuple[Record, list[str]]:
    if len(copies) == 1:
        return copies[0], []
    own = [copy for copy in copies if _is_own(copy, agency_of)]
    best = _most_protective(own or copies)
    completed = _completed(best, copies)
    provenances = tuple(provenance for copy in copies for provenance in copy.provenances)
    return revised(completed, provenances=provenances), _differing(type(best), copies)


def _is_own(record: Record, agency_of: Mapping[str, str]) -> bool:
    return any(agency_of.get(provenance.source) == record.issuer.agency for provenance in record.provenances)


def _most_protective(copies: list[Record]) -> Record:
    """Among equals, a copy that says withdrawn, repaired, ended or left outranks one that says current."""
    return next((copy for copy in copies if _is_over(copy)), copies[0])


def _is_over(record: Record) -> bool:
    left = isinstance(record, SeriousDishonestyEntry) and record.exit_on is not None
    return left or record.status is not RecordStatus.CURRENT


def _completed(best: Record, copies: list[Record]) -> Record:
    """Fill what the best copy leaves open from the others; nothing it says is overwritten, standing least of all."""
    missing: dict[str, object] = {}
    for copy in copies:
        for name, value in copy.__dict__.items():
            if name not in _STANDING and value not in (None, ()) and best.__dict__[name] in (None, ()):
                missing.setdefault(name, value)
    return revised(best, **missing)


def _differing(record_type: type[Record], copies: list[Record]) -> list[str]:
    fields = ("status", *_COMPARED.get(record_type, ()))
    return [name for name in fields if len({_settled(copy, name) for copy in copies} - _unsaid(name)) > 1]


def _unsaid(name: str) -> set[object]:
    return set() if name in _STANDING else {None}


def _settled(record: Record, name: str) -> object:
    value = getattr(record, name)
    return None if value in ((), "UNKNOWN", "NONE") else frozenset(value) if isinstance(value, tuple) else value


def _conflict(record: Record, differing: list[str]) -> Conflict:
    return Conflict(
        kind=ConflictKind.COPIES_DIFFER,
        message=f"copies of decision {record.document_number} differ in: {', '.join(differing)}",
        sources=tuple(dict.fromkeys(provenance.source for provenance in record.provenances)),
        records=(record.id,),
    )
