"""Prints deliveries: one with what it tells of, or many with a line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from gateway.cli.printing import labelled, line, show
from gateway.cli.proceeding_view import show_page

_NEWS = ("proceeding", "state", "by", "at", "record", "receipt")


def print_deliveries(out: Console, page: Mapping[str, Any]) -> None:
    """Print a page of deliveries, and how to go on."""
    show_page(out, page, "deliveries", _told)


def print_delivery(out: Console, delivery: Mapping[str, Any]) -> None:
    """Print a delivery."""
    show(out, [_told(delivery), *_details(delivery)])


def _told(delivery: Mapping[str, Any]) -> Text:
    news, status = delivery["news"], delivery["status"]
    why = " ".join(filter(None, (delivery["fault"], f"HTTP {status}" if status else "")))
    event = f"{news['kind']} {news['event']}"
    return line(delivery["id"], delivery["state"], event, "to", delivery["webhook"], why, indent=0)


def _details(delivery: Mapping[str, Any]) -> Iterator[Text]:
    yield labelled("attempts", delivery["attempts"])
    for label, when in (("next", delivery["nextAt"]), ("ended", delivery["endedAt"])):
        if when:
            yield labelled(label, when)
    for name in _NEWS:
        if delivery["news"][name]:
            yield labelled(name, delivery["news"][name])
