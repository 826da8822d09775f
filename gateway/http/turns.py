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

    concurrency: int = 32  # operations at work; one that asks several questions counts as so many
    queue: int = 256  # operations that wait their turn
    wait_seconds: int = 2  # for a turn


@dataclass(slots=True)
class _Line:
    at_work: int = 0
    waiting: deque[tuple[asyncio.Future[None], int]] = field(default_factory=deque)


class Turns:
    """Gives each client's operations their turn, first come first served; belongs to one event loop."""

    def __init__(self, limits: TurnLimits) -> None:
        self._limits = limits
        self._lines: dict[str, _Line] = {}

    def __len__(self) -> int:
        """Give how many clients have something at work or waiting."""
        return len(self._lines)

    @asynccontextmanager
    async def turn(self, client: str, weight: int = 1) -> AsyncIterator[None]:
        """Hold a turn of the client that counts as `weight`, at most as all it may have.

        Raises `HttpRefusal` (429) where too many wait, or the turn does not come.
        """
        counted = min(weight, self._limits.concurrency)
        line = self._lines.setdefault(client, _Line())
        if line.waiting or line.at_work + counted > self._limits.concurrency:
            await self._wait(client, line, counted)
        else:
            line.at_work += counted
        try:
            yield
        finally:
            self._leave(client, line, counted)

    async def _wait(self, client: str, line: _Line, counted: int) -> None:
        if len(line.waiting) >= self._limits.queue:
            raise self._refusal("waiting")
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        line.waiting.append((called, counted))
        try:
            async with asyncio.timeout(self._limits.wait_seconds):
                await called
        except BaseException as error:
            if called.cancelled():
                with suppress(ValueError):  # it was passed over already
                    line.waiting.remove((called, counted))
                self._leave(client, line, 0)
            else:
                self._leave(client, line, counted)
            if isinstance(error, TimeoutError):
                raise self._refusal("at work for long") from None
            raise

    def _leave(self, client: str, line: _Line, counted: int) -> None:
        """Give the turn up, and call who waits longest while there is room."""
        line.at_work -= counted
        while line.waiting:
            called, wanted = line.waiting[0]
            if called.done():
                line.waiting.popleft()
            elif line.at_work + wanted <= self._limits.concurrency:
                line.waiting.popleft()
                line.at_work += wanted
                called.set_result(None)
            else:
                return
        if not line.at_work:
            self._lines.pop(client, None)

    def _refusal(self, what: str) -> HttpRefusal:
        return HttpRefusal(
            429,
            f"this client has too many operations {what}",
            code=ErrorCode.TOO_MANY_REQUESTS,
            hint=f"have at most {self._limits.concurrency} operations at work at once; ask again after a pause",
            headers={"retry-after": "1"},
        )
