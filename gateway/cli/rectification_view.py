"""Prints rectifications: one with what is to be done and its trail, or many with a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.printing import heading, labelled, line, show
from gateway.cli.proceeding_view import show_page, trail_of

Rectification = Mapping[str, Any]


def print_rectifications(out: Console, page: Mapping[str, Any]) -> None:
    """Print a page of rectifications, and how to go on."""
    show_page(out, page, "rectification(s)", _told)


def print_rectification(out: Console, each: Rectification) -> None:
    """Print a rectification."""
    show(out, [_told(each), *_check(each), *_done(each), *trail_of(each)])


def _told(each: Rectification) -> Text:
    late = "OVERDUE" if each["overdue"] else ""
    due = f"due on {each['dueOn']}" if each["dueOn"] else ""
    return line(each["id"], each["state"], late, each["rectifier"], "on", each["record"], each["cause"], due, indent=0)


def _check(each: Rectification) -> Iterator[Text]:
    yield heading("check")
    yield labelled("receipt", each["receipt"])
    if each["caseNumber"]:
        yield labelled("case", f"{each['caseNumber']} ({each['matter']})")
    if each["throughUnit"]:
        yield labelled("reached", "the person checked, through a unit the record is of")
    for measure in each["measures"]:
        yield line(measure["line"], measure["measure"], measure["status"])
    for feedback in each["feedback"]:
        yield labelled("feedback", feedback)


def _done(each: Rectification) -> Iterator[Text]:
    yield heading("what is to be done")
    for act in each["toDo"]:
        yield line(act, "done" if act in each["done"] else "")
    for act in each["done"]:
        if act not in each["toDo"]:
            yield line(act, "done")
    for label, name in (("document", "document"), ("said", "words"), ("sent back", "sentBack")):
        if each[name]:
            yield labelled(label, each[name])
    yield labelled("confirms", each["confirmer"])
    if each["nextSteps"]:
        yield labelled("may", ", ".join(each["nextSteps"]))
