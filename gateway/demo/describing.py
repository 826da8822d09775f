"""Puts expected and actual measures and evaluations into the same words, as far as the expectation names them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gateway.demo.days import day_of
from gateway.demo.facets import ABSENT, Facet
from gateway.demo.scenarios import ExpectedEvaluation, ExpectedMeasure

Item = Mapping[str, Any]
Words = dict[str, str]


def measure_facet(expected: ExpectedMeasure, measures: Sequence[Item], day: date) -> Facet:
    """Compare one measure with the one of that id (and line) that comes nearest."""
    wanted = _expected_measure(expected, day)
    found = [
        _actual_measure(item, wanted)
        for item in measures
        if item["measure"]["id"] == expected.measure and expected.line in {None, item["line"]}
    ]
    name = expected.measure if expected.line is None else expected.line
    return Facet(name, _said(wanted), _said(_nearest(wanted, found)))


def evaluation_facet(expected: ExpectedEvaluation, rated: Sequence[Item]) -> Facet:
    """Compare one evaluation with the one of that field that comes nearest."""
    wanted = {name: value for name, value in _members(expected).items() if value is not None}
    found = [_actual_evaluation(item, wanted) for item in rated if item["field"] == expected.field]
    return Facet(f"{expected.field}:", _said(wanted), _said(_nearest(wanted, found)))


def _nearest(wanted: Words, found: list[Words]) -> Words:
    if not found:
        return {}
    return max(found, key=lambda words: sum(words[name] == value for name, value in wanted.items()))


def _said(words: Words) -> str:
    parts = [value if name in _BARE else f"{name.replace('_', ' ')} {value}" for name, value in words.items()]
    return ", ".join(parts) or ABSENT


_BARE = frozenset({"status", "effect", "kind", "grade", "level"})


def _expected_measure(expected: ExpectedMeasure, day: date) -> Words:
    words = {
        "status": expected.status,
        "effect": expected.effect,
        "kind": expected.kind,
        "bases": None if expected.bases is None else "+".join(sorted(expected.bases)),
        "last_day": None if expected.last_day is None else day_of(expected.last_day, day).isoformat(),
        "ended_on": None if expected.ended_on is None else day_of(expected.ended_on, day).isoformat(),
        "reached_as": expected.reached_as,
        "adopted": None if expected.adopted is None else str(expected.adopted).lower(),
        "recognised_under": expected.recognised_under,
    }
    return {name: value for name, value in words.items() if value is not None}


def _actual_measure(item: Item, wanted: Words) -> Words:
    period, through = item["period"] or {}, item["reachedThrough"] or {}
    agreement = item["recognisedUnder"] or {}
    words = {
        "status": item["status"],
        "effect": item["effect"],
        "kind": item["kind"],
        "bases": "+".join(sorted(basis["id"] for basis in item["bases"])),
        "last_day": period.get("lastDay"),
        "ended_on": item["endedOn"],
        "reached_as": through.get("role"),
        "adopted": str(item["adoption"] is not None).lower(),
        "recognised_under": agreement.get("id"),
    }
    return _same_members(words, wanted)


def _members(expected: ExpectedEvaluation) -> dict[str, str | None]:
    return {
        "status": expected.status,
        "grade": expected.grade,
        "level": expected.level,
        "scale": expected.scale,
        "recognised_as": expected.recognised_as,
        "recognised_grade": expected.recognised_grade,
        "agreement": expected.agreement,
    }


def _actual_evaluation(item: Item, wanted: Words) -> Words:
    evaluation, agreement = item["evaluation"] or {}, item["agreement"] or {}
    words = {
        "status": item["status"],
        "grade": evaluation.get("grade"),
        "level": item["level"],
        "scale": (item["scale"] or {}).get("id"),
        "recognised_as": item["recognisedAs"],
        "recognised_grade": item["recognisedGrade"],
        "agreement": agreement.get("id"),
    }
    return _same_members(words, wanted)


def _same_members(words: Mapping[str, str | None], wanted: Words) -> Words:
    return {name: words[name] or ABSENT for name in wanted}
