"""Source reports: what each source answered, how long it took and how fresh it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import strawberry

from connectors.core.connector import Descriptor
from gateway.stages.dossier import Fetched, SourceAnswer
from schema.agencies import Agency
from schema.checks import SourceReport
from schema.outcomes import Failed, Found, NotApplicable, NotFound, Outcome, Withheld


def source_reports(
    fetched: Fetched, sources: Mapping[str, Descriptor], agencies: Mapping[str, Agency], required: Iterable[str]
) -> tuple[SourceReport, ...]:
    """Report every question asked about the subject and about the units it is linked to."""
    needed = frozenset(required)
    return tuple(_report(answer, sources[answer.source], agencies, needed) for answer in fetched.everything)


def missing_required(fetched: Fetched, required: Iterable[str]) -> tuple[str, ...]:
    """Give the required sources without a usable answer, about the subject or a linked unit, in the matter's order."""
    silent = {answer.source for answer in fetched.everything if isinstance(answer.outcome, Failed | Withheld)}
    asked = {answer.source for answer in fetched.everything}
    return tuple(slug for slug in required if slug in silent or slug not in asked)


def _report(
    answer: SourceAnswer, source: Descriptor, agencies: Mapping[str, Agency], required: frozenset[str]
) -> SourceReport:
    outcome = answer.outcome
    agency = agencies.get(source.agency)
    return SourceReport(
        source=strawberry.ID(answer.source),
        agency=source.agency,
        agency_name=agency.name if agency else source.agency,
        required=answer.source in required,
        wave=answer.wave,
        asked_by=answer.key,
        outcome=outcome.kind,
        failure=outcome.failure if isinstance(outcome, Failed) else None,
        message=_message(outcome),
        records=len(outcome.records) if isinstance(outcome, Found) else 0,
        latency_ms=answer.latency_ms,
        attempts=answer.attempts,
        retrieved_at=answer.retrieved_at,
        data_as_of=answer.data_as_of,
        cached=answer.cached,
    )


def _message(outcome: Outcome) -> str | None:
    match outcome:
        case Found():
            return None
        case NotFound(evidence=evidence):
            return evidence
        case Withheld(basis=basis):
            return basis
        case NotApplicable(reason=reason):
            return reason
        case Failed(message=message):
            return message
