"""A second request beside a slow one: within the budget, the first good answer counts, and nothing outlives it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping

import pytest

from connectors.core.connector import Call
from connectors.core.faults import Rejected, Unreachable
from connectors.core.runner import Runner
from connectors.core.settings import Limits
from schema.codes import FailureKind
from schema.identifiers import Identifier
from schema.outcomes import Failed, NotFound, Outcome
from tests.connectors.acting import UNIT, Act, Acting, answers, call, now, raises

NOTHING = NotFound(evidence="total 0")
HEDGED = Limits(attempts=2, hedge_after_seconds=0.02)


class Slow:
    """An act that hangs until it is cancelled, and says that it was."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.cancelled = asyncio.Event()

    async def __call__(self, _: Call) -> Mapping[Identifier, Outcome]:
        self.begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.cancelled.set()
        raise AssertionError("nobody sets the event")


async def asked(connector: Acting, seconds: float = 5.0) -> tuple[Outcome, int]:
    answer = (await Runner(connector, clock=now, rng=random.Random(1)).ask(call(seconds=seconds)))[UNIT]
    return answer.outcome, answer.attempts


async def test_a_source_that_does_not_answer_is_asked_once_more_and_the_first_request_given_up() -> None:
    slow = Slow()
    connector = Acting(slow, answers(NOTHING), limits=HEDGED)
    assert await asked(connector) == (NOTHING, 2)
    await asyncio.wait_for(slow.cancelled.wait(), 1)
    assert len(connector.calls) == 2


async def test_a_source_that_answers_in_time_is_asked_once() -> None:
    connector = Acting(answers(NOTHING), limits=HEDGED)
    assert await asked(connector) == (NOTHING, 1)
    assert len(connector.calls) == 1


@pytest.mark.parametrize(
    "declared",
    [
        {"limits": Limits(attempts=2)},
        {"limits": HEDGED, "idempotent": False},
        {"limits": Limits(attempts=1, hedge_after_seconds=0.02)},
    ],
    ids=["not hedged", "not idempotent", "no attempt left"],
)
async def test_a_source_that_does_not_allow_it_is_waited_for(declared: dict[str, object]) -> None:
    connector = Acting(Slow(), answers(NOTHING), **declared)
    outcome, attempts = await asked(connector, seconds=0.1)
    assert isinstance(outcome, Failed)
    assert (outcome.failure, attempts, len(connector.calls)) == (FailureKind.TIMEOUT, 1, 1)


async def test_a_fault_of_one_does_not_hide_the_answer_of_the_other() -> None:
    async def late(asked_for: Call) -> Mapping[Identifier, Outcome]:
        await asyncio.sleep(0.06)
        return dict.fromkeys(asked_for.keys, NOTHING)

    connector = Acting(late, raises(Unreachable()), limits=HEDGED)
    assert await asked(connector) == (NOTHING, 2)


async def test_where_both_fail_the_first_is_told_and_the_budget_is_spent() -> None:
    async def late(_: Call) -> Mapping[Identifier, Outcome]:
        await asyncio.sleep(0.06)
        raise Rejected

    connector = Acting(late, raises(Unreachable()), limits=HEDGED)
    outcome, attempts = await asked(connector)
    assert isinstance(outcome, Failed)
    assert (outcome.failure, attempts, len(connector.calls)) == (FailureKind.REJECTED, 2, 2)


async def test_a_fault_at_once_is_retried_as_ever_and_not_hedged() -> None:
    connector = Acting(raises(Unreachable()), answers(NOTHING), limits=HEDGED)
    assert await asked(connector) == (NOTHING, 2)


async def test_whoever_leaves_gives_both_up() -> None:
    first, second = Slow(), Slow()
    acts: tuple[Act, Act] = (first, second)
    connector = Acting(*acts, limits=HEDGED)
    asking = asyncio.create_task(asked(connector))
    await asyncio.wait_for(second.begun.wait(), 1)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    await asyncio.wait_for(asyncio.gather(first.cancelled.wait(), second.cancelled.wait()), 1)
