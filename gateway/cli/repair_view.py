"""Prints applications for repair and exit: one with the test part by part, or many with a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.printing import heading, labelled, line, show
from gateway.cli.proceeding_view import named, show_page, trail_of

Repair = Mapping[str, Any]


def print_repairs(out: Console, page: Mapping[str, Any]) -> None:
    """Print a page of applications, and how to go on."""
    show_page(out, page, "application(s)", _told)


def print_repair(out: Console, repair: Repair) -> None:
    """Print an application."""
    show(out, [_told(repair), *_terms(repair), *_evidence(repair), *_decision(repair), *trail_of(repair)])


def _told(repair: Repair) -> Text:
    subject, late = named(repair["subject"]), "OVERDUE" if repair["overdue"] else ""
    return line(repair["id"], repair["kind"], repair["state"], late, subject, "by", repair["applicant"], indent=0)


def _terms(repair: Repair) -> Iterator[Text]:
    terms = repair["terms"]
    yield labelled("record", f"{repair['record']} ({repair['recordKind']})")
    yield labelled("decides", ", ".join(repair["reviewers"]))
    if repair["dueOn"]:
        yield labelled("due on", repair["dueOn"])
    if basis := terms["basis"]:
        yield labelled("basis", f"{basis['title']} {basis['titleZh']} ({basis['confidence']})")
    if terms["needs"]:
        yield labelled("needs", ", ".join(terms["needs"]))
    if terms["earliestOn"]:
        yield labelled("earliest", f"{terms['earliestOn']}, when the least publicity is over")
    yield labelled("in time", terms["prescribedLastDay"] or "as the decision document prescribes")


def _evidence(repair: Repair) -> Iterator[Text]:
    yield heading("evidence")
    for each in repair["evidence"]:
        yield line(f"{each['number']}.", each["kind"], each["doneOn"], each["document"] or "(erased)")
    if repair["askedFor"]:
        yield labelled("asked for", repair["askedFor"])


def _decision(repair: Repair) -> Iterator[Text]:
    if repair["findings"]:
        yield heading("three-part test")
    for each in repair["findings"]:
        by = f"by evidence {', '.join(map(str, each['evidence']))}" if each["evidence"] else ""
        until = f"until {each['lastDay']} ({each['prescribedBy']})" if each["lastDay"] else ""
        yield line(each["part"], "met" if each["met"] else "NOT met", by, until)
    for label, name in (("decision", "document"), ("effective", "effectiveOn"), ("reason", "reason")):
        if repair[name]:
            yield labelled(label, repair[name])
    for remedy in repair["remedies"]:
        yield labelled("remedy", f"{remedy['title']} {remedy['titleZh']}: {remedy['body']} ({remedy['timeLimit']})")
    if repair["nextSteps"]:
        yield labelled("may", ", ".join(repair["nextSteps"]))
