"""One thread that runs jobs in order and reports to an event loop; half the cost of an executor."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
_Job = tuple[Callable[[], Any], Callable[[Any, BaseException | None], None], asyncio.AbstractEventLoop]


class Worker:
    """Runs jobs one after another in a thread of its own."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[_Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def post(self, job: Callable[[], T], done: Callable[[T | None, BaseException | None], None]) -> None:
        """Run a job; `done` is called in the running event loop with its result or what it raised."""
        self._jobs.put((job, done, asyncio.get_running_loop()))

    async def call(self, job: Callable[[], T], patience: float | None = None) -> T:
        """Run a job and wait for it, at most `patience` seconds, then raise `TimeoutError`.

        That, and cancelling, stop the waiting; a job that is running goes on, and one that waits its turn is dropped.
        """
        waiter: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

        def wanted() -> T | None:
            return None if waiter.done() else job()

        def done(result: T | None, failure: BaseException | None) -> None:
            if waiter.done():
                return
            if failure is None:
                waiter.set_result(result)
            else:
                waiter.set_exception(failure)

        self.post(wanted, done)
        async with asyncio.timeout(patience):
            found: T = await waiter
        return found

    def stop(self) -> None:
        """Take no more jobs; the thread ends after those it has."""
        self._jobs.put(None)

    def _run(self) -> None:
        while (item := self._jobs.get()) is not None:
            job, done, loop = item
            result, failure = None, None
            try:
                result = job()
            except BaseException as error:  # noqa: BLE001 - whatever a job raises belongs to who waits for it
                failure = error
            try:
                loop.call_soon_threadsafe(done, result, failure)
            except RuntimeError:
                continue  # the loop is closed, and nobody waits any more
