"""A town on a fixed day, one a module, and someone to ask it; every test finds it without faults."""

from collections.abc import AsyncIterator
from datetime import date

import httpx
import pytest
import pytest_asyncio

from connectors.sandbox import Town
from tests.sandbox.asking import Asker

DAY = date(2026, 11, 23)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with Town.running(tmp_path_factory.mktemp("state"), day=DAY) as town:
        yield town


@pytest_asyncio.fixture(loop_scope="module")
async def town(running: Town) -> AsyncIterator[Town]:
    yield running
    await running.calm()


@pytest_asyncio.fixture(loop_scope="module")
async def asker(town: Town) -> AsyncIterator[Asker]:
    async with httpx.AsyncClient(timeout=3, trust_env=False) as client:
        yield Asker(town, client)
