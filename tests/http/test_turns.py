"""Fairness: never more at work than allowed, first come first served, and a greedy client does not slow another."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from gateway.http.asker import Asker
from gateway.http.refusals import HttpRefusal
from gateway.http.turns import TurnLimits, Turns
from gateway.manner import DEVELOPER
from tests.http.sample import Context, context_of, sample_app

STEPS = st.lists(
    st.tuples(st.sampled_from("ab"), st.integers(1, 3), st.booleans(), st.integers(0, 3)), min_size=4, max_size=25
)


@settings(max_examples=60)
@given(steps=STEPS)
async def test_whoever_comes_and_leaves_no_turn_is_lost_or_given_twice(steps: list[tuple[str, int, bool, int]]) -> None:
    """Each step is an operation of a client, its weight, whether it is cancelled, and a pause of the loop after it."""
    turns = Turns(TurnLimits(concurrency=2, queue=3))
    at_work = {"a": 0, "b": 0}
    served: dict[str, list[int]] = {"a": [], "b": []}

    async def operate(client: str, number: int, weight: int) -> None:
        async with turns.turn(client, weight):
            counted = min(weight, 2)
            at_work[client] += counted
            try:
                assert at_work[client] <= 2
                served[client].append(number)
                await asyncio.sleep(0)
                await asyncio.sleep(0)
            finally:
                at_work[client] -= counted

    tasks = []
    for number, (client, weight, cancelled, pause) in enumerate(steps):
        tasks.append(asyncio.create_task(operate(client, number, weight)))
        for _ in range(pause):
            await asyncio.sleep(0)
        if cancelled:
            tasks[number // 2].cancel()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert not [each for each in outcomes if not isinstance(each, HttpRefusal | asyncio.CancelledError | None)]
    assert all(numbers == sorted(numbers) for numbers in served.values())
    assert (len(turns), at_work) == (0, {"a": 0, "b": 0})


async def test_one_too_many_is_told_when_to_come_back() -> None:
    turns = Turns(TurnLimits(concurrency=1, queue=0))
    async with turns.turn("a"), turns.turn("b"):
        with pytest.raises(HttpRefusal) as caught:
            async with turns.turn("a"):
                pass
    assert (caught.value.status, caught.value.code, caught.value.headers) == (
        429,
        "TOO_MANY_REQUESTS",
        {"retry-after": "1"},
    )


async def test_a_turn_that_does_not_come_is_refused_in_time() -> None:
    turns = Turns(TurnLimits(concurrency=1, wait_seconds=0))
    async with turns.turn("a"):
        with pytest.raises(HttpRefusal, match="at work for long"):
            async with turns.turn("a"):
                pass
    assert len(turns) == 0


async def test_a_greedy_client_is_held_back_and_another_is_answered_in_its_time() -> None:
    def asker(context: Context) -> Asker:
        return Asker(context.asker, DEVELOPER)

    app = sample_app(asker_of=asker, turns=TurnLimits(concurrency=8, queue=32))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway.test") as client:

        async def ask(name: str) -> httpx.Response:
            headers = {"authorization": f"Bearer {name}"}
            return await client.post("/graphql", json={"query": "{ slow(seconds: 0.2) }"}, headers=headers)

        greedy = [asyncio.create_task(ask("greedy")) for _ in range(200)]
        await asyncio.sleep(0.05)
        started = time.monotonic()
        other = await ask("other")
        spent = time.monotonic() - started
        statuses = [response.status_code for response in await asyncio.gather(*greedy)]
    assert other.json() == {"data": {"slow": "done"}}
    assert spent < 0.6
    served = statuses.count(200)
    assert 40 <= served <= 100  # those that come late on a busy machine find a place
    assert statuses.count(429) == 200 - served


async def test_who_is_refused_before_a_turn_takes_none() -> None:
    async def refusing(request: Request) -> Context:
        return await context_of(request)

    app = sample_app(context_factory=refusing, turns=TurnLimits(concurrency=1, queue=0))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway.test") as client:
        for _ in range(3):
            response = await client.post(
                "/graphql", json={"query": "{ asker }"}, headers={"authorization": "Bearer nobody"}
            )
            assert response.status_code == 401
        assert (await client.post("/graphql", json={"query": "{ asker }"})).status_code == 200


async def test_documents_that_take_long_to_validate_hold_up_their_own_client_only() -> None:
    """Each of these costs the processor some ten milliseconds, and is another one, so that none is known already."""

    def asker(context: Context) -> Asker:
        return Asker(context.asker, DEVELOPER)

    app = sample_app(asker_of=asker)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://gateway.test") as client:

        async def ask(name: str, query: str) -> None:
            await client.post("/graphql", json={"query": query}, headers={"authorization": f"Bearer {name}"})

        greedy = [asyncio.create_task(ask("greedy", f"query Q{n} {{ {'asker ' * 90} }}")) for n in range(30)]
        await asyncio.create_task(ask("other", "{ asker }"))
        assert sum(task.done() for task in greedy) <= 5
        await asyncio.gather(*greedy)
