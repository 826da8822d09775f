"""The subject of an answer: its identifiers, names and records by kind."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from gateway.stages.dossier import Dossier
from schema.checks import SourceReport, Subject
from schema.codes import RecordKind
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
)

LISTS: dict[type[Record], str] = {
    Registration: "registrations",
    Licence: "licences",
    Penalty: "penalties",
    RedListEntry: "red_list_entries",
    SeriousDishonestyEntry: "serious_dishonesty_entries",
    EnforcementEntry: "enforcement_entries",
    Evaluation: "evaluations",
    CreditCommitment: "commitments",
    PublicInterestLitigation: "public_interest_litigations",
    Judgment: "judgments",
}


def subject_of(
    dossier: Dossier, reports: tuple[SourceReport, ...], kinds: Collection[RecordKind] = frozenset(RecordKind)
) -> Subject:
    """Give the subject with its records of the kinds asked about; the lists of others are null, never empty."""
    records = tuple(record for record in dossier.records if record.kind in kinds)
    return Subject(
        kind=dossier.subject_kind,
        name=dossier.name,
        names=dossier.names,
        identifiers=dossier.identifiers,
        records=records,
        conflicts=dossier.conflicts,
        sources=reports,
        **_by_list(records, kinds),
    )


def kind_of(record_type: type[Record]) -> RecordKind:
    """Give the kind every record of a type has."""
    kind: RecordKind = record_type.__dataclass_fields__["kind"].default
    return kind


def _by_list(records: tuple[Record, ...], kinds: Collection[RecordKind]) -> dict[str, Any]:
    return {
        name: tuple(record for record in records if type(record) is record_type)
        for record_type, name in LISTS.items()
        if kind_of(record_type) in kinds
    }
