"""Cost: objects, questions to departments, lists multiplied, fragments counted once, variables taken into account."""

from __future__ import annotations

import time
from typing import Any

import pytest
from graphql import get_introspection_query
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.app import WEIGHTS
from gateway.executor import DocumentCache, QueryLimits
from gateway.executor.engine import core_schema
from schema.graph import build_schema
from schema.graph.weights import ASKING_CHANGES, CHANGES, QUESTION, QUESTIONS, READINGS

CORE = core_schema(build_schema())
WIDE = QueryLimits(tokens=100_000, breadth=2**60, fields=2**60, directives=2**60, comparisons=500_000)
PURPOSE = "purpose: SUPERVISION"


def cost(query: str, **variables: Any) -> int:
    document = DocumentCache(CORE, WIDE, WEIGHTS).get(query)
    return document.cost.of(document.operations[0], variables)


def asked(selection: str, arguments: str = "") -> str:
    return f'check(subject: $s, matter: "m", {PURPOSE}, caseNumber: "1" {arguments}) {{ {selection} }}'


@pytest.mark.parametrize(
    ("query", "units"),
    [
        ("{ __typename }", 0),
        ("{ matters { totalCount } }", 100 * 1),
        ("{ matters(first: 7) { nodes { id title } } }", 7 * 2),
        ("{ matters(first: 7) { nodes { id } edges { node { id } } } }", 7 * 4),
        (f"query ($s: IdentifierInput!) {{ {asked('guidance')} }}", QUESTION + 1),
        (f"query ($s: IdentifierInput!) {{ {asked('guidance measures { id measure { id } }')} }}", QUESTION + 3),
        (f"query ($s: IdentifierInput!) {{ a: {asked('id')} b: {asked('id')} }}", 2 * QUESTION + 2),
        (f'{{ subjects({PURPOSE}, creditCodes: ["a", "b"]) {{ name }} }}', 2 * (QUESTION + 1)),
        (f'{{ subjects({PURPOSE}, creditCodes: ["a"], identifiers: []) {{ penalties {{ id }} }} }}', QUESTION + 2),
        ('{ receipt(id: "x") }', 20),
    ],
)
def test_objects_questions_and_chosen_lists_are_counted(query: str, units: int) -> None:
    assert cost(query) == units


@settings(max_examples=12)
@given(codes=st.integers(0, 300), first=st.integers(-5, 300))
def test_lengths_in_variables_count_like_lengths_written_out(codes: int, first: int) -> None:
    asked_for = f"subjects({PURPOSE}, creditCodes: CODES) {{ name }} matters(first: FIRST) {{ totalCount }}"
    bulk = "query ($c: [String!], $n: Int!) {" + asked_for.replace("CODES", "$c").replace("FIRST", "$n") + "}"
    codes_written = "[" + '"x" ' * codes + "]"
    written = "{" + asked_for.replace("CODES", codes_written).replace("FIRST", str(first)) + "}"
    found = cost(bulk, c=["x"] * codes, n=first)
    assert found == cost(written) == max(1, codes) * (QUESTION + 1) + max(1, first)


def test_one_document_is_counted_for_each_length_it_is_asked_with() -> None:
    document = DocumentCache(CORE, WIDE, WEIGHTS).get(
        f'query ($c: [String!] = ["a", "b"]) {{ subjects({PURPOSE}, creditCodes: $c) {{ name }} }}'
    )
    (operation,) = document.operations
    costs = [document.cost.of(operation, sent) for sent in ({}, {"c": None}, {"c": ["a"] * 9}, {"c": "one"}, {})]
    assert [each // QUESTION for each in costs] == [2, 1, 9, 1, 2]


def test_forty_doublings_are_counted_in_milliseconds() -> None:
    chain = [f"fragment F{n} on Query {{ ...F{n + 1} ... {{ ...F{n + 1} @include(if: true) }} }}" for n in range(40)]
    query = " ".join(["{ ...F0 }", *chain, "fragment F40 on Query { matters { totalCount } }"])
    document = DocumentCache(CORE, WIDE, WEIGHTS).get(query)
    started = time.process_time()
    assert document.cost.of(document.operations[0], {}) == 100 * 2**40
    assert time.process_time() - started < 0.1


def test_introspection_as_tools_send_it_is_within_the_limit_and_a_dozen_of_it_is_not() -> None:
    one = cost(get_introspection_query())
    assert QueryLimits().cost / 6 < one < QueryLimits().cost


def test_every_root_field_that_is_no_catalogue_has_a_weight() -> None:
    root = CORE.query_type
    assert root is not None
    catalogues = {name for name, field in root.fields.items() if "first" in field.args}
    assert set(root.fields) - catalogues <= {*QUESTIONS, *READINGS} <= set(root.fields)
    assert CORE.mutation_type is not None
    assert set(CORE.mutation_type.fields) == {*CHANGES, *ASKING_CHANGES}
