"""Desk: where the gateway asks one source; cache → single flight → coalesce → the connector's runner."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from connectors.core.answers import Answer
from connectors.core.connector import Call
from connectors.core.runner import Runner
from connectors.core.search import NamedUnits, NameQuestion
from gateway.fetching.kept import KeptAnswers
from schema.caches import SourceCache
from schema.codes import FailureKind, Purpose
from schema.identifiers import Identifier
from schema.outcomes import Failed, Withheld

_LOG = logging.getLogger(__name__)
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


Hear = Callable[[Told], None]
Slot = tuple[Identifier, date | None, Purpose | None]
Group = tuple[date | None, Purpose]


@dataclass(slots=True)
class _Flight:
    request: Request
    hear: Hear
    sharing: list[tuple[Request, Hear]] = field(default_factory=list)


class Desk:
    """Asks one source on behalf of every request of this process.

    Concurrent requests for the same key share one flight. Where the source takes batches, keys that arrive in the same
    turn of the event loop share one call, and while a call is under way further keys gather for a moment, or until it
    lands: an idle source is never waited for. A request that is cancelled, or whose deadline passes, leaves the flight
    to the others. Nothing but cancellation is raised.
    """

    def __init__(self, runner: Runner) -> None:
        self.source = runner.descriptor
        self._runner = runner
        spec = self.source
        self._cache = KeptAnswers(spec.freshness_seconds, absence_seconds=spec.absence_freshness_seconds)
        self._gather = spec.gather_seconds if spec.batch_size > 1 else 0.0
        self._aloft = 0
        self._reused = self._asked = 0
        self._epoch = 0
        self._flights: dict[Slot, _Flight] = {}
        self._boarding: dict[Group, list[tuple[Slot, Request]]] = defaultdict(list)
        self._gathering: dict[Group, asyncio.TimerHandle] = {}

    async def ask(self, request: Request) -> Told:
        """Answer one request from the cache if it allows that, else from a flight of its own or a shared one."""
        heard: asyncio.Future[Told] = asyncio.get_running_loop().create_future()
        self.enquire(request, lambda told: None if heard.done() else heard.set_result(told))
        return await heard

    def enquire(self, request: Request, hear: Hear) -> None:
        """Answer as `ask` does, by calling `hear` once, never before this returns; a third of the cost of a task.

        `hear` must not raise, and must put up with an answer that comes too late for it.
        """
        slot = self._slot(request)
        if request.max_age_seconds > 0:
            loop = asyncio.get_running_loop()
            kept = self._cache.get(slot, loop.time(), max_age=request.max_age_seconds)
            if kept is not None:
                self._reused += 1
                loop.call_soon(hear, Told(kept, cached=True))
                return
        self._asked += 1
        self._join(slot, request, hear)

    async def search(self, question: NameQuestion) -> NamedUnits | Failed:
        """Search the source by name; nothing of it is kept or shared."""
        return await self._runner.search(question)

    def kept(self) -> SourceCache:
        """Tell what is kept, in numbers."""
        oldest = self._cache.oldest()
        return SourceCache(
            source=self.source.slug,
            agency=self.source.agency,
            answers=len(self._cache),
            oldest_at=None if oldest is None else oldest.retrieved_at,
            freshness_seconds=self.source.freshness_seconds,
            absence_freshness_seconds=self.source.absence_freshness_seconds,
            reused=self._reused,
            asked=self._asked,
        )

    def forget(self) -> None:
        """Drop every cached answer, those on their way too: a record in one may have been repaired or withdrawn."""
        self._cache.clear()
        self._epoch += 1

    def _slot(self, request: Request) -> Slot:
        purpose = request.purpose if self.source.answers_by_purpose else None
        return (request.key, request.as_of, purpose)

    def _join(self, slot: Slot, request: Request, hear: Hear) -> None:
        """Share the flight for the same question if one is under way, else board one of its own."""
        flight = self._flights.get(slot)
        if flight is not None:
            flight.sharing.append((request, hear))
            return
        self._flights[slot] = _Flight(request, hear)
        group = (request.as_of, request.purpose)
        queue = self._boarding[group]
        queue.append((slot, request))
        if len(queue) == 1:
            loop = asyncio.get_running_loop()
            if self._gather and self._aloft:
                self._gathering[group] = loop.call_later(self._gather, self._depart, group)
            else:
                loop.call_soon(self._depart, group)
        elif len(queue) == self.source.batch_size and group in self._gathering:
            self._depart(group)

    def _depart(self, group: Group) -> None:
        gathering = self._gathering.pop(group, None)
        if gathering is not None:
            gathering.cancel()
        boarded = self._boarding.pop(group)
        size = self.source.batch_size
        for start in range(0, len(boarded), size):
            self._aloft += 1
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
            self._aloft -= 1
            for slot, request in boarded:
                self._land(slot, answers.get(request.key), keep=epoch == self._epoch)
            for group in tuple(self._gathering):
                self._depart(group)

    def _land(self, slot: Slot, answer: Answer | None, *, keep: bool) -> None:
        if keep and answer is not None and not isinstance(answer.outcome, Failed | Withheld):
            self._cache.put(slot, answer, asyncio.get_running_loop().time())
        flight = self._flights.pop(slot)
        told = Told(answer)
        flight.hear(told)
        for request, hear in flight.sharing:
            if _cut_short(answer, flight.request.deadline, request.deadline):
                self._join(slot, request, hear)
            else:
                hear(told)


_flying: set[asyncio.Task[None]] = set()


def _cut_short(answer: Answer | None, flown: float, wanted: float) -> bool:
    """Tell whether a shared flight failed because its deadline came, with time worth another flight still left."""
    if answer is None or not isinstance(answer.outcome, Failed) or answer.outcome.failure not in _FOR_WANT_OF_TIME:
        return False
    landed = asyncio.get_running_loop().time()
    return landed >= flown - _TIMER_SLACK_SECONDS and wanted - landed >= _WORTHWHILE_SECONDS
