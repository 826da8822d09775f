"""Compares an answer with what a scenario expects, facet by facet. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from gateway.demo.asking import Answer
from gateway.demo.describing import evaluation_facet, measure_facet
from gateway.demo.facets import ABSENT, Facet
from gateway.demo.scenarios import Expectation, ExpectedError

Check = Mapping[str, Any]


def compare(expect: Expectation, answer: Answer, day: date) -> tuple[Facet, ...]:
    """Give every facet the expectation names, with what was expected and what the answer holds."""
    facets: list[Facet] = []
    if expect.within_ms is not None:
        late = f"{answer.ms} ms"
        limit = f"within {expect.within_ms} ms"
        facets.append(Facet("time", limit, limit if answer.ms <= expect.within_ms else late))
    facets += [Facet("unseen", f"no {text!r}", f"{text!r} shown") for text in expect.unseen if text in answer.text]
    if expect.error is not None:
        return (*facets, *_error(expect.error, answer))
    if answer.check is None:
        return (*facets, Facet("answer", "a check", _errors(answer)))
    return (*facets, *_check(expect, answer.check, day))


def _check(expect: Expectation, check: Check, day: date) -> Iterator[Facet]:
    for name in ("guidance", "floor"):
        wanted = getattr(expect, name)
        if wanted is not None:
            yield Facet("" if name == "guidance" else name, wanted, check[name] or ABSENT)
    if expect.inspection is not None:
        yield Facet("inspection", expect.inspection, (check["inspection"] or {}).get("id", ABSENT))
    for part in _PARTS:
        yield from part(expect, check)
    for measure in expect.measures:
        yield measure_facet(measure, check["measures"], day)
    for evaluation in expect.evaluations:
        yield evaluation_facet(evaluation, check["evaluations"] or ())


def _error(expected: ExpectedError, answer: Answer) -> Iterator[Facet]:
    if not answer.errors:
        yield Facet("error", expected.code, f"none, but {(answer.check or {}).get('guidance')}")
        return
    error = answer.errors[0]
    extensions = error.get("extensions", {})
    yield Facet("error", expected.code, extensions.get("code", ABSENT))
    if expected.where is not None:
        yield Facet("where", expected.where, extensions.get("where", ABSENT))
    for name, wanted, text in (
        ("message", expected.message, error["message"]),
        ("hint", expected.hint, extensions.get("hint", ABSENT)),
    ):
        if wanted is not None:
            yield Facet(name, f"…{wanted}…", f"…{wanted}…" if wanted in text else text)


def _errors(answer: Answer) -> str:
    return "; ".join(f"{error.get('extensions', {}).get('code')}: {error['message']}" for error in answer.errors)


def _absences(expect: Expectation, check: Check) -> Iterator[Facet]:
    present = {item["measure"]["id"]: item["status"] for item in check["measures"]}
    for wanted in expect.absent:
        yield Facet(f"{wanted}", ABSENT, present.get(wanted, ABSENT))
    near = {item["measure"]["id"] for item in check["whyNot"]}
    for wanted in expect.near:
        yield Facet("why-not", wanted, wanted if wanted in near else ABSENT)
    fields = {item["field"]: item["status"] for item in check["evaluations"] or ()}
    for wanted in expect.unevaluated:
        yield Facet(f"{wanted} evaluation", ABSENT, fields.get(wanted, ABSENT))


def _lists(expect: Expectation, check: Check) -> Iterator[Facet]:
    if expect.missing is not None:
        yield Facet("missing", _listed(expect.missing), _listed(check["missing"]))
    if expect.conflicts is not None:
        yield Facet(
            "conflicts", _listed(expect.conflicts), _listed(item["kind"] for item in check["subject"]["conflicts"])
        )
    withheld = {item["what"] for item in check["withheld"]}
    for wanted in expect.withheld:
        yield Facet("withheld", wanted, wanted if wanted in withheld else "not withheld")


def _outcomes(expect: Expectation, check: Check) -> Iterator[Facet]:
    said = {item["source"]: item["failure"] or item["outcome"] for item in check["sources"]}
    for source, wanted in expect.outcomes.items():
        yield Facet(source, wanted, said.get(source, "not asked"))


def _records(expect: Expectation, check: Check) -> Iterator[Facet]:
    subject = check["subject"]
    for name in expect.null:
        yield Facet(name, "null", "null" if subject[name] is None else f"{len(subject[name])} shown")
    for name, wanted in expect.records.items():
        found = [[copy["source"] for copy in record["provenances"]] for record in subject[name] or ()]
        yield Facet(name, _copies(wanted), _copies(found))


def _copies(records: list[list[str]]) -> str:
    return ", ".join(sorted("+".join(sorted(sources)) for sources in records)) or "none"


def _listed(words: Any) -> str:
    return ", ".join(sorted(words)) or "none"


_PARTS: tuple[Callable[[Expectation, Check], Iterator[Facet]], ...] = (_absences, _lists, _outcomes, _records)
