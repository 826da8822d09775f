"""Prints notices: one with its answers and trail, or many with a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.printing import heading, labelled, line, show
from gateway.cli.proceeding_view import show_page

Notice = Mapping[str, Any]


def print_notices(out: Console, page: Mapping[str, Any]) -> None:
    """Print a page of notices, and how to go on."""
    show_page(out, page, "notice(s)", _told)


def print_notice(out: Console, notice: Notice) -> None:
    """Print a notice."""
    show(out, [_told(notice), *_said(notice), *_answers(notice), *_trail(notice)])


def _told(notice: Notice) -> Text:
    months = " to ".join(dict.fromkeys((notice["fromMonth"], notice["toMonth"])))
    about = [notice["duty"], notice["indicator"], months]
    due = ("due", notice["dueOn"]) if notice["dueOn"] else ()
    overdue = "OVERDUE" if notice["overdue"] else ""
    who = ("by", notice["issuedBy"], "to", notice["agency"], "on")
    return line(notice["id"], notice["state"], *who, *about, *due, overdue, indent=0)


def _said(notice: Notice) -> Iterator[Text]:
    if notice["expected"]:
        yield labelled("expected", notice["expected"])
    if notice["closing"]:
        yield labelled("closed", notice["closing"])
    if notice["nextSteps"]:
        yield labelled("may go to", ", ".join(notice["nextSteps"]))


def _answers(notice: Notice) -> Iterator[Text]:
    for answer in notice["answers"]:
        yield heading(f"answered {answer['at']}" + (" OVERDUE" if answer["overdue"] else ""))
        for label, name in (("answer", "answer"), ("done", "done"), ("wanting", "insufficient")):
            if answer[name]:
                yield labelled(label, answer[name])


def _trail(notice: Notice) -> Iterator[Text]:
    yield heading("trail")
    for event in notice["trail"]:
        due = ("due", event["dueOn"]) if event["dueOn"] else ()
        yield line(event["sequence"], event["at"], event["kind"], "by", event["by"], *due)
