"""Looks a record of a subject up at the departments: a proceeding rests on what they say, not on what a client says.

It is done before a transaction begins, for departments take their time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from connectors.core.connector import Descriptor
from gateway.judging import dossier_of
from gateway.noting import note, refuse_unknown_noted
from gateway.office import Office
from gateway.stages.dossier import Dossier, Fetched
from gateway.stages.fetch import Errand, fetch
from gateway.stages.identify import Identified, identified
from gateway.stages.plan import Plan, plan_sources
from gateway.stages.record import leased
from gateway.store.submission import AccessEntry
from gateway.visit import COMMIT_GRACE_SECONDS, Visit
from schema.codes import Purpose, RecordKind
from schema.dates import legal_day
from schema.errors import ErrorCode, Refusal
from schema.identifiers import Identifier
from schema.outcomes import Failed, Withheld
from schema.records import Record

OPERATION = "record"
_NO_DECISIONS = frozenset({RecordKind.REGISTRATION, RecordKind.EVALUATION})
_DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedRecord:
    """A record as the departments have it now, and who answers for it.

    `subject_ref` is the name the store gives the subject. `issuer` is the slug of the agency that issued the record,
    None if it takes no part in this gateway; `providers` are those whose `sources` delivered it, each once.
    """

    record: Record
    subject_ref: str
    issuer: str | None
    providers: tuple[str, ...]
    sources: tuple[str, ...]


async def locate_record(
    subject: Identifier, record_id: str, visit: Visit, office: Office, *, where: str = "input.record"
) -> LocatedRecord:
    """Ask the departments for a record of a subject; an access entry is durable before anything is told.

    Raises `Refusal`: UNKNOWN_RECORD if all that could know it know none that may still be used, SOURCE_UNAVAILABLE if
    one of them was silent, and UNKNOWN_SUBJECT.
    """
    chosen = _could_know(record_id, office.sources)
    if not chosen:
        raise unknown_record(where)
    whose = identified(subject)
    deadline = visit.arrived + office.settings.deadline_ms / 1000
    errand = Errand(deadline=deadline - office.settings.reserve_ms / 1000, request_id=visit.request_id)
    fetched = await fetch(whose, _plan(chosen, whose, office), office.desks, errand)
    latest, about = deadline + COMMIT_GRACE_SECONDS, partial(_access, visit, office)
    await refuse_unknown_noted(whose, fetched, about, office, latest, where="input.subject")
    dossier = _dossier(fetched, visit, office)
    await note(about(dossier.subject_ref), office, latest)
    record = next((each for each in dossier.records if each.id == record_id), None)
    if record is None:
        raise _silent(fetched, chosen, where) or unknown_record(where)
    sources = tuple(dict.fromkeys(copy.source for copy in record.provenances))
    return LocatedRecord(
        record=record,
        subject_ref=dossier.subject_ref,
        issuer=record.issuer.agency,
        providers=tuple(dict.fromkeys(office.sources[slug].agency for slug in sources)),
        sources=sources,
    )


def _could_know(record_id: str, sources: Mapping[str, Descriptor]) -> tuple[str, ...]:
    """Name the sources that may have a record: its own, or any that deliver decisions."""
    origin = record_id.partition(":")[0]
    if origin == _DECISION:
        return tuple(slug for slug, source in sources.items() if source.kinds - _NO_DECISIONS)
    return (origin,) if origin in sources else ()


def _plan(chosen: tuple[str, ...], subject: Identified, office: Office) -> Plan:
    """Ask those, and of a unit the registry, which says who it is; units a person is linked to are not asked about."""
    registries = (slug for slug, source in office.sources.items() if RecordKind.REGISTRATION in source.kinds)
    plan = plan_sources(
        (*chosen, *(() if subject.personal else registries)),
        specs=office.sources,
        required=(),
        personal=subject.personal,
        purpose=Purpose.RIGHTS_PROTECTION,
        as_of=None,
    )
    return replace(plan, linked=())


def _dossier(fetched: Fetched, visit: Visit, office: Office) -> Dossier:
    today = legal_day(office.clock())
    offences = office.packs.governing(today, office.agencies[visit.grant.agency].region).offences
    return dossier_of(
        fetched, leased(office.rights), office, today=today, regimes=office.packs.regimes(today), offences=offences
    )


def _access(visit: Visit, office: Office, subject_ref: str) -> AccessEntry:
    return visit.access(office.clock(), OPERATION, subject_ref, purpose=Purpose.RIGHTS_PROTECTION.value)


def _silent(fetched: Fetched, chosen: tuple[str, ...], where: str) -> Refusal | None:
    silent = [
        answer.source
        for answer in fetched.answers
        if answer.source in chosen and isinstance(answer.outcome, Failed | Withheld)
    ]
    if not silent:
        return None
    return Refusal(
        ErrorCode.SOURCE_UNAVAILABLE,
        f"{', '.join(silent)} did not answer, so the record could not be looked up",
        where=where,
        hint="send it again later, with the same key",
    )


def unknown_record(where: str) -> Refusal:
    """Make the refusal of a record no department knows, or that may not be used any more; the two are told alike."""
    return Refusal(
        ErrorCode.UNKNOWN_RECORD,
        "no department knows a record of this subject with that id, or it may not be used any more",
        where=where,
        hint="copy the id of the record from the answer of a check, and name the subject the record is about",
    )
