"""Answers kept for a while: bounded, the oldest out first, none beyond its source's freshness."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable

from connectors.core.answers import Answer
from schema.outcomes import NotFound

LARGEST = 50_000


class KeptAnswers:
    """Answers with the moment each was put in; times are those of any monotonic clock, in seconds.

    Every answer is put in and few are asked for again, so what is over is dropped when something is put in.
    """

    def __init__(self, seconds: float, *, absence_seconds: float | None = None, most: int = LARGEST) -> None:
        """Keep answers for `seconds`, those that there is nothing for `absence_seconds`, the same by default."""
        self._seconds = seconds
        self._absence_seconds = seconds if absence_seconds is None else min(absence_seconds, seconds)
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[float, Answer]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, slot: Hashable, now: float, *, max_age: float) -> Answer | None:
        """Give an answer at most `max_age` seconds old, and no older than its source allows."""
        kept = self._kept.get(slot)
        if kept is None or now - kept[0] > min(max_age, self._freshness(kept[1])):
            return None
        return kept[1]

    def oldest(self) -> Answer | None:
        """Give the answer kept for longest, None if there is none."""
        return next(iter(self._kept.values()))[1] if self._kept else None

    def put(self, slot: Hashable, answer: Answer, now: float) -> None:
        """Keep an answer, and let go of those that are over."""
        self._kept[slot] = (now, answer)
        self._kept.move_to_end(slot)
        while len(self._kept) > self._most or self._first() < now - self._seconds:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Let go of everything."""
        self._kept.clear()

    def _freshness(self, answer: Answer) -> float:
        return self._absence_seconds if isinstance(answer.outcome, NotFound) else self._seconds

    def _first(self) -> float:
        return next(iter(self._kept.values()))[0]
