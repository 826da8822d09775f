"""A second request beside one that is slow to answer; the first good answer counts, and the other is given up."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from connectors.core.faults import Fault

T = TypeVar("T")
_given_up: set[asyncio.Task[Any]] = set()  # nobody waits for them, whatever they do with being cancelled


async def hedged(attempt: Callable[[], Awaitable[T | Fault]], after: float, until: float) -> tuple[T | Fault, int]:
    """Attempt, and attempt once more beside it if there is no answer `after` seconds later, but before `until`.

    Gives the first result that is no fault, else the first attempt's, and the number of attempts. `until` is
    event-loop time. Cancelling gives both up.
    """
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(_awaited(attempt))]
    try:
        done, _ = await asyncio.wait(tasks, timeout=after)
        if done or loop.time() >= until:
            return await tasks[0], 1
        tasks.append(loop.create_task(_awaited(attempt)))
        for next_done in asyncio.as_completed(tuple(tasks)):
            result = await next_done
            if not isinstance(result, Fault):
                return result, 2
        return await tasks[0], 2
    finally:
        for task in tasks:
            if not task.done():
                task.cancel()
                _given_up.add(task)
                task.add_done_callback(_given_up.discard)


async def _awaited(attempt: Callable[[], Awaitable[T | Fault]]) -> T | Fault:
    return await attempt()
