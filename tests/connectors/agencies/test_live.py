"""Every agency on the live sandbox: the cast is found, and each fault is told for what it is."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime

import pytest
import pytest_asyncio

from connectors.catalogue import Catalogue, build, find_connectors, known_connectors, read_entries
from connectors.core.answers import Answer
from connectors.core.issuers import Issuers
from connectors.core.runner import Runner
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.httpx_exchange import HttpxExchange
from connectors.exchange.wiring import Wiring
from connectors.sandbox import Town
from schema.codes import FailureKind, RecordKind
from schema.identifiers import Identifier, Scheme, organisation_code_of
from schema.outcomes import Failed, Found, NotFound
from tests.connectors.acting import call

pytestmark = pytest.mark.asyncio(loop_scope="module")

DAY = date(2026, 11, 23)
BUDGET = 0.8
CALL_LIMIT = {"time_budget_seconds": BUDGET, "attempts": 2, "breaker_failures": 1000}
HTTP = (
    *("registry", "tax", "publicity", "ecology", "serious-lists", "customs", "cross-reference", "transport"),
    *("commitments", "member-files", "public-interest"),
)
FAULTS = {
    "down": FailureKind.UNREACHABLE,
    "hang": FailureKind.TIMEOUT,
    "wrong": FailureKind.WRONG_SUBJECT,
    "moved": FailureKind.MOVED,
    "drop-key": FailureKind.UNACCOUNTED,
    "error": FailureKind.UPSTREAM_ERROR,
    "truncated": FailureKind.TRUNCATED,
    "redirect": FailureKind.MOVED,
    "oversized": FailureKind.TOO_LARGE,
}
FILE_FAULTS = [
    ("court", "down", FailureKind.UNREACHABLE),
    ("court", "hang", FailureKind.TIMEOUT),
    ("court", "garbage", FailureKind.MALFORMED),
    ("court", "error", FailureKind.UPSTREAM_ERROR),
    ("court", "truncated", FailureKind.TRUNCATED),
    ("models", "down", FailureKind.UNREACHABLE),
    ("models", "hang", FailureKind.STALE),
    ("models", "garbage", FailureKind.MALFORMED),
    ("models", "truncated", FailureKind.TRUNCATED),
]

Ask = Callable[..., Awaitable[Answer]]


def clock() -> datetime:
    return datetime(DAY.year, DAY.month, DAY.day, 4, tzinfo=UTC)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with Town.running(tmp_path_factory.mktemp("state"), day=DAY) as town:
        yield town


@pytest_asyncio.fixture(loop_scope="module")
async def town(running: Town) -> AsyncIterator[Town]:
    yield running
    await running.calm()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return find_connectors()


@pytest_asyncio.fixture(params=[AiohttpExchange, HttpxExchange], loop_scope="module")
async def ask(request: pytest.FixtureRequest, town: Town, catalogue: Catalogue) -> AsyncIterator[Ask]:
    entries = read_entries(
        {"slug": slug, "connector": slug, "agency": "a", "limits": CALL_LIMIT, **endpoint.settings()}
        for slug, endpoint in town.sources.items()
    )
    wiring = Wiring(exchange=request.param, clock=clock, issuers=Issuers(()))
    async with AsyncExitStack() as stack:
        runners = {
            slug: await stack.enter_async_context(Runner(connector, clock=clock))
            for slug, connector in build(entries, wiring, agency_slugs=["a"], catalogue=catalogue).items()
        }

        async def asked(slug: str, key: Identifier) -> Answer:
            return (await runners[slug].ask(call(key)))[key]

        yield asked


def key_for(town: Town, slug: str, member: str = "model-clean") -> Identifier:
    subject = town.cast[member].subject
    assert subject is not None
    codes = subject.unit.codes
    unit = Identifier(scheme=Scheme.CREDIT_CODE, value=codes.credit)
    special = {
        "tax": Identifier(scheme=Scheme.TAXPAYER_NUMBER, value=codes.taxpayer),
        "customs": Identifier(scheme=Scheme.CUSTOMS_CODE, value=codes.customs),
        "court": organisation_code_of(unit),
    }
    return special.get(slug, unit)


def failure(answer: Answer) -> FailureKind:
    assert isinstance(answer.outcome, Failed), answer
    return answer.outcome.failure


def kinds(answer: Answer) -> set[RecordKind]:
    assert isinstance(answer.outcome, Found), answer
    return {record.kind for record in answer.outcome.records}


async def test_the_cast_is_found_where_it_should_be(town: Town, ask: Ask) -> None:
    async def of(slug: str, member: str) -> Answer:
        return await ask(slug, key_for(town, slug, member))

    assert kinds(await of("registry", "revoked")) == {RecordKind.REGISTRATION, RecordKind.PENALTY}
    assert RecordKind.PENALTY in kinds(await of("publicity", "revoked"))
    assert kinds(await of("models", "model-clean")) == {RecordKind.RED_LIST_ENTRY}
    assert kinds(await of("serious-lists", "listed-strict")) == {RecordKind.SERIOUS_DISHONESTY_ENTRY}
    assert kinds(await of("court", "enforced")) == {RecordKind.ENFORCEMENT_ENTRY}
    for slug, member in [("tax", "tax-d"), ("ecology", "env-red"), ("customs", "customs-aeo")]:
        assert kinds(await of(slug, member)) == {RecordKind.EVALUATION}
    assert kinds(await of("transport", "highway-graded")) == {RecordKind.EVALUATION}
    assert kinds(await of("commitments", "commitment-broken")) == {RecordKind.COMMITMENT}
    assert kinds(await of("public-interest", "sued-environment")) == {RecordKind.PUBLIC_INTEREST_LITIGATION}
    assert kinds(await of("public-interest", "judged-lost")) == {RecordKind.JUDGMENT}
    listed = await of("member-files", "association-listed")
    assert kinds(listed) == {RecordKind.EVALUATION, RecordKind.SERIOUS_DISHONESTY_ENTRY}
    for slug in ("court", "serious-lists"):
        assert isinstance((await of(slug, "model-clean")).outcome, NotFound)
    aliases = (await of("cross-reference", "model-clean")).outcome
    assert isinstance(aliases, Found)
    assert [alias.identifier for alias in aliases.aliases] == [key_for(town, "customs")]


async def test_persons(town: Town, ask: Ask) -> None:
    zhou, nobody = (
        Identifier(scheme=Scheme.RESIDENT_IDENTITY, value=town.cast[name].value)
        for name in ("person-zhou", "person-clean")
    )
    linked = (await ask("registry", zhou)).outcome
    assert isinstance(linked, Found)
    assert town.cast["revoked"].value in {link.unit.value for link in linked.links}
    assert isinstance((await ask("registry", nobody)).outcome, NotFound)
    assert failure(await ask("court", nobody)) is FailureKind.MASKED_KEY


async def test_every_fifth_subject_of_the_town_gets_a_usable_answer_everywhere(town: Town, ask: Ask) -> None:
    for subject in town.world.subjects[::5]:
        code = Identifier(scheme=Scheme.CREDIT_CODE, value=subject.unit.codes.credit)
        for slug in ("registry", "publicity", "models", "serious-lists"):
            answer = await ask(slug, code)
            assert isinstance(answer.outcome, (Found, NotFound)), (slug, answer)
            assert answer.data_as_of is not None


@pytest.mark.parametrize("slug", HTTP)
async def test_faults_of_http_sources(town: Town, ask: Ask, slug: str) -> None:
    key = key_for(town, slug, "highway-graded" if slug == "transport" else "model-clean")
    for mode, expected in FAULTS.items():
        await town.fault(slug, mode)
        started = time.monotonic()
        assert failure(await ask(slug, key)) is expected, mode
        assert time.monotonic() - started < BUDGET + 0.5, mode
    await town.fault(slug, "garbage")
    for _ in range(2):
        assert failure(await ask(slug, key)) is FailureKind.MALFORMED
    await town.fault(slug, "slow", ms=100)
    answer = await ask(slug, key)
    assert isinstance(answer.outcome, (Found, NotFound))
    assert answer.latency_ms > 100
    await town.fault(slug, "off")
    assert isinstance((await ask(slug, key)).outcome, (Found, NotFound))


@pytest.mark.parametrize(("slug", "mode", "expected"), FILE_FAULTS)
async def test_faults_of_files(town: Town, ask: Ask, slug: str, mode: str, expected: FailureKind) -> None:
    key = key_for(town, slug)
    before = (await ask(slug, key)).outcome
    await town.fault(slug, mode)
    started = time.monotonic()
    assert failure(await ask(slug, key)) is expected
    assert time.monotonic() - started < BUDGET + 0.5
    await town.fault(slug, "off")
    after = (await ask(slug, key)).outcome
    assert type(after) is type(before)


async def test_cancelling_leaves_a_hanging_source_usable(town: Town, ask: Ask) -> None:
    key = key_for(town, "registry")
    await town.fault("registry", "hang")
    asked = asyncio.ensure_future(ask("registry", key))
    await asyncio.sleep(0.1)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    await town.fault("registry", "off")
    assert isinstance((await ask("registry", key)).outcome, Found)


async def test_no_credential_or_personal_number_is_logged(
    town: Town, ask: Ask, caplog: pytest.LogCaptureFixture
) -> None:
    zhou = Identifier(scheme=Scheme.RESIDENT_IDENTITY, value=town.cast["person-zhou"].value)
    with caplog.at_level(logging.DEBUG, logger="connectors"):
        for slug in ("registry", "court", "models"):
            for mode in ("down", "garbage", "truncated", "error" if slug != "models" else "hang"):
                await town.fault(slug, mode)
                assert isinstance((await ask(slug, zhou)).outcome, Failed)
            await town.fault(slug, "off")
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("connectors.core"))
    assert "failure=" in logged
    assert zhou.value not in logged
    assert "sandbox-" not in logged


async def test_every_connector_is_tried_here() -> None:
    assert {*HTTP, "court", "models"} == set(known_connectors())
