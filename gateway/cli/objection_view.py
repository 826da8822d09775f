"""Prints objections: one with who takes part, what may follow and its trail, or many with a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.printing import heading, labelled, line, show

Objection = Mapping[str, Any]


def print_objections(out: Console, page: Mapping[str, Any]) -> None:
    """Print a page of objections, and how to go on."""
    show(out, [_told(each) for each in page["nodes"]])
    show(out, [line(f"{page['totalCount']} objection(s)", indent=0)])
    if page["pageInfo"]["hasNextPage"]:
        show(out, [line(f"go on with --after {page['pageInfo']['endCursor']}", indent=0)])


def print_objection(out: Console, each: Objection) -> None:
    """Print an objection."""
    show(out, [_told(each), *_written(each), *_standing(each), *_remedies(each), *_parties(each), *_trail(each)])


def _told(each: Objection) -> Text:
    subject = each["subject"]
    named = f"{subject['scheme']} {subject['value']}" if subject else "a subject whose values were erased"
    late = "OVERDUE" if each["overdue"] else ""
    return line(each["id"], each["state"], late, each["trigger"], named, "by", each["lodgedBy"], indent=0)


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


def _trail(each: Objection) -> Iterator[Text]:
    yield heading("trail")
    for event in each["trail"]:
        yield line(event["sequence"], event["at"], event["kind"], "by", event["by"], "→", event["state"])
