"""A gateway whose PostgreSQL hangs or is killed: no answer is held beyond its deadline, and it goes on afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.furnishing import build_connectors
from gateway.house import House
from gateway.rights.tail import LEASE_SECONDS
from gateway.visit import COMMIT_GRACE_SECONDS
from schema.errors import ErrorCode, Refusal
from schema.measures import MeasureStatus
from tests import postgres
from tests.acceptance.racing import LINE, Racer, tell
from tests.joining.invented import NOW
from tests.leaks.gateway import Canned, configured

DEADLINE_SECONDS = 0.4
UNAVAILABLE = {ErrorCode.RECEIPT_UNAVAILABLE, ErrorCode.RIGHTS_UNAVAILABLE}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[postgres.Postgres]:
    with postgres.serving(tmp_path_factory.mktemp("postgres")) as served:
        yield served


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The state folder that belongs to the server's store."""
    return tmp_path_factory.mktemp("failing") / "state"


@pytest.fixture
async def house(server: postgres.Postgres, state: Path) -> AsyncIterator[House]:
    """A gateway but for HTTP, before departments that answer at once."""
    configuration = configured(state)
    settings = replace(configuration.settings, store_url=server.url("psycopg"))
    configuration = replace(configuration, settings=settings)
    real = build_connectors(configuration, lambda: NOW)
    house = House(configuration, lambda: NOW, {slug: Canned(each.descriptor, tell) for slug, each in real.items()})
    await house.open()
    yield house
    await house.close()


async def refused(racer: Racer) -> tuple[ErrorCode, float]:
    """Check a unit, which must be refused; tell why, and how many seconds it took."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    with pytest.raises(Refusal) as refusal:
        await racer.check(1, DEADLINE_SECONDS)
    return refusal.value.code, loop.time() - began


async def answered(racer: Racer) -> MeasureStatus:
    """Check a unit until it is answered; give the status of its restraint."""
    while True:
        try:
            found = await racer.check(1, 10)
        except Refusal as refusal:
            assert refusal.code in UNAVAILABLE
            await asyncio.sleep(0.05)
        else:
            (measure,) = (each for each in found.measures if each.line == LINE)
            return measure.status


async def test_a_hanging_server_holds_no_answer_and_an_objection_counts_when_it_is_back(
    house: House, server: postgres.Postgres
) -> None:
    racer = Racer(house.office)
    objection = await racer.disputed(1)
    loop = asyncio.get_running_loop()
    with server.stopped():
        began = loop.time()
        told = [await refused(racer)]
        while loop.time() < began + LEASE_SECONDS + COMMIT_GRACE_SECONDS:
            told.append(await refused(racer))
            await asyncio.sleep(0.05)
    assert max(seconds for _, seconds in told) < DEADLINE_SECONDS + COMMIT_GRACE_SECONDS + 0.05
    assert [told[0][0], told[-1][0]] == [ErrorCode.RECEIPT_UNAVAILABLE, ErrorCode.RIGHTS_UNAVAILABLE]
    assert await answered(racer) is MeasureStatus.ACTIVE
    await racer.accept(objection)
    assert await answered(racer) is MeasureStatus.SUSPENDED


async def test_a_killed_server_gives_no_guidance_and_is_used_again_when_it_is_back(
    house: House, server: postgres.Postgres
) -> None:
    racer = Racer(house.office)
    assert await answered(racer) is MeasureStatus.SUSPENDED  # the objection entered before
    server.kill()
    code, seconds = await refused(racer)
    assert (code in UNAVAILABLE, seconds < DEADLINE_SECONDS + COMMIT_GRACE_SECONDS + 0.05) == (True, True)
    server.start()
    assert await answered(racer) is MeasureStatus.SUSPENDED
