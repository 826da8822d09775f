"""Desk: where the gateway asks one source; cache → single flight → coalesce → the connector's runner."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cachetools import TTLCache

from connectors.core.answers import Answer
from connectors.core.connector import Call
from connectors.core.runner import Runner
from schema.codes import FailureKind, Purpose
from schema.identifiers import Identifier
from schema.outcomes import Failed, Withheld

_LOG = logging.getLogger(__name__)
_LARGEST_CACHE = 50_000
_TIMER_SLACK_SECONDS = 0.01
_WORTHWHILE_SECONDS = 0.05
_FOR_WANT_OF_TIME = frozenset({FailureKind.TIMEOUT, FailureKind.OVERLOADED})


@dataclass(frozen=True, slots=True)
class Request:
    """One question to one source, as the gateway asks it."""

    key: Identifier
    purpose: Purpose
    as_of: date | None
    deadline: float  # event-loop time, seconds
    request_id: str
    max_age_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, and whether it came from the cache; None where the connector failed beyond what its runner catches."""

    answer: Answer | None
    cached: bool = False


Slot = tuple[Identifier, date | None, Purpose | None]


@dataclass(slots=True)
class _Flight:
    deadline: float
    landed: asyncio.Future[Answer | None]


class Desk:
    """Asks one source on behalf of every request of this process.

    Concurrent requests for the same key share one flight; keys that arrive in the same turn of the event loop share
    one call where the source takes batches. A request that is cancelled, or whose deadline passes, leaves the flight
    to the others. Nothing but cancellation is raised.
    """

    def __init__(self, runner: Runner) -> None:
        self.source = runner.descriptor
        self._runner = runner
        self._cache: TTLCache[Slot, tuple[float, Answer]] = TTLCache(
            maxsize=_LARGEST_CACHE, ttl=max(self.source.freshness_seconds, 0.001)
        )
        self._epoch = 0
        self._flights: dict[Slot, _Flight] = {}
        self._boarding: dict[tuple[date | None, Purpose], list[tuple[Slot, Request]]] = defaultdict(list)

    async def ask(self, request: Request) -> Told:
        """Answer one request from the cache if it allows that, else from a flight of its own or a shared one."""
        slot = self._slot(request)
        if request.max_age_seconds > 0:
            kept = self._cache.get(slot)
            if kept is not None and asyncio.get_running_loop().time() - kept[0] <= request.max_age_seconds:
                return Told(kept[1], cached=True)
        while True:
            shared = self._flights.get(slot)
            flight = shared or self._board(slot, request)
            answer = await asyncio.shield(flight.landed)
            if shared is None or not _cut_short(answer, flight.deadline, request.deadline):
                return Told(answer)

    def forget(self) -> None:
        """Drop every cached answer, those on their way too: a record in one may have been repaired or withdrawn."""
        self._cache.clear()
        self._epoch += 1

    def _slot(self, request: Request) -> Slot:
        purpose = request.purpose if self.source.answers_by_purpose else None
        return (request.key, request.as_of, purpose)

    def _board(self, slot: Slot, request: Request) -> _Flight:
        loop = asyncio.get_running_loop()
        flight = self._flights[slot] = _Flight(request.deadline, loop.create_future())
        queue = self._boarding[request.as_of, request.purpose]
        queue.append((slot, request))
        if len(queue) == 1:
            loop.call_soon(self._depart, (request.as_of, request.purpose))
        return flight

    def _depart(self, group: tuple[date | None, Purpose]) -> None:
        boarded = self._boarding.pop(group)
        size = self.source.batch_size
        for start in range(0, len(boarded), size):
            task = asyncio.get_running_loop().create_task(self._fly(boarded[start : start + size]))
            _flying.add(task)
            task.add_done_callback(_flying.discard)

    async def _fly(self, boarded: list[tuple[Slot, Request]]) -> None:
        first = boarded[0][1]
        call = Call(
            keys=tuple(request.key for _, request in boarded),
            purpose=first.purpose,
            request_id=first.request_id,
            deadline=max(request.deadline for _, request in boarded),
            as_of=first.as_of,
        )
        epoch = self._epoch
        answers: Mapping[Identifier, Answer] = {}
        try:
            answers = await self._runner.ask(call)
        except Exception:  # noqa: BLE001 - a connector's defect must not take the other requests down
            _LOG.exception("source=%s request=%s the runner failed", self.source.slug, first.request_id)
        finally:
            for slot, request in boarded:
                self._land(slot, answers.get(request.key), keep=epoch == self._epoch)

    def _land(self, slot: Slot, answer: Answer | None, *, keep: bool) -> None:
        if keep and answer is not None and not isinstance(answer.outcome, Failed | Withheld):
            self._cache[slot] = (asyncio.get_running_loop().time(), answer)
        landed = self._flights.pop(slot).landed
        if not landed.done():
            landed.set_result(answer)


_flying: set[asyncio.Task[None]] = set()


def _cut_short(answer: Answer | None, flown: float, wanted: float) -> bool:
    """Tell whether a shared flight failed because its deadline came, with time worth another flight still left."""
    if answer is None or not isinstance(answer.outcome, Failed) or answer.outcome.failure not in _FOR_WANT_OF_TIME:
        return False
    landed = asyncio.get_running_loop().time()
    return landed >= flown - _TIMER_SLACK_SECONDS and wanted - landed >= _WORTHWHILE_SECONDS
