"""The comparison notices every difference, and words do not hide one."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest

from gateway.demo.asking import Answer
from gateway.demo.comparing import compare
from gateway.demo.facets import Facet
from gateway.demo.scenarios import Expectation

DAY = date(2026, 11, 24)
MEASURE: dict[str, Any] = {
    "id": "RES-02-line:decision:1",
    "line": "RES-02-line",
    "status": "ACTIVE",
    "effect": "STRICT_REVIEW",
    "kind": "RECOMMENDED",
    "measure": {"id": "RES-02", "direction": "RESTRAINT"},
    "bases": [{"id": "b"}, {"id": "a"}],
    "period": {"lastDay": "2027-11-24"},
    "endedOn": None,
    "reachedThrough": None,
    "adoption": None,
    "recognisedUnder": {"id": "agreed"},
}
RATED: dict[str, Any] = {
    "field": "tax",
    "status": "OWN",
    "level": "GOOD",
    "recognisedAs": "GOOD",
    "recognisedGrade": "B",
    "evaluation": {"grade": "B"},
    "scale": {"id": "tax-2025"},
    "agreement": None,
}
CHECK: dict[str, Any] = {
    "guidance": "STRICT_REVIEW",
    "floor": None,
    "missing": ["court"],
    "measures": [MEASURE],
    "whyNot": [{"measure": {"id": "INC-03"}}],
    "evaluations": [RATED],
    "subject": {
        "conflicts": [{"kind": "NAME_DIFFERS"}],
        "penalties": [{"provenances": [{"source": "hub"}, {"source": "registry"}]}],
        "licences": None,
    },
    "sources": [{"source": "court", "outcome": "FAILED", "failure": "TIMEOUT"}],
    "withheld": [{"what": "PENALTY"}],
}


def _compared(expect: dict[str, Any], check: dict[str, Any] | None = CHECK, **answer: Any) -> tuple[Facet, ...]:
    made = Answer(check=check, errors=answer.get("errors", ()), text=answer.get("text", "…"), ms=answer.get("ms", 5))
    return compare(msgspec.convert(expect, Expectation), made, DAY)


AGREEING: list[dict[str, Any]] = [
    {"guidance": "STRICT_REVIEW"},
    {"missing": ["court"]},
    {"conflicts": ["NAME_DIFFERS"]},
    {"absent": ["RES-17"]},
    {"near": ["INC-03"]},
    {"withheld": ["PENALTY"]},
    {"outcomes": {"court": "TIMEOUT"}},
    {"null": ["licences"]},
    {"records": {"penalties": [["registry", "hub"]]}},
    {"unevaluated": ["customs"]},
    {"within_ms": 5},
    {
        "measures": [
            {"measure": "RES-02", "status": "ACTIVE", "bases": ["a", "b"], "last_day": "D+1y", "adopted": False}
        ]
    },
    {"measures": [{"measure": "RES-02", "status": "ACTIVE", "recognised_under": "agreed"}]},
    {"evaluations": [{"field": "tax", "status": "OWN", "grade": "B", "agreement": "absent"}]},
]
DIFFERING: list[dict[str, Any]] = [
    {"guidance": "BARRED"},
    {"floor": "STANDARD"},
    {"missing": []},
    {"missing": ["court", "registry"]},
    {"conflicts": []},
    {"absent": ["RES-02"]},
    {"near": ["INC-04"]},
    {"withheld": ["LICENCE"]},
    {"outcomes": {"court": "FOUND"}},
    {"outcomes": {"tax": "FOUND"}},
    {"null": ["penalties"]},
    {"records": {"penalties": [["hub"], ["registry"]]}},
    {"records": {"penalties": []}},
    {"unevaluated": ["tax"]},
    {"within_ms": 4},
    {"measures": [{"measure": "RES-02", "status": "SUSPENDED"}]},
    {"measures": [{"measure": "RES-02", "status": "ACTIVE", "bases": ["a"]}]},
    {"measures": [{"measure": "RES-02", "status": "ACTIVE", "last_day": "D+1y-1d"}]},
    {"measures": [{"measure": "RES-02", "status": "ACTIVE", "ended_on": "D"}]},
    {"measures": [{"measure": "RES-02", "status": "ACTIVE", "line": "other"}]},
    {"measures": [{"measure": "RES-02", "status": "ACTIVE", "recognised_under": "absent"}]},
    {"measures": [{"measure": "RES-17", "status": "ACTIVE"}]},
    {"evaluations": [{"field": "tax", "status": "OWN", "grade": "A"}]},
    {"evaluations": [{"field": "tax", "status": "OWN", "recognised_as": "absent"}]},
    {"evaluations": [{"field": "customs", "status": "OWN"}]},
    {"error": {"code": "FORBIDDEN"}},
]


@pytest.mark.parametrize("expect", AGREEING)
def test_what_agrees_is_ok(expect: dict[str, Any]) -> None:
    facets = _compared(expect)

    assert facets
    assert all(facet.ok for facet in facets)


@pytest.mark.parametrize("expect", DIFFERING)
def test_what_differs_is_noticed(expect: dict[str, Any]) -> None:
    assert any(not facet.ok for facet in _compared(expect))


def test_a_text_that_must_not_be_seen_is_found_anywhere_in_the_response() -> None:
    assert [facet.ok for facet in _compared({"unseen": ["secret"]}, text='{"a": "a secret"}')] == [False]


def test_an_error_in_the_place_of_a_check_differs() -> None:
    error = {"message": "no", "extensions": {"code": "FORBIDDEN"}}
    (facet,) = _compared({"guidance": "STANDARD"}, None, errors=(error,))

    assert (facet.ok, facet.actual) == (False, "FORBIDDEN: no")


@pytest.mark.parametrize(
    ("expect", "well"),
    [
        ({"code": "FORBIDDEN"}, True),
        ({"code": "FORBIDDEN", "where": "matter", "hint": "tender", "message": "may not"}, True),
        ({"code": "UNKNOWN_MATTER"}, False),
        ({"code": "FORBIDDEN", "where": "purpose"}, False),
        ({"code": "FORBIDDEN", "hint": "fund"}, False),
        ({"code": "FORBIDDEN", "message": "nobody"}, False),
    ],
)
def test_errors_are_compared_by_code_place_and_words(expect: dict[str, str], *, well: bool) -> None:
    extensions = {"code": "FORBIDDEN", "where": "matter", "hint": "ask about public-tender"}
    facets = _compared({"error": expect}, None, errors=({"message": "you may not ask", "extensions": extensions},))

    assert all(facet.ok for facet in facets) is well
