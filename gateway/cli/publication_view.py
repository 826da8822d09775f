"""Prints publications: one with its days and trail, many with a line each, and numbers of lateness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.printing import heading, labelled, line, show
from gateway.cli.proceeding_view import named, show_page, trail_of

Publication = Mapping[str, Any]


def print_publications(out: Console, page: Mapping[str, Any]) -> None:
    """Print a page of publications, and how to go on."""
    show_page(out, page, "publication(s)", _told)


def print_publication(out: Console, publication: Publication) -> None:
    """Print a publication."""
    show(out, [_told(publication), *_days(publication), *trail_of(publication)])


def print_lateness(out: Console, found: Mapping[str, Any]) -> None:
    """Print the numbers of an agency, a kind of decision a line."""
    show(out, [line(f"{found['agency']}: decisions from {found['first']} to {found['last']}", indent=0)])
    if not found["kinds"]:
        show(out, [line("none is known here")])
    for row in found["kinds"]:
        show(out, [heading(row["kind"])])
        counts = ("publishedInTime", "publishedLate", "overdue", "notYetDue", "withheld", "endedBefore", "collected")
        show(out, [labelled(name, row[name]) for name in counts])
        if row["publishedLate"]:
            late = f"{row['meanWorkingDaysLate']} on average, {row['mostWorkingDaysLate']} at most"
            show(out, [labelled("working days late", late)])


def _told(each: Publication) -> Text:
    late = f"{each['workingDaysLate']} working day(s) late" if each["workingDaysLate"] else ""
    number, subject = each["documentNumber"] or "", named(each["subject"])
    return line(
        each["id"], each["state"], each["recordKind"], number, "of", each["agency"], "about", subject, late, indent=0
    )


def _days(each: Publication) -> Iterator[Text]:
    yield heading("days")
    yield labelled("decided on", each["decidedOn"])
    for name, told in (("due on", "dueOn"), ("published on", "publishedOn"), ("page", "page")):
        if each[told]:
            yield labelled(name, each[told])
    for collection in each["collections"]:
        yield labelled(collection["platform"], collection["collectedOn"] or "not collected yet")
    if each["withheldUnder"]:
        basis = each["withheldUnder"]
        yield labelled("withheld", f"{basis['title']} {basis['titleZh']}, {basis['article'] or basis['id']}")
    if each["ground"]:
        yield labelled("taken down", f"{each['takenDownOn']}: {each['ground']}")
    if each["publicUntil"]:
        yield labelled("public until", each["publicUntil"])
    duty = each["duty"]
    days = f"within {duty['workingDays']} working days" if duty["workingDays"] else "no day is set"
    yield labelled("duty", f"{duty['title']} {duty['titleZh']}: {days}{'' if duty['binding'] else ', encouraged'}")
    if each["nextSteps"]:
        yield labelled("may", ", ".join(each["nextSteps"]))
