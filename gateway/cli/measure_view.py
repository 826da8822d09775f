"""Prints measures with what each rests on, and the measures that nearly applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from gateway.cli.printing import coded, heading, labelled, line, plain

Answer = Mapping[str, Any]


def measure_lines(measures: Sequence[Answer]) -> Iterator[Text]:
    """Give the section of measures."""
    yield heading("Measures")
    if not measures:
        yield line("none")
    for measure in measures:
        yield from _measure(measure)


def why_not_lines(near: Sequence[Answer]) -> Iterator[Text]:
    """Give the section of measures that nearly applied; nothing if there are none."""
    if near:
        yield heading("Why not")
    for item in near:
        yield line(item["measure"]["id"], item["measure"]["title"], item["measure"]["titleZh"], f"({item['line']})")
        for condition in item["conditions"]:
            causes = f": {'; '.join(condition['causes'])}" if condition["causes"] else ""
            yield line(f"{condition['truth']:<8}", condition["text"] + causes, indent=6)
        yield labelled("would change", item["whatWouldChangeIt"])


def _measure(measure: Answer) -> Iterator[Text]:
    catalogue = measure["measure"]
    title = f"  {catalogue['id']} {catalogue['title']} {catalogue['titleZh']}"
    yield Text("  ").append(coded(measure["status"])).append(plain(title))
    yield labelled("what", f"{catalogue['direction']}, {measure['kind']}, {measure['effect']} (line {measure['line']})")
    yield labelled("why", measure["reason"])
    period = _period(measure)
    if period:
        yield labelled("period", period)
    for basis in measure["bases"]:
        yield labelled("basis", basis_words(basis))
    inferred = " (our reading; the text names no one)" if measure["implementerInferred"] else ""
    yield labelled("implementer", measure["implementer"] + inferred)
    yield from _behind(measure)


def _behind(measure: Answer) -> Iterator[Text]:
    for record in measure["records"]:
        yield labelled("record", _record(record))
    adoption, through = measure["adoption"], measure["reachedThrough"]
    if adoption:
        yield labelled("adopted by", f"{adoption['agency']}: {adoption['document']}")
    if through:
        yield labelled("reached", _reached(through))
    recognised = measure["recognisedUnder"]
    if recognised:
        yield labelled("recognised", f"{recognised['title']} ({recognised['id']})")
    for remedy in measure["remedies"]:
        words = f"{remedy['title']} {remedy['titleZh']}: {remedy['body']} (time limit: {remedy['timeLimit']})"
        yield labelled("remedy", words)


def _period(measure: Answer) -> str:
    period = measure["period"]
    parts = []
    if period:
        last = period["lastDay"]
        parts.append(f"from {period['startsOn']}, " + (f"last day {last}" if last else "no end set"))
    if measure["endedOn"]:
        parts.append(f"ended on {measure['endedOn']}")
    if measure["suspendedSince"]:
        parts.append(f"suspended since {measure['suspendedSince']}")
    if measure["durationRule"]:
        parts.append(measure["durationRule"])
    return "; ".join(parts)


def basis_words(basis: Answer) -> str:
    """Write a legal basis, and how far it was checked."""
    article = f", {basis['article']}" if basis["article"] else ""
    confidence = basis["confidence"]
    note = "" if confidence == "VERIFIED" else f" [{confidence}{': confirm it' if confidence == 'UNVERIFIED' else ''}]"
    return f"{basis['title']} {basis['titleZh']}{article}{note}"


def _record(record: Answer) -> str:
    issuer = record["issuer"]["name"] or "issuer not named"
    number = f" {record['documentNumber']}" if record["documentNumber"] else ""
    differs = " (its name differs)" if record["nameDiffers"] else ""
    return f"{record['kind']} {record['id']}: {issuer}{number}, {record['decidedOn'] or 'no date'}{differs}"


def _reached(through: Answer) -> str:
    said = {True: "directly responsible", False: "not directly responsible", None: "responsibility not stated"}
    return f"{through['role']} of {through['unitName']} at the time, {said[through['directlyResponsible']]}"
