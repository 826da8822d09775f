"""When a plan is compiled, what it refuses, and that the store of plans stays small."""

from __future__ import annotations

import time
from random import Random
from typing import Any

import pytest
import strawberry
from graphql import GraphQLError

from gateway.executor import Engine, QueryLimits, compiler, executor_class
from gateway.executor.executor import PlanExecutor
from gateway.executor.plans import Bounded, PlanCache
from gateway.executor.source import PlanSource
from tests.executor.differential import WIDE
from tests.executor.toy import Maker, Query, knot_schema, toy_schema

WORLD = Maker(Random(4), 0).world()


class Watch:
    """Counts the plans that are compiled."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: list[str] = []
        load = PlanSource.load

        def counted(source: PlanSource, name: str) -> Any:
            self.texts.append(source.text())
            return load(source, name)

        monkeypatch.setattr(PlanSource, "load", counted)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    return Watch(monkeypatch)


async def run(engine: Engine, query: str, variables: dict[str, Any] | None = None) -> Any:
    document = engine.document(query)
    answer = await engine.execute(document, document.operation(None), variables or {}, WORLD)
    assert not answer.errors
    return answer.data


def toy_engine(limits: QueryLimits = WIDE, **options: Any) -> Engine:
    return Engine(toy_schema(executor_class(**options)), limits)


async def test_a_plan_is_compiled_at_second_sight(watch: Watch) -> None:
    engine = toy_engine()
    first = await run(engine, "{ subjects { code } }")
    assert watch.texts == []
    second = await run(engine, "{ subjects { code } }")
    third = await run(engine, "{ subjects { code } }")
    assert len(watch.texts) == 1
    assert first == second == third


async def test_the_flag_turns_plans_off(watch: Watch) -> None:
    engine = toy_engine(compiled_plans=False)
    for _ in range(3):
        await run(engine, "{ subjects { code } }")
    assert watch.texts == []


async def test_a_mutation_is_never_planned(watch: Watch) -> None:
    mutation = strawberry.type(type("Mutation", (Query,), {}))
    schema = strawberry.Schema(Query, mutation=mutation, execution_context_class=executor_class())
    engine = Engine(schema, WIDE)
    for _ in range(3):
        await run(engine, "mutation { subjects { code } }")
    assert watch.texts == []
    for _ in range(2):
        await run(engine, "query { subjects { code } }")
    assert len(watch.texts) == 1


async def test_a_plan_holds_the_whole_pure_subtree_and_enums_and_tuples(watch: Watch) -> None:
    query = "{ subjects { sources { records { __typename title ... on Penalty { kinds level agency { label } } } } } }"
    engine = toy_engine(compile_at_sight=1)
    assert await run(engine, query) == await run(toy_engine(compiled_plans=False), query)
    assert len(watch.texts) == 1


async def test_below_a_field_with_arguments_the_standard_executor_runs_and_its_pure_siblings_are_planned(
    watch: Watch,
) -> None:
    query = "{ subjects { main { id } sources { nodes { id ... on Agency { times(factor: 2) } } status } } }"
    engine = toy_engine(compile_at_sight=1)
    assert await run(engine, query) == await run(toy_engine(compiled_plans=False), query)
    assert any("def" in text for text in watch.texts)


async def test_variants_follow_the_condition_variables(watch: Watch) -> None:
    engine = toy_engine(compile_at_sight=1)
    query = "query ($s: Boolean!, $unrelated: String) { subject(code: $unrelated) { code main @skip(if: $s) { id } } }"
    query = query.replace("$unrelated: String", '$unrelated: String! = "x"')
    for number in range(20):
        await run(engine, query, {"s": number % 2 == 0, "unrelated": str(number)})
    assert len(watch.texts) == 2


async def test_variants_are_bounded() -> None:
    executor = executor_class(compile_at_sight=1)
    assert issubclass(executor, PlanExecutor)
    engine = Engine(toy_schema(executor), WIDE)
    names = [f"v{number}" for number in range(6)]
    head = ", ".join(f"${name}: Boolean!" for name in names)
    body = " ".join(f"a{name}: code @skip(if: ${name})" for name in names)
    query = f"query ({head}) {{ subjects {{ {body} __typename }} }}"
    for bits in range(64):
        await run(engine, query, {name: bool(bits >> place & 1) for place, name in enumerate(names)})
    (operation,) = executor.plans._operations._items.values()
    assert len(operation.variants) == 8


async def test_operations_are_bounded() -> None:
    executor = executor_class(compile_at_sight=1, capacity=5)
    assert issubclass(executor, PlanExecutor)
    engine = Engine(toy_schema(executor), WIDE)
    for number in range(20):
        await run(engine, f"{{ subjects {{ a{number}: code }} }}")
    assert len(executor.plans) == 5


def test_what_was_used_last_is_kept() -> None:
    kept: Bounded[str] = Bounded(2)
    kept.put("a", "A")
    kept.put("b", "B")
    assert kept.get("a") == "A"
    kept.put("c", "C")
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == ("A", None, "C")


def knots(**options: Any) -> Engine:
    return Engine(knot_schema(executor_class(**options)), WIDE)


async def test_thirty_nested_lists_still_compile(watch: Watch) -> None:
    query = "{ knot { " + "name knots { " * 30 + "name" + " }" * 30 + " } }"
    assert await run(knots(compile_at_sight=1), query) == await run(knots(compiled_plans=False), query)
    assert len(watch.texts) == 1


async def test_a_selection_that_doubles_at_each_level_is_left_to_the_standard_executor(watch: Watch) -> None:
    levels = 22
    twice = "fragment F{} on Knot {{ name left: knot {{ ...F{} }} right: knot {{ ...F{} }} }}"
    fragments = [twice.format(n, n + 1, n + 1) for n in range(levels)]
    query = " ".join(["{ knot { ...F0 } }", *fragments, f"fragment F{levels} on Knot {{ name }}"])
    engine = knots(compile_at_sight=1)
    started = time.process_time()
    assert (await run(engine, query))["knot"]["left"]["name"] == "inner"
    assert time.process_time() - started < 2
    assert all(text.count(" = ") < 4 * compiler.MAX_FIELDS for text in watch.texts)


async def test_a_resolver_that_fails_below_a_plan_is_reported_as_by_graphql_core() -> None:
    engine = toy_engine(compile_at_sight=1)
    document = engine.document("{ subjects { code boom } }")
    answer = await engine.execute(document, document.operation(None), {}, WORLD)
    assert answer.data == {"subjects": [{"code": "c0", "boom": None}, {"code": "c1", "boom": None}]}
    assert [(error.path, error.message) for error in answer.errors] == [
        (["subjects", 0, "boom"], "boom"),
        (["subjects", 1, "boom"], "boom"),
    ]
    assert all(isinstance(error, GraphQLError) for error in answer.errors)


async def test_a_plan_is_faster_than_the_standard_executor() -> None:
    maker = Maker(Random(1), 0)
    query = "{ subjects { sources { records { id title agency { id code } maybe { id code } } } } }"
    world = maker.world()
    world.subjects *= 30

    async def cost(engine: Engine) -> float:
        document = engine.document(query)
        spent = []
        for _ in range(5):
            started = time.process_time()
            await engine.execute(document, document.operation(None), {}, world)
            spent.append(time.process_time() - started)
        return min(spent)

    assert await cost(toy_engine()) * 3 < await cost(toy_engine(compiled_plans=False))


def test_caches_belong_to_one_schema() -> None:
    first, second = executor_class(), executor_class()
    assert issubclass(first, PlanExecutor)
    assert issubclass(second, PlanExecutor)
    assert isinstance(first.plans, PlanCache)
    assert first.plans is not second.plans
