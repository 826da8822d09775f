"""Group commit without a timer: answers wait together, and the next group starts when the last commit returns."""

from __future__ import annotations

import asyncio
from typing import Protocol

from gateway.store.errors import NotDurable
from gateway.store.groups import Outcome
from gateway.store.submission import Committed, Submission
from gateway.store.worker import Worker

LARGEST_GROUP = 64
MOST_WAITING = 4096
_WATCH_SECONDS = 0.01


class Writes(Protocol):
    """What makes a group durable; it blocks, gives an outcome each, and is called in one thread."""

    def write(self, group: list[Submission]) -> list[Outcome]:
        """Make a group durable."""
        ...

    def prepare(self) -> None:
        """Get ready before the first group."""
        ...

    def close(self) -> None:
        """Release what it holds."""
        ...


class GroupCommitter:
    """Makes answers durable, many in one transaction; belongs to one event loop."""

    def __init__(self, writer: Writes, *, largest: int = LARGEST_GROUP, most_waiting: int = MOST_WAITING) -> None:
        self._writer = writer
        self._worker = Worker("tally-commit")
        self._largest = largest
        self._most_waiting = most_waiting
        self._waiting: dict[asyncio.Future[Committed], Submission] = {}
        self._deadlines: dict[asyncio.Future[Committed], float] = {}
        self._watching = False
        self._busy = False
        self._idle = asyncio.Event()
        self._idle.set()
        self._closed = False

    async def prepare(self) -> None:
        """Have the writer ready before the first group; raises what it raises. It gets ready by itself otherwise."""
        await self._worker.call(self._writer.prepare)

    async def submit(self, submission: Submission, deadline: float) -> Committed:
        """Wait until the submission is on disk, at most until `deadline` (the loop's clock, seconds).

        Raises `Overtaken` if the rights log moved on about what the answer rests on, and `NotDurable` if the disk
        fails or the deadline passes; then the entry may still reach the disk, and the answer must not leave.
        Cancelling one waiter leaves the others of its group alone.
        """
        if self._closed or len(self._waiting) >= self._most_waiting:
            raise NotDurable("the store is closing" if self._closed else "too many answers wait to be made durable")
        loop = asyncio.get_running_loop()
        waiter: asyncio.Future[Committed] = loop.create_future()
        self._waiting[waiter] = submission
        self._deadlines[waiter] = deadline
        if not self._watching:
            self._watching = True
            loop.call_later(_WATCH_SECONDS, self._watch)
        self._start_soon()
        try:
            return await waiter
        finally:
            self._waiting.pop(waiter, None)
            del self._deadlines[waiter]

    async def aclose(self) -> None:
        """Take no more, finish what waits, and release the disk."""
        self._closed = True
        await self._idle.wait()
        await self._worker.call(self._writer.close)
        self._worker.stop()

    def _watch(self) -> None:
        """Fail what is past its deadline; one timer for all, because a timer each costs more than the waiting."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        for waiter, deadline in self._deadlines.items():
            if deadline <= now and not waiter.done():
                waiter.set_exception(NotDurable("the entry was not durable by its deadline"))
        self._watching = bool(self._deadlines)
        if self._watching:
            loop.call_later(_WATCH_SECONDS, self._watch)

    def _start_soon(self) -> None:
        """Start a group once this turn of the loop is over, so that answers of one turn share it."""
        if not self._busy:
            self._busy = True
            self._idle.clear()
            asyncio.get_running_loop().call_soon(self._start)

    def _start(self) -> None:
        taken = [waiter for waiter in self._waiting if not waiter.done()][: self._largest]
        if not taken:
            self._busy = False
            self._idle.set()
            return
        group = [self._waiting.pop(waiter) for waiter in taken]

        def done(outcomes: list[Outcome] | None, failure: BaseException | None) -> None:
            _tell(taken, outcomes or [NotDurable(f"the writer failed: {failure!r}") for _ in taken])
            self._start()

        self._worker.post(lambda: self._writer.write(group), done)


def _tell(waiters: list[asyncio.Future[Committed]], outcomes: list[Outcome]) -> None:
    for waiter, outcome in zip(waiters, outcomes, strict=True):
        if waiter.done():
            continue
        if isinstance(outcome, Exception):
            waiter.set_exception(outcome)
        else:
            waiter.set_result(outcome)
