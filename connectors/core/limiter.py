"""How many calls a source gets at once and per second."""

from __future__ import annotations

import asyncio


class Limiter:
    """Semaphore and pace of one source; calls beyond them wait, and their deadline ends the wait.

    `rate` is calls a second; a burst of `concurrency` calls is let through before the pace is felt.
    """

    def __init__(self, *, concurrency: int, rate: float | None = None) -> None:
        self._room = asyncio.Semaphore(concurrency)
        self._interval = 0.0 if rate is None else 1.0 / rate
        self._burst = self._interval * concurrency
        self._next = 0.0

    async def __aenter__(self) -> None:
        await self._room.acquire()
        if self._interval:
            try:
                await self._keep_pace()
            except BaseException:
                self._room.release()
                raise

    async def __aexit__(self, *_: object) -> None:
        self._room.release()

    async def _keep_pace(self) -> None:
        now = asyncio.get_running_loop().time()
        slot = max(self._next, now)
        self._next = slot + self._interval
        pause = self._next - self._burst - now
        if pause > 0:
            await asyncio.sleep(pause)
