"""Prints what would change an answer, as the gateway gives it and as a receipt keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from gateway.cli.printing import coded, heading, plain

Answer = Mapping[str, Any]


def change_lines(changes: Sequence[Answer]) -> Iterator[Text]:
    """Give the section of what would change the answer; nothing if nothing is known to."""
    return _section(changes, lambda change: f"if {change['when']}")


def kept_change_lines(changes: Sequence[Answer]) -> Iterator[Text]:
    """Give the same section of a receipt, which keeps codes and no words."""
    return _section(changes, lambda change: f"{change.get('kind')} {change.get('record') or _day(change)}")


def _day(change: Answer) -> str:
    return f"from {change.get('from')}"


def _section(changes: Sequence[Answer], event: Callable[[Answer], str]) -> Iterator[Text]:
    if changes:
        yield heading("What would change it")
    for change in changes:
        yield _outcome(change, event(change))


def _outcome(change: Answer, event: str) -> Text:
    floor = f" (at least {change['floor']})" if change.get("floor") else ""
    guidance = change.get("guidance")
    said = Text("  ").append(plain(event)).append(": ")
    said.append(coded(plain(guidance)) if guidance else Text("guidance not shown")).append(floor)
    for label in ("ends", "begins"):
        if change.get(label):
            said.append(plain(f"; {label} {', '.join(map(str, change[label]))}"))
    return said
