"""Answers a search by name: paced, asked of the registries, projected to the grant, and put on record."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace

import strawberry

from connectors.core.search import NamedUnits, NameQuestion
from gateway.case import read_case_number
from gateway.joining.names import folded_name
from gateway.noting import note
from gateway.office import Office
from gateway.searching.names import bearing, read_most, read_name
from gateway.stages.authorise import authorise_purpose, authorise_search
from gateway.stages.coverage import Coverage
from gateway.stages.free_texts import personal_texts
from gateway.stages.identify import naming_identifier
from gateway.store.submission import AccessEntry
from gateway.visit import COMMIT_GRACE_SECONDS, Visit
from schema.errors import ErrorCode, Refusal
from schema.graph.context import SearchQuestion
from schema.outcomes import Failed
from schema.records import Registration
from schema.searches import NamedUnit, NameMatch, NameSearch

OPERATION = "search"


async def answer_search(question: SearchQuestion, visit: Visit, office: Office) -> NameSearch:
    """Find units by name; raises `Refusal`. A registry that does not answer is no empty answer."""
    authorise_search(visit.grant)
    authorise_purpose(visit.grant, question.purpose)
    name, most = read_name(question.name), read_most(question.first)
    case_number = read_case_number(question.case_number)
    _keep_pace(visit, office)
    exact = question.match is NameMatch.EXACT
    deadline = visit.arrived + office.settings.deadline_ms / 1000
    asked = NameQuestion(
        name=name,
        exact=exact,
        most=most,
        purpose=question.purpose,
        request_id=visit.request_id,
        deadline=deadline - office.settings.reserve_ms / 1000,
    )
    told = await _ask(asked, office)
    coverage = Coverage(visit.grant, office.sources, office.agencies)
    inside = [record for each in told for record in each.registrations if coverage.record(record)]
    units = bearing(name, (record for record in inside if not _personal(record)), exact=exact)
    entry = visit.access(
        office.clock(),
        OPERATION,
        office.vault.name_ref(folded_name(name)),
        purpose=question.purpose.value,
        case_number=case_number,
    )
    await _put_on_record(entry, units[:most], office, deadline + COMMIT_GRACE_SECONDS)
    more = len(units) > most or (coverage.everywhere and any(each.more for each in told))
    return NameSearch(units=tuple(map(_shown, units[:most])), more=more)


def _keep_pace(visit: Visit, office: Office) -> None:
    seconds = office.pace.wait(visit.grant.client, asyncio.get_running_loop().time())
    if seconds:
        raise Refusal(
            ErrorCode.TOO_MANY_REQUESTS,
            f"this client may search {office.pace.per_minute} times a minute",
            where="searchSubjects",
            hint=f"ask again in {seconds} s, or by identifier",
            retry_after=seconds,
        )


async def _ask(question: NameQuestion, office: Office) -> list[NamedUnits]:
    slugs = [slug for slug, source in office.sources.items() if source.searches]
    told = await asyncio.gather(*(office.desks[slug].search(question) for slug in slugs))
    silent = [slug for slug, each in zip(slugs, told, strict=True) if isinstance(each, Failed)]
    if silent or not slugs:
        problem = f"{', '.join(silent)} did not answer" if slugs else "no source here can be searched by name"
        raise Refusal(ErrorCode.SOURCE_UNAVAILABLE, problem, hint="ask again in a moment, or by identifier")
    return [each for each in told if isinstance(each, NamedUnits)]


def _personal(record: Registration) -> bool:
    return any(item.scheme.personal for item in record.identifiers)


def _shown(record: Registration) -> NamedUnit:
    return NamedUnit(
        name=personal_texts(record).get("subject_name", record.subject_name) or "",
        identifiers=record.identifiers,
        registration_status=record.registration_status,
        source=strawberry.ID(record.provenances[0].source),
    )


async def _put_on_record(entry: AccessEntry, units: Iterable[Registration], office: Office, deadline: float) -> None:
    """Leave the entry of the search, which keeps a keyed digest of the name, and one for each unit in its answer."""
    refs = [office.vault.subject_ref(naming_identifier(record.identifiers)) for record in units]
    entries = (entry, *(replace(entry, subject_ref=ref) for ref in refs))
    await asyncio.gather(*(note(each, office, deadline) for each in entries))
