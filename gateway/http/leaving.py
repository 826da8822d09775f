"""Stops work for a client that has gone."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, Final, TypeVar

from starlette.types import Receive

T = TypeVar("T")
UNWATCHED_SECONDS: Final = 0.02  # most answers are given by then, and watching costs a task


class ClientGone(Exception):  # noqa: N818 - it reads as what happened
    """The client closed its connection before it was answered."""


async def while_connected(receive: Receive, work: Coroutine[Any, Any, T]) -> T:
    """Give what `work` gives, or cancel it and raise `ClientGone` once the connection is closed.

    The whole request must have been read.
    """
    watch = _Watch(receive)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.made_it():
            raise ClientGone from None
        raise
    finally:
        watch.end()


class _Watch:
    """Cancels the task it is made in when the client leaves."""

    def __init__(self, receive: Receive) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("nothing to cancel: there is no task")
        self._working = task
        self._receive = receive
        self._gone = False
        self._watching: asyncio.Task[None] | None = None
        self._timer = asyncio.get_running_loop().call_later(UNWATCHED_SECONDS, self._start)

    def made_it(self) -> bool:
        """Tell whether it was this that cancelled the task, and nothing else did."""
        return self._gone and self._working.uncancel() == 0

    def end(self) -> None:
        """Watch no more."""
        self._timer.cancel()
        if self._watching is not None:
            self._watching.cancel()

    def _start(self) -> None:
        self._watching = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self._gone = True
        self._working.cancel()
