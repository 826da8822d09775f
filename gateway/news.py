"""A bell that rings when this process committed a change, so that whoever tells of changes need not poll for them."""

from __future__ import annotations

import asyncio
from contextlib import suppress


class Bell:
    """Counts its rings, so that none is missed between looking and waiting."""

    def __init__(self) -> None:
        self.rung = 0
        self._next = asyncio.Event()

    def ring(self) -> None:
        """Wake everybody who waits; called in the event loop."""
        self.rung += 1
        self._next.set()
        self._next = asyncio.Event()

    async def heard(self, rung: int, seconds: float) -> None:
        """Wait until it has rung more often than `rung` times, for so many seconds at most."""
        if self.rung == rung:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._next.wait()
