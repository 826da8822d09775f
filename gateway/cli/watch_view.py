"""Prints watches: one with what it sees and its trail, or many with a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.printing import coded, heading, labelled, line, show
from gateway.cli.proceeding_view import show_page

Watch = Mapping[str, Any]


def print_watches(out: Console, page: Mapping[str, Any]) -> None:
    """Print a page of watches, and how to go on."""
    show_page(out, page, "watch(es)", _told)


def print_watch(out: Console, watch: Watch) -> None:
    """Print a watch."""
    show(out, [_told(watch), *_sight(watch), *_trail(watch)])


def _told(watch: Watch) -> Text:
    until = f"until {watch['until']}"
    return line(watch["id"], watch["state"], "receipt", watch["receipt"], watch["matter"], until, indent=0)


def _sight(watch: Watch) -> Iterator[Text]:
    yield heading("sees")
    yield labelled("rights log", "objections, repairs, withdrawals and exits, at once")
    for each in watch["seen"]:
        every = each["everySeconds"]
        yield labelled(each["source"], each["means"] if every is None else f"{each['means']} every {every} s")
    if watch["unseen"]:
        yield heading("does not see news of")
        yield line(", ".join(watch["unseen"]))
    if watch["ending"]:
        yield labelled("ended", watch["ending"])


def _trail(watch: Watch) -> Iterator[Text]:
    yield heading("trail")
    for event in watch["trail"]:
        told = line(event["sequence"], event["at"], event["kind"], "by", event["by"], event["before"])
        if event["guidance"]:
            told = told.append(" → ").append_text(coded(event["guidance"]))
        yield told
        if event["measures"]:
            yield labelled("measures", ", ".join(event["measures"]))
