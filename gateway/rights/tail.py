"""The rights log in memory: tailed in the background, and usable only under a lease."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence

from gateway.rights.entries import RightsEntry
from gateway.rights.state import RightsState

log = logging.getLogger(__name__)

LEASE_SECONDS = 1.0
REFRESH_SECONDS = 0.25


class LeaseExpired(Exception):  # noqa: N818 - a state of the log, which the gateway answers as RIGHTS_UNAVAILABLE
    """The log was not read for longer than the lease, so nobody knows what was entered since."""


class RightsTail:
    """Keeps a `RightsState` at most one lease behind the log.

    `read(position)` gives the entries after a position, in order. `clock` gives monotonic seconds. A lease runs
    from before the read that earned it; an unreadable log leaves the state to expire and is tried again.
    """

    def __init__(
        self,
        read: Callable[[int], Awaitable[Sequence[RightsEntry]]],
        *,
        clock: Callable[[], float],
        lease: float = LEASE_SECONDS,
        every: float = REFRESH_SECONDS,
    ) -> None:
        self._read = read
        self._clock = clock
        self._lease = lease
        self._every = every
        self._state = RightsState()
        self._read_at: float | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin tailing; the first read is tried before this returns, and its failure leaves no lease."""
        await self._try()
        self._task = asyncio.create_task(self._tail(), name="rights-tail")

    async def aclose(self) -> None:
        """Stop tailing; the lease is left to expire."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def state(self) -> RightsState:
        """Give the state; raises `LeaseExpired` when the last read is older than the lease."""
        if self._read_at is None:
            raise LeaseExpired("the rights log has not been read")
        age = self._clock() - self._read_at
        if age > self._lease:
            raise LeaseExpired(f"the rights log was last read {age:.1f} s ago; the lease is {self._lease:g} s")
        return self._state

    async def refresh(self) -> RightsState:
        """Read what is new now and renew the lease; raises whatever reading raises."""
        began = self._clock()
        self.absorb(await self._read(self._state.position))
        self._read_at = began if self._read_at is None else max(self._read_at, began)
        return self._state

    def absorb(self, entries: Iterable[RightsEntry]) -> None:
        """Take in entries learnt elsewhere, such as by a commit; they follow a position this tail has given."""
        self._state = self._state.advanced(entries)

    async def _tail(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            await self._try()

    async def _try(self) -> None:
        try:
            await self.refresh()
        except Exception:
            log.exception("the rights log could not be read")
