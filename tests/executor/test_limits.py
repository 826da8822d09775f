"""Limits on documents and variables: each says what is too much, at the limit all is well, and none takes long."""

from __future__ import annotations

import gc
import time
from dataclasses import replace
from typing import Any

import pytest
from graphql import parse
from hypothesis import given
from hypothesis import strategies as st

from gateway.executor import DocumentCache, DocumentErrors, Engine, QueryLimits, executor_class
from gateway.executor.engine import core_schema
from gateway.executor.limits import check_document, check_variables
from gateway.manner import DEVELOPER
from schema.errors import ErrorCode, Refusal
from schema.graph import build_schema
from tests.executor.toy import toy_schema

SHIPPED = QueryLimits(tokens=4_000, depth=16, aliases=100)
REAL = core_schema(build_schema())


def refusal(query: str, **limits: int) -> str:
    with pytest.raises(Refusal) as caught:
        check_document(parse(query), QueryLimits(**limits))
    assert caught.value.code is ErrorCode.QUERY_TOO_LARGE
    assert caught.value.hint
    return caught.value.message


@pytest.mark.parametrize(
    ("query", "limits", "says"),
    [
        ("query A { a } query B { a }", {"operations": 1}, "2 operations; 1 are allowed"),
        ("{ a @skip(if: true) @skip(if: true) }", {"directives": 1}, "2 directives"),
        ("query ($v: Int @x @y) @z { a }", {"directives": 2}, "3 directives"),
        ("{ ... @x { a } ...F @x } fragment F on Q @x { a }", {"directives": 2}, "3 directives"),
        ("{ ...F ...F } fragment F on Q { a @x }", {"directives": 1}, "2 directives"),
        ("{ a(b: [1, 2, 3]) }", {"list_items": 2}, "3 elements in a list"),
        ("{ a(b: {c: [[], [1, 2, 3]]}) }", {"list_items": 2}, "3 elements in a list"),
        ("{ a @x(b: [1, 2, 3]) }", {"list_items": 2}, "3 elements in a list"),
        ("query ($v: [Int] = [1, 2, 3]) { a }", {"list_items": 2}, "3 elements in a list"),
        ("{ ...F } fragment F on Q { a(b: [1, 2, 3]) }", {"list_items": 2}, "3 elements in a list"),
    ],
)
def test_documents_are_refused_by_what_is_too_much(query: str, limits: dict[str, int], says: str) -> None:
    assert says in refusal(query, **limits)
    ((name, allowed),) = limits.items()
    check_document(parse(query), QueryLimits(**{name: allowed + 1}))


def test_doubled_spreads_with_directives_are_measured_in_milliseconds() -> None:
    chain = [f"fragment F{n} on Q {{ ...F{n + 1} @x ... @x {{ ...F{n + 1} }} }}" for n in range(40)]
    document = parse(" ".join(["{ ...F0 }", *chain, "fragment F40 on Q { a }"]))
    started = time.process_time()
    with pytest.raises(Refusal, match="more than a million directives"):
        check_document(document, QueryLimits(fields=2**50, breadth=2**50))
    assert time.process_time() - started < 0.1


@pytest.mark.parametrize(
    "query",
    [
        "{" + "matters { nodes { id } } " * 240 + "}",
        "{" + "...{ matters { nodes { id } } } " * 240 + "}",
        "{" + "...F " * 100 + "} fragment F on Query {" + "matters { nodes { id } } " * 100 + "}",
        "{ ...F0 } " + " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ...F{n + 1} }}" for n in range(300)),
        " ".join(f"fragment F{n} on Query {{ ...F{(n + 1) % 300} }}" for n in range(300)) + "{ ...F0 }",
        " ".join(f"fragment F{n} on Query {{ {'...F0 ...F1 ...F2 ' * 20} }}" for n in range(60)) + "{ ...F0 }",
        " ".join(f"query A{n} {{ ...F }}" for n in range(400)) + "fragment F on Query { __typename }",
        "{" + " ".join(f"chek{n}" for n in range(240)) + "}",
        "{ __typename " + "@skip(if: true) " * 700 + "}",
    ],
)  # fmt: skip
def test_no_document_within_the_token_limit_takes_long_to_refuse(query: str) -> None:
    """graphql-core alone compares the repeated fields of the first for a second and more."""
    cache = DocumentCache(REAL, SHIPPED)
    gc.collect()  # what other tests left behind is not the query's
    started = time.process_time()
    with pytest.raises((Refusal, DocumentErrors)):
        cache.get(query)
    assert time.process_time() - started < 1.0


def nested(depth: int) -> Any:
    value: Any = 1
    for level in range(depth - 1):
        value = [value] if level % 2 else {"a": value}
    return value


@pytest.mark.parametrize(
    ("variables", "limits", "says"),
    [
        ({"v": nested(5)}, {"variable_depth": 4}, "5 levels of values"),
        ({"v": {"w": [1, 2, 3]}}, {"list_items": 2}, "3 elements in a list"),
        ({"v": "x" * 93}, {"variable_bytes": 100}, "101 bytes of variables"),
    ],
)
def test_variables_are_refused_by_what_is_too_much(
    variables: dict[str, Any], limits: dict[str, int], says: str
) -> None:
    ((name, allowed),) = limits.items()
    with pytest.raises(Refusal, match=says) as caught:
        check_variables(variables, QueryLimits(**limits))
    assert (caught.value.code, caught.value.where) == (ErrorCode.QUERY_TOO_LARGE, "variables")
    check_variables(variables, QueryLimits(**{name: allowed + 1}))


@given(depth=st.integers(1, 60))
def test_variables_are_as_deep_as_their_deepest_value(depth: int) -> None:
    check_variables({"v": nested(depth), "w": 1}, QueryLimits(variable_depth=depth))
    if depth > 1:
        with pytest.raises(Refusal):
            check_variables({"v": nested(depth)}, QueryLimits(variable_depth=depth - 1))


async def test_an_operation_beyond_the_cost_is_refused_before_anything_is_executed() -> None:
    engine = Engine(toy_schema(executor_class()), replace(SHIPPED, cost=1))
    document = engine.document("{ one { main { id } } }", DEVELOPER)
    with pytest.raises(Refusal, match="2 units of cost; 1 are allowed"):
        await engine.execute(document, document.operations[0], {}, None)
