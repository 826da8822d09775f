"""Prints objections: one with who takes part, what may follow and its trail, or many with a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.printing import heading, labelled, line, show
from gateway.cli.proceeding_view import named, show_page, trail_of

Objection = Mapping[str, Any]


def print_objections(out: Console, page: Mapping[str, Any]) -> None:
    """Print a page of objections, and how to go on."""
    show_page(out, page, "objection(s)", _told)


def print_objection(out: Console, each: Objection) -> None:
    """Print an objection."""
    show(out, [_told(each), *_written(each), *_standing(each), *_remedies(each), *_parties(each), *trail_of(each)])


def _told(each: Objection) -> Text:
    subject = named(each["subject"])
    late = "OVERDUE" if each["overdue"] else ""
    return line(each["id"], each["state"], late, each["trigger"], subject, "by", each["lodgedBy"], indent=0)


def _written(each: Objection) -> Iterator[Text]:
    yield heading("record")
    yield labelled("record", f"{each['record']} ({each['recordKind']})")
    for words in each["grounds"]:
        yield labelled("grounds", words)
    for words in each["evidence"]:
        yield labelled("evidence", f"{words}{' (new)' if each['newEvidence'] else ''}")


def _standing(each: Objection) -> Iterator[Text]:
    yield heading("standing")
    if each["suspendedSince"]:
        yield labelled("suspended", f"restraints that need the record, since {each['suspendedSince']}")
    for label, name in (("answer", "answer"), ("not accepted", "reason"), ("set right", "correction")):
        if each[name]:
            yield labelled(label, each[name])
    if each["deadline"]:
        deadline = each["deadline"]
        counted = f"{deadline['workingDays']} working days; {deadline['basis']['titleZh']}: {deadline['says']}"
        yield labelled("due on", f"{each['dueOn'] or 'a day whose calendar is not known yet'} ({counted})")
    if each["nextSteps"]:
        yield labelled("may", ", ".join(each["nextSteps"]))


def _remedies(each: Objection) -> Iterator[Text]:
    for remedy in each["remedies"]:
        yield labelled("remedy", f"{remedy['title']} {remedy['titleZh']}: {remedy['body']}; {remedy['timeLimit']}")


def _parties(each: Objection) -> Iterator[Text]:
    yield heading("who takes part")
    for party in each["parties"]:
        yield line(party["agency"], ", ".join(party["roles"]))
