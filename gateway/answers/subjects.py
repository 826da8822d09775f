"""The subject of an answer: its identifiers, names and records by kind."""

from __future__ import annotations

from typing import Any

from gateway.stages.dossier import Dossier
from schema.checks import SourceReport, Subject
from schema.records import (
    EnforcementEntry,
    Evaluation,
    Licence,
    Penalty,
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
}


def subject_of(dossier: Dossier, reports: tuple[SourceReport, ...]) -> Subject:
    """Give the subject with every record the dossier holds."""
    return Subject(
        kind=dossier.subject_kind,
        name=dossier.name,
        names=dossier.names,
        identifiers=dossier.identifiers,
        records=dossier.records,
        conflicts=dossier.conflicts,
        sources=reports,
        **records_by_list(dossier.records),
    )


def records_by_list(records: tuple[Record, ...]) -> dict[str, Any]:
    """Sort records into the subject's lists, by type."""
    sorted_out: dict[str, list[Record]] = {name: [] for name in LISTS.values()}
    for record in records:
        sorted_out[LISTS[type(record)]].append(record)
    return {name: tuple(found) for name, found in sorted_out.items()}
