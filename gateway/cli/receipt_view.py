"""Prints receipts: what was signed, and what verifying found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.change_view import kept_change_lines
from gateway.cli.printing import coded, heading, labelled, line, plain, show
from gateway.receipts.verify import Verdict

Body = Mapping[str, Any]


def print_body(out: Console, body: Body) -> None:
    """Print the signed body of a receipt."""
    show(out, _question(body))
    show(out, _measures(body))
    show(out, kept_change_lines(_tables(_answer(body), "what_would_change_it")))
    show(out, _sources(body))


def print_verdict(out: Console, verdict: Verdict) -> None:
    """Print what verifying found; the question too, where the receipt is genuine."""
    style = "bold green" if verdict.ok else "bold red"
    out.print(Text(f"{verdict.finding.value}: {plain(verdict.message)}", style=style), soft_wrap=True)
    if verdict.receipt:
        show(out, _question(verdict.receipt.opened))
        head = verdict.receipt.head
        show(out, [line(f"signed {head.committed_at} by key {head.key_id}", indent=0)])


def _question(body: Body) -> Iterator[Text]:
    subject = body.get("subject")
    value = subject.get("value") if isinstance(subject, Mapping) else None
    shown = value if isinstance(value, str) else "(sealed)"
    scheme = subject.get("scheme") if isinstance(subject, Mapping) else "subject"
    yield Text(f"receipt {plain(body.get('id'))}")
    yield labelled("subject", f"{scheme} {shown}", indent=2)
    for name in ("matter", "agency", "purpose", "case_number", "as_of", "known_at", "decided_at"):
        yield labelled(name.replace("_", " "), body.get(name), indent=2)
    yield labelled("pack", _pack(body), indent=2)
    yield Text("  guidance     ").append(coded(plain(body.get("guidance"))))
    inspection = _answer(body).get("inspection")
    if isinstance(inspection, Mapping):
        yield labelled("inspection", f"class {inspection.get('class')}: {inspection.get('frequency')}", indent=2)


def _pack(body: Body) -> str:
    pack = body.get("pack")
    if not isinstance(pack, Mapping):
        return "not stated"
    return f"{pack.get('id')} {pack.get('version')} {pack.get('digest')}"


def _measures(body: Body) -> Iterator[Text]:
    yield heading("Measures")
    for item in _tables(body, "measures"):
        last = f"last day {item['last_day']}" if item.get("last_day") else ""
        yield line(item.get("status"), item.get("measure"), item.get("line"), last)
        yield labelled("basis", ", ".join(map(str, item.get("bases") or ())))
        yield labelled("records", ", ".join(map(str, item.get("records") or ())))
        if item.get("recognised_under"):
            yield labelled("recognised", str(item["recognised_under"]))


def _sources(body: Body) -> Iterator[Text]:
    yield heading("Asked")
    for item in _tables(body, "sources"):
        yield line(item.get("source"), item.get("outcome"), item.get("failure"), item.get("retrieved_at"))


def _answer(body: Body) -> Body:
    answer = body.get("answer")
    return answer if isinstance(answer, Mapping) else {}


def _tables(body: Body, name: str) -> list[Mapping[str, Any]]:
    found = body.get(name)
    return [item for item in found if isinstance(item, Mapping)] if isinstance(found, list) else []
