"""Times an awaitable call by the CPU this process spends on it; wall time on a shared machine is noise."""

from __future__ import annotations

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

REPEATS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """Two ways to do the same work, each in CPU µs."""

    work: str
    beside: str
    beside_us: float
    ours: str
    ours_us: float

    @property
    def ratio(self) -> float:
        """How many times the other way ours costs."""
        return self.ours_us / self.beside_us


async def compared(
    first: Callable[[], Awaitable[object]], second: Callable[[], Awaitable[object]], *, rounds: int
) -> tuple[float, float]:
    """Give the CPU µs of both calls: the medians of `REPEATS` turns, taken alternately after one to warm up."""
    turns = [(await _cost(first, rounds), await _cost(second, rounds)) for _ in range(REPEATS + 1)]
    return statistics.median(turn[0] for turn in turns[1:]), statistics.median(turn[1] for turn in turns[1:])


async def _cost(call: Callable[[], Awaitable[object]], rounds: int) -> float:
    began = time.process_time()
    for _ in range(rounds):
        await call()
    return (time.process_time() - began) / rounds * 1e6
