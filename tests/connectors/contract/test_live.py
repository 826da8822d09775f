"""The recorded cases against the live town: it still answers so, and nobody in it is told of what is not declared."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest

from connectors.catalogue import agencies_folder, build, known_connectors, read_entries
from connectors.contract.cases import Case, label, read_cases
from connectors.contract.outcomes import differences, outcome_to_json
from connectors.core.issuers import Issuers
from connectors.core.runner import Runner
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.wiring import Wiring
from connectors.sandbox import Town
from schema.identifiers import Identifier, Scheme, organisation_code_of
from schema.outcomes import Found
from tests.connectors.acting import call, now

DAY = date(2026, 11, 23)
MADE_BY_HAND = frozenset({("publicity", "taxpayer-number")})  # the town has no row with a taxpayer number


@asynccontextmanager
async def asking(town: Town, slug: str) -> AsyncIterator[Runner]:
    entry = {"slug": slug, "connector": slug, "agency": "agency", **town.sources[slug].settings()}
    wiring = Wiring(exchange=AiohttpExchange, clock=now, issuers=Issuers(()))
    async with Runner(build(read_entries([entry]), wiring, agency_slugs=["agency"])[slug], clock=now) as runner:
        yield runner


def cases_of(slug: str) -> list[Case]:
    cases = read_cases(agencies_folder() / slug / "cases")
    return [case for case in cases if (slug, case.name) not in MADE_BY_HAND]


def keys_of(town: Town, scheme: Scheme) -> list[Identifier]:
    codes = [subject.unit.codes for subject in town.world.subjects]
    credit = [Identifier(scheme=Scheme.CREDIT_CODE, value=item.credit) for item in codes]
    values = {
        Scheme.CREDIT_CODE: credit,
        Scheme.ORGANISATION_CODE: [organisation_code_of(key) for key in credit],
        Scheme.REGISTRATION_NUMBER: _keys(scheme, [item.registration for item in codes]),
        Scheme.TAXPAYER_NUMBER: _keys(scheme, [item.taxpayer for item in codes]),
        Scheme.CUSTOMS_CODE: _keys(scheme, [item.customs for item in codes]),
        Scheme.RESIDENT_IDENTITY: _keys(scheme, [item.person.number for item in town.world.people]),
    }
    return values[scheme]


def _keys(scheme: Scheme, values: list[str | None]) -> list[Identifier]:
    return [Identifier(scheme=scheme, value=value) for value in values if value]


@pytest.mark.parametrize("slug", known_connectors())
async def test_the_town_answers_as_it_was_recorded(tmp_path: Path, slug: str) -> None:
    async with Town.running(tmp_path, day=DAY) as town, asking(town, slug) as runner:
        for case in cases_of(slug):
            answers = await runner.ask(call(*case.keys, as_of=case.as_of))
            told = {label(key): outcome_to_json(answer.outcome) for key, answer in answers.items()}
            assert list(differences(dict(case.expect), told)) == [], case.name


@pytest.mark.parametrize("slug", known_connectors())
async def test_nothing_is_told_of_anybody_that_is_not_declared(tmp_path: Path, slug: str) -> None:
    async with Town.running(tmp_path, day=DAY) as town, asking(town, slug) as runner:
        declared = runner.descriptor
        found = 0
        for scheme in declared.keyed_by:
            answers = await runner.ask(call(*keys_of(town, scheme)[::2], seconds=30.0))
            for outcome in (answer.outcome for answer in answers.values()):
                if isinstance(outcome, Found):
                    found += 1
                    assert {record.kind for record in outcome.records} <= declared.kinds
                    carried = {item.scheme for record in outcome.records for item in record.identifiers}
                    assert carried <= declared.carries
                    assert {alias.identifier.scheme for alias in outcome.aliases} <= declared.teaches
                    assert declared.links_units or not outcome.links
        assert found > 3


@pytest.mark.parametrize("slug", ["court", "serious-lists"])
async def test_a_batch_is_answered_as_its_keys_are_alone(tmp_path: Path, slug: str) -> None:
    async with Town.running(tmp_path, day=DAY) as town, asking(town, slug) as runner:
        keys = keys_of(town, runner.descriptor.keyed_by[0])[::9]
        together = await runner.ask(call(*keys))
        for key in keys:
            alone = await runner.ask(call(key))
            assert outcome_to_json(alone[key].outcome) == outcome_to_json(together[key].outcome)
