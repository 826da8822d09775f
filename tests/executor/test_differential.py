"""Compiled plans give what the standard executor gives, errors and order included."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.executor import executor_class
from gateway.executor.executor import PlanExecutor
from gateway.executor.plans import PlanCache
from tests.executor.differential import Pair, Tally, differential
from tests.executor.queries import QueryMaker
from tests.executor.toy import Maker, toy_schema

ROOTS = {"subject": 'subject(code: "y")', "subjects": "subjects", "one": "one"}
PAIR = Pair(toy_schema)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_random_queries_over_partly_broken_data(seed: int) -> None:
    random = Random(seed)
    contexts = [Maker(random, broken).world() for broken in (0, 0, 0.02, 0.1) for _ in range(5)]
    tally = await differential(toy_schema, contexts, ROOTS, seed=seed, seconds=30, queries=25)
    assert tally.queries >= 15
    assert 0 < tally.with_errors < tally.answers


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), depth=st.integers(1, 4), broken=st.sampled_from([0.0, 0.05, 0.3]))
async def test_queries_and_data_hypothesis_thinks_of(seed: int, depth: int, broken: float) -> None:
    random = Random(seed)
    query = QueryMaker(PAIR.core, ROOTS, random).query(depth)
    await PAIR.compare(query, Maker(random, broken).world(), Tally())


async def test_the_fuzz_sees_a_plan_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(self: PlanExecutor, *args: object) -> object:
        return lambda value: {"code": "wrong"}

    monkeypatch.setattr(PlanExecutor, "_plan", wrong)
    with pytest.raises(AssertionError):
        await differential(toy_schema, [Maker(Random(1), 0).world()], ROOTS, seed=1, seconds=4, queries=20)


def test_plans_are_really_used() -> None:
    executor = executor_class()
    assert issubclass(executor, PlanExecutor)
    assert isinstance(executor.plans, PlanCache)
    assert not issubclass(executor_class(compiled_plans=False), PlanExecutor)
