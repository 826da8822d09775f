"""Asks one source on behalf of the gateway: breaker, limiter, deadline, attempt, checks, retry, in that order."""

from __future__ import annotations

import asyncio
import logging
import random
import traceback
from collections.abc import Awaitable, Callable, Mapping
from types import TracebackType
from typing import Self, TypeVar

from connectors.core.answers import Answer
from connectors.core.breaker import Breaker, Ticket
from connectors.core.checks import checked, well_shaped
from connectors.core.connector import Call, Clock, Connector, Dated, Descriptor, History
from connectors.core.faults import BreakerOpen, Crowded, Defect, Fault, NoHistory, TimedOut
from connectors.core.hedging import hedged
from connectors.core.limiter import Limiter
from connectors.core.search import NamedUnits, NameQuestion, SearchingConnector
from schema.dates import legal_day
from schema.identifiers import Identifier
from schema.outcomes import Failed, NotApplicable, Outcome

T = TypeVar("T")
_LOG = logging.getLogger(__name__)
_NOT_SENT = (BreakerOpen, Crowded)
_HEDGED = 2  # attempts a hedged question may take
_FIRST_PAUSE = 0.05  # seconds before the second attempt, doubled for each further one


class Runner:
    """Owner of all policy towards one source; never raises but for cancellation.

    `clock` gives the present instant (UTC); `rng` jitters the pauses between attempts; `hear` is told every fault.
    """

    def __init__(
        self,
        connector: Connector,
        *,
        clock: Clock,
        rng: random.Random | None = None,
        hear: Callable[[Fault], object] | None = None,
    ) -> None:
        limits = connector.descriptor.limits
        self._connector = connector
        self._clock = clock
        self._rng = rng or random.Random()  # noqa: S311 - jitter, not a secret
        self._limits = limits
        self._hear = hear
        self._limiter = Limiter(concurrency=limits.concurrency, rate=limits.rate_per_second)
        self._breaker = Breaker(failures=limits.breaker_failures, rest_seconds=limits.breaker_rest_seconds)

    @property
    def descriptor(self) -> Descriptor:
        """Give what the source declares about itself."""
        return self._connector.descriptor

    async def __aenter__(self) -> Self:
        await self._connector.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._connector.__aexit__(kind, error, trace)

    async def ask(self, call: Call) -> dict[Identifier, Answer]:
        """Ask about every key of the call; one answer each, whatever happens."""
        answers: dict[Identifier, Answer] = {}
        asked: list[Identifier] = []
        for key in call.keys:
            refusal = self._refusal(key, call)
            if refusal is None:
                asked.append(key)
            else:
                answers[key] = Answer(refusal, 0.0, 0, self._clock())
        size = self.descriptor.batch_size
        if not asked:
            return answers
        if len(asked) <= size:
            answers.update(await self._ask_batch(call if not answers else call.with_keys(tuple(asked))))
            return answers
        batches = [call.with_keys(tuple(asked[start : start + size])) for start in range(0, len(asked), size)]
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._ask_batch(batch)) for batch in batches]
        for task in tasks:
            answers.update(task.result())
        return answers

    def _refusal(self, key: Identifier, call: Call) -> Outcome | None:
        if key.scheme not in self.descriptor.keyed_by:
            return NotApplicable(reason=f"the source is not keyed by {key.scheme.value}")
        if not well_shaped(key):
            return Defect("the key is masked or malformed and was not sent to the source").failed()
        if call.as_of is not None and self.descriptor.history is History.CURRENT and self._is_past(call):
            return NoHistory().failed()
        return None

    def _is_past(self, call: Call) -> bool:
        return call.as_of is not None and call.as_of < legal_day(self._clock())

    async def _ask_batch(self, call: Call) -> dict[Identifier, Answer]:
        loop = asyncio.get_running_loop()
        started = loop.time()
        deadline = min(call.deadline, started + self._limits.time_budget_seconds)
        result, attempts = await self._first_attempts(call, deadline)
        while isinstance(result, Fault):
            pause = self._pause(result, attempts, deadline - loop.time())
            if pause is None:
                break
            await asyncio.sleep(pause)
            again = await self._attempt(lambda: self._connector.ask(call), call.request_id, deadline)
            if isinstance(again, _NOT_SENT):
                break  # what the source itself did is told, not that it could not be asked again
            result = again
            attempts += 1
        return self._answers(call, result, attempts, (loop.time() - started) * 1000)

    async def _first_attempts(self, call: Call, deadline: float) -> tuple[Mapping[Identifier, Outcome] | Fault, int]:
        """Attempt once, or twice side by side where the source is hedged; gives the number of attempts too."""

        def attempt() -> Awaitable[Mapping[Identifier, Outcome] | Fault]:
            return self._attempt(lambda: self._connector.ask(call), call.request_id, deadline)

        after = self._limits.hedge_after_seconds
        if after is None or not self.descriptor.idempotent or self._limits.attempts < _HEDGED:
            return await attempt(), 1
        return await hedged(attempt, after, deadline)

    def _pause(self, fault: Fault, attempts: int, left: float) -> float | None:
        """Give the seconds to wait before another attempt, or None if there is to be none."""
        if not (fault.retriable and self.descriptor.idempotent and attempts < self._limits.attempts):
            return None
        pause = fault.retry_after
        if pause is None:
            pause = _FIRST_PAUSE * 2.0 ** (attempts - 1) * (0.5 + self._rng.random())
        return pause if pause < left else None

    async def search(self, question: NameQuestion) -> NamedUnits | Failed:
        """Search the source by name, once, under the same policy; `Failed` instead of an exception."""
        connector = self._connector
        if not isinstance(connector, SearchingConnector):
            return Defect("the source is not searched by name").failed()
        deadline = min(question.deadline, asyncio.get_running_loop().time() + self._limits.time_budget_seconds)
        found = await self._attempt(lambda: connector.search(question), question.request_id, deadline)
        return found.failed() if isinstance(found, Fault) else found

    async def _attempt(self, ask: Callable[[], Awaitable[T]], request_id: str, deadline: float) -> T | Fault:
        loop = asyncio.get_running_loop()
        started = loop.time()
        ticket = self._breaker.admit(started)
        if ticket is None:
            return BreakerOpen(retry_after=self._breaker.wait(started))
        sent = False
        try:
            async with asyncio.timeout_at(deadline), self._limiter:
                sent = True
                outcomes = await ask()
        except Fault as caught:
            fault = caught
        except TimeoutError:
            fault = TimedOut() if sent else Crowded()
        except asyncio.CancelledError:
            self._breaker.withdrawn(ticket)
            raise
        except Exception as error:  # noqa: BLE001 - an author's defect must not take the other sources down
            fault = Defect(detail=_place_of(error))
        else:
            self._breaker.succeeded(ticket)
            return outcomes
        ended = loop.time()
        self._log(fault, request_id, ended - started)
        self._hand_back(ticket, fault, started, ended)
        return fault

    def _hand_back(self, ticket: Ticket, fault: Fault, started: float, ended: float) -> None:
        impatient = isinstance(fault, TimedOut) and ended - started < self._limits.breaker_patience_seconds
        if fault.trips_breaker and not impatient:
            self._breaker.failed(ticket, ended)
        else:
            self._breaker.withdrawn(ticket)

    def _log(self, fault: Fault, request_id: str, seconds: float) -> None:
        if self._hear is not None:
            self._hear(fault)
        level = logging.ERROR if isinstance(fault, Defect) else logging.WARNING
        _LOG.log(
            level,
            "source=%s request=%s failure=%s after=%.0fms %s",
            self.descriptor.slug,
            request_id,
            fault.kind.value,
            seconds * 1000,
            fault.told,
        )

    def _answers(
        self, call: Call, result: Mapping[Identifier, Outcome] | Fault, attempts: int, latency_ms: float
    ) -> dict[Identifier, Answer]:
        now = self._clock()
        if isinstance(result, Fault):
            spent = 0 if isinstance(result, _NOT_SENT) else attempts
            failed = result.failed()
            return {key: Answer(failed, latency_ms, spent, now) for key in call.keys}
        dated = result.data_as_of if isinstance(result, Dated) else None
        return {key: Answer(self._check(key, result, call), latency_ms, attempts, now, dated) for key in call.keys}

    def _check(self, key: Identifier, outcomes: Mapping[Identifier, Outcome], call: Call) -> Outcome:
        try:
            return checked(key, outcomes, self.descriptor)
        except Exception as error:  # noqa: BLE001 - outcomes are an author's objects
            fault = Defect(detail=_place_of(error))
            self._log(fault, call.request_id, 0.0)
            return fault.failed()


def _place_of(error: Exception) -> str:
    """Say what kind of error happened where; its message is left out, since it may quote personal values."""
    return f"{type(error).__name__} at\n{''.join(traceback.format_tb(error.__traceback__))}"
