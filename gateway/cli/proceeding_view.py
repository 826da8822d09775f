"""What the views of every kind of proceeding print alike: a page, whom one is about, its trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.printing import heading, line, show

Item = Mapping[str, Any]


def show_page(out: Console, page: Item, what: str, told: Callable[[Item], Text]) -> None:
    """Print a page, a line each, how many there are in all, and how to go on."""
    show(out, [told(item) for item in page["nodes"]])
    show(out, [line(f"{page['totalCount']} {what}", indent=0)])
    if page["pageInfo"]["hasNextPage"]:
        show(out, [line(f"go on with --after {page['pageInfo']['endCursor']}", indent=0)])


def named(subject: Item | None) -> str:
    """Name whom a proceeding is about."""
    return f"{subject['scheme']} {subject['value']}" if subject else "a subject whose values were erased"


def trail_of(item: Item) -> Iterator[Text]:
    """Give a line for each event, with the state it led to."""
    yield heading("trail")
    for event in item["trail"]:
        yield line(event["sequence"], event["at"], event["kind"], "by", event["by"], "→", event["state"])
