"""A town on a fixed day, and someone to ask it."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from connectors.sandbox import Town
from tests.sandbox.asking import Asker

DAY = date(2026, 11, 23)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with Town.running(tmp_path / "state", day=DAY) as running:
        yield running


@pytest.fixture
async def asker(town: Town) -> AsyncIterator[Asker]:
    async with httpx.AsyncClient(timeout=3, trust_env=False) as client:
        yield Asker(town, client)
