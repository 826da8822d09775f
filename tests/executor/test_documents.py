"""The document cache: valid documents once, errors with a code and a place, limits before anything slow."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from gateway.executor import DocumentCache, DocumentErrors, Engine, QueryLimits, documents, executor_class
from gateway.executor.engine import core_schema
from gateway.manner import DEVELOPER, Manner
from schema.errors import ErrorCode, Refusal
from tests.executor.differential import WIDE
from tests.executor.toy import knot_schema, toy_schema

CORE = core_schema(toy_schema(executor_class()))


def cache(**limits: int) -> DocumentCache:
    return DocumentCache(CORE, QueryLimits(**limits))


def refused(query: str, **limits: int) -> Refusal:
    with pytest.raises(Refusal) as caught:
        cache(**limits).get(query)
    assert caught.value.code is ErrorCode.QUERY_TOO_LARGE
    assert caught.value.hint
    return caught.value


def invalid(query: str, *, introspection: bool = True) -> DocumentErrors:
    with pytest.raises(DocumentErrors) as caught:
        DocumentCache(CORE, QueryLimits()).get(query, introspection=introspection)
    return caught.value


def test_the_same_text_is_the_same_document() -> None:
    documents_ = cache()
    assert documents_.get("{ one { code } }") is documents_.get("{ one { code } }")
    assert documents_.get("{ one { code  } }") is not documents_.get("{ one { code } }")


def test_syntax_errors_have_a_place() -> None:
    found = invalid("{ one { code }")
    assert found.code is ErrorCode.GRAPHQL_PARSE_FAILED
    assert found.errors[0].locations


def test_unknown_fields_have_a_place_and_are_not_kept() -> None:
    documents_ = cache()
    for _ in range(2):
        with pytest.raises(DocumentErrors) as caught:
            documents_.get("{ one { nothing } }")
        assert caught.value.code is ErrorCode.GRAPHQL_VALIDATION_FAILED
        assert caught.value.errors[0].locations
    assert len(documents_) == 0


def test_introspection_can_be_off_and_then_names_are_not_suggested() -> None:
    cache().get("{ __schema { types { name } } }")
    assert "introspection" in invalid("{ __schema { types { name } } }", introspection=False).errors[0].message
    assert "Did you mean" in invalid("{ one { cod } }").errors[0].message
    assert "Did you mean" not in invalid("{ one { cod } }", introspection=False).errors[0].message


@pytest.mark.parametrize(
    ("bound", "manner", "open_"),
    [
        (True, Manner(introspection=True), True),
        (True, Manner(), False),
        (False, Manner(introspection=True), False),
    ],
)
async def test_introspection_and_suggestions_are_for_clients_that_have_them(
    bound: bool, manner: Manner, open_: bool
) -> None:
    engine = Engine(toy_schema(executor_class()), QueryLimits(), introspection=bound)
    asked = "{ __schema { types { name } } }"
    if bound:
        engine.document(asked, DEVELOPER)  # known already, and yet not for everybody
    told: list[str] = []
    for query in (asked, "{ one { cod } }"):
        try:
            engine.document(query, manner)
        except DocumentErrors as found:
            told += [error.message for error in found.errors]
    assert any("introspection" in message for message in told) is not open_
    assert any("Did you mean" in message for message in told) is open_
    assert engine.document("{ __typename }", manner).operations


def test_the_cache_is_bounded_by_number_and_by_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_DOCUMENTS", 3)
    documents_ = cache()
    for number in range(9):
        documents_.get(f"{{ one {{ a{number}: code }} }}")
    assert len(documents_) == 3
    monkeypatch.setattr(documents, "MAX_SOURCE_CHARACTERS", 100)
    documents_.get("{ one { code } }" + " " * 80)
    assert len(documents_) == 1


@pytest.mark.parametrize(
    ("query", "limits", "says"),
    [
        ("{ one { code code code } }", {"tokens": 6}, "tokens"),
        ("{ one { main { records { agency { code } } } } }", {"depth": 4}, "5 levels"),
        ("{ a: one { b: code } ...F } fragment F on Query { c: one { code } }", {"aliases": 2}, "3 aliases"),
        ("{ one { code ...F ...F } } fragment F on Subject { code code }", {"breadth": 4}, "5 fields in one"),
        ("{ one { ...F } two: one { ...F } } fragment F on Subject { main { id status } }", {"fields": 7}, "8 fields"),
    ],
)
def test_limits_say_what_is_too_much(query: str, limits: dict[str, int], says: str) -> None:
    assert says in refused(query, **limits).message


def test_a_query_exactly_at_the_limits_is_accepted() -> None:
    cache(depth=2, aliases=1, breadth=2, fields=3).get("{ one { a: code code } }")


def test_forty_doublings_are_measured_in_milliseconds() -> None:
    levels = 40
    chain = [f"fragment F{n} on Subject {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels)]
    query = " ".join(["{ one { ...F0 } }", *chain, f"fragment F{levels} on Subject {{ code }}"])
    started = time.process_time()
    assert "more than a million" in refused(query).message
    cache(breadth=2**50, fields=2**50).get(query)
    assert time.process_time() - started < 0.5


def test_fragments_that_contain_themselves_are_named_by_validation() -> None:
    found = invalid("{ one { ...F } } fragment F on Subject { code ...G } fragment G on Subject { ...F }")
    assert "Cannot spread fragment" in found.errors[0].message


@pytest.mark.parametrize("levels", [60, 400, 5_000])
def test_deep_nesting_is_refused_whatever_the_recursion_limit(levels: int) -> None:
    refused("{ one" + " { main" * levels + " { id }" + " }" * levels + " }", tokens=100_000)


def test_a_long_chain_of_fragments_is_no_defect() -> None:
    chain = [f"fragment F{n} on Subject {{ ...F{n + 1} }}" for n in range(900)]
    query = " ".join(["{ one { ...F0 } }", *chain, "fragment F900 on Subject { code }"])
    assert "nested too deeply" in refused(query, tokens=100_000).message


def test_repeated_fields_are_compared_within_a_budget() -> None:
    selection = "name"
    for _ in range(5):
        selection = f"knot {{ {selection} }} knot {{ {selection} }}"
    with pytest.raises(Refusal) as caught:
        DocumentCache(core_schema(knot_schema()), replace(WIDE, comparisons=2_000)).get(f"{{ knot {{ {selection} }} }}")
    assert caught.value.code is ErrorCode.QUERY_TOO_LARGE
    assert "repeats fields too often" in caught.value.message


def test_operations_are_chosen_by_name() -> None:
    document = cache().get("query A { one { code } } query B { subjects { code } }")
    assert document.operation("B").name
    for name in (None, "C"):
        with pytest.raises(Refusal) as caught:
            document.operation(name)
        assert caught.value.code is ErrorCode.BAD_REQUEST
        assert caught.value.where == "operationName"
        assert caught.value.hint
        assert "A, B" in caught.value.hint
    assert cache().get("{ one { code } }").operation(None).name is None
