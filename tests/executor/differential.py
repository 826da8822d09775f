"""Runs random queries through compiled plans and through the standard executor, and compares every answer.

For another schema: `await differential(build_schema, contexts, roots)`, where `build_schema` takes the executor
class, `contexts` are context values to run each query under, and `roots` maps root fields to the text calling them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

import strawberry
from graphql import GraphQLError, parse, validate
from graphql.execution import Executor

from gateway.executor import Engine, QueryLimits, executor_class
from gateway.executor.engine import core_schema
from tests.executor.queries import VARIABLES, QueryMaker

SchemaFactory = Callable[[type[Executor[Any]]], strawberry.Schema]

WIDE = QueryLimits(
    tokens=100_000, depth=100, aliases=2**50, breadth=10_000, fields=2**50, comparisons=500_000, cost=2**60
)


@dataclass
class Tally:
    """What a differential run covered."""

    queries: int = 0
    answers: int = 0
    with_errors: int = 0


async def differential(
    build_schema: SchemaFactory,
    contexts: Iterable[Any],
    roots: dict[str, str],
    *,
    seed: int,
    seconds: float = 5.0,
    queries: int = 300,
) -> Tally:
    """Compare the two executors on up to `queries` valid random queries, for at most `seconds`."""
    pair = Pair(build_schema)
    random = Random(seed)
    maker = QueryMaker(pair.core, roots, random)
    values = list(contexts)
    tally = Tally()
    end = time.monotonic() + seconds
    while tally.queries < queries and time.monotonic() < end:
        query = maker.query(random.randint(1, 5))
        if validate(pair.core, parse(query)):
            continue
        tally.queries += 1
        await pair.compare(query, random.choice(values), tally)
    return tally


class Pair:
    """One schema under both executors; plans are compiled at first sight."""

    def __init__(self, build_schema: SchemaFactory) -> None:
        standard = build_schema(executor_class(compiled_plans=False))
        planned = build_schema(executor_class(compile_at_sight=1))
        self.core = core_schema(standard)
        self._standard = Engine(standard, WIDE)
        self._planned = Engine(planned, WIDE)

    async def compare(self, query: str, context: Any, tally: Tally) -> None:
        """Fail unless both give the same data in the same order, and the same errors."""
        for variables in VARIABLES:
            expected = await _run(self._standard, query, variables, context)
            for _ in range(2):
                found = await _run(self._planned, query, variables, context)
                assert found == expected, f"{query}\nunder {variables}"
            tally.answers += 1
            tally.with_errors += bool(expected[1])


async def _run(engine: Engine, query: str, variables: dict[str, Any], context: Any) -> tuple[str, list[Any]]:
    document = engine.document(query)
    answer = await engine.execute(document, document.operation(None), variables, context)
    await _settle()
    return repr(answer.data), sorted(map(_described, answer.errors), key=repr)


async def _settle() -> None:
    """Let graphql-core finish the fields it gave up on, so none outlives the test's event loop."""
    rest = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*rest, return_exceptions=True)


def _described(error: GraphQLError) -> tuple[Any, ...]:
    places = [(place.line, place.column) for place in error.locations or ()]
    return error.message, error.path, places, type(error.original_error)
