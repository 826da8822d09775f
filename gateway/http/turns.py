"""Fairness between clients: each has so many operations at work, so many waiting their turn, and no more."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from gateway.http.refusals import HttpRefusal
from schema.errors import ErrorCode


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnLimits:
    """What one client may have; each is the setting `server.client_` with its name."""

    concurrency: int = 32  # operations at work
    queue: int = 64  # operations that wait their turn
    wait_seconds: int = 5  # for a turn


@dataclass(slots=True)
class _Line:
    at_work: int = 0
    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)


class Turns:
    """Gives each client's operations their turn, first come first served; belongs to one event loop."""

    def __init__(self, limits: TurnLimits) -> None:
        self.limits = limits
        self._lines: dict[str, _Line] = {}

    def __len__(self) -> int:
        """Give how many clients have something at work or waiting."""
        return len(self._lines)

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Hold a turn of the client; raises `HttpRefusal` (429) where too many wait, or the turn does not come."""
        line = self._lines.setdefault(client, _Line())
        if line.at_work >= self.limits.concurrency:
            await self._wait(client, line)
        else:
            line.at_work += 1
        try:
            yield
        finally:
            self._pass_on(client, line)

    async def _wait(self, client: str, line: _Line) -> None:
        if len(line.waiting) >= self.limits.queue:
            raise self._refusal("waiting")
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.waiting.append(called)
        try:
            async with asyncio.timeout(self.limits.wait_seconds):
                await called
        except BaseException as error:
            if called.cancelled():
                with suppress(ValueError):  # it was passed over already
                    line.waiting.remove(called)
            else:
                self._pass_on(client, line)
            if isinstance(error, TimeoutError):
                raise self._refusal("at work for long") from None
            raise

    def _pass_on(self, client: str, line: _Line) -> None:
        """Give the turn to who waits longest, or give it up."""
        while line.waiting:
            called = line.waiting.popleft()
            if not called.done():
                called.set_result(None)
                return
        line.at_work -= 1
        if not line.at_work:
            del self._lines[client]

    def _refusal(self, what: str) -> HttpRefusal:
        return HttpRefusal(
            429,
            f"this client has too many operations {what}",
            code=ErrorCode.TOO_MANY_REQUESTS,
            hint=f"have at most {self.limits.concurrency} operations at work at once; ask again after a pause",
            headers={"retry-after": "1"},
        )
