"""The public query over sources that tell what they are told to, asked over HTTP in this process."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from starlette.applications import Starlette

from gateway.house import House
from gateway.public_query.endpoint import PATH, PublicQuery
from gateway.public_query.limits import PublicLimits
from tests.joining.invented import UNIT
from tests.leaks.gateway import Tell, gateway

PAGE = {"accept": "text/html"}
MANY = PublicLimits(queries_per_minute=10_000, queries_per_minute_per_address=10_000)


class Public:
    """Asks as anybody would."""

    def __init__(self, house: House, limits: PublicLimits = MANY) -> None:
        self.house = house
        app = Starlette(routes=[PublicQuery(lambda: house.office, limits, (), os.urandom).route()])
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://tally")

    async def json(self, code: str = UNIT.value, **more: str) -> httpx.Response:
        """Ask as a program."""
        return await self._answered(lambda: self._client.get(PATH, params={"code": code, **more}))

    async def page(self, code: str = UNIT.value, **more: str) -> httpx.Response:
        """Ask as a browser."""
        return await self._answered(lambda: self._client.post(PATH, data={"code": code, **more}, headers=PAGE))

    async def _answered(self, ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
        """Ask again while a busy machine has let the lease of the log of rights run out."""
        while True:
            reply = await ask()
            if reply.status_code != 503:
                return reply
            await asyncio.sleep(0.05)


@asynccontextmanager
async def public(state: Path, tell: Tell, limits: PublicLimits = MANY) -> AsyncIterator[Public]:
    async with gateway(state, tell) as asked:
        yield Public(asked.house, limits)
