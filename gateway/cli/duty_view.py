"""Prints decisions, feedback, commitments and adoptions: each a line of what it is, its members, and its trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.printing import heading, labelled, line, show
from gateway.cli.proceeding_view import Item, show_page

View = Callable[[Console, Item], None]
_HEAD = ("id", "state", "outcome", "matter", "caseNumber")
_APART = {*_HEAD, "trail", "applied", "missing"}


def print_item(out: Console, item: Item) -> None:
    """Print one with everything it says; what says nothing is left out."""
    show(out, [_told(item), *_members(item), *_parts(item), *_trail(item)])


def print_page(what: str) -> View:
    """Give what prints a page of them, and how to go on."""
    return partial(show_page, what=what, told=_told)


def _told(item: Item) -> Text:
    late = "OVERDUE" if item.get("overdue") else ""
    measure = item.get("measure") or ""
    findings = item.get("findings") or ()
    return line(*(item.get(name) for name in _HEAD), measure, late, ", ".join(findings), indent=0)


def _members(item: Item) -> Iterator[Text]:
    for name, value in item.items():
        if name not in _APART and value not in (None, [], False, ""):
            yield labelled(name, _said(value), indent=2)


def _parts(item: Item) -> Iterator[Text]:
    for name in ("applied", "missing"):
        for part in item.get(name) or ():
            yield labelled(name, _said(part), indent=2)


def _trail(item: Item) -> Iterator[Text]:
    yield heading("trail")
    for event in item["trail"]:
        due = f"due {event['dueOn']}" if event["dueOn"] else ""
        yield line(event["sequence"], event["at"], event["kind"], "by", event["by"], "→", event["state"], due)


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{each}" for each in value.values() if each is not None)
    if isinstance(value, list):
        return ", ".join(_said(each) for each in value)
    return "yes" if value is True else str(value)
