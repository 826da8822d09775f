"""`tally pack diff`: what differs between two rule packs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import orjson
from rich.text import Text

from gateway.cli.options import config_option
from gateway.cli.pack.target import configured_packs
from gateway.cli.printing import console, labelled, line, show
from gateway.rules.comparing import Change, changes
from gateway.rules.described import described


@click.command("diff")
@click.argument("old")
@click.argument("new")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: a list of part, id and facts, each old and new.")
@config_option
def diff_packs(*, old: str, new: str, as_json: bool, config: Path | None) -> None:
    """Show what differs between the packs OLD and NEW; layout and comments do not count."""
    under = configured_packs(config)
    found = changes(described(under.pack(old)), described(under.pack(new)))
    if as_json:
        click.echo(orjson.dumps([_as_json(change) for change in found], option=orjson.OPT_INDENT_2).decode())
    else:
        show(console(), _lines(found))


def _as_json(change: Change) -> dict[str, object]:
    facts = {label: {"old": before, "new": after} for label, (before, after) in change.facts.items()}
    return {"part": change.part, "id": change.id, "change": _word(change), "facts": facts}


def _word(change: Change) -> str:
    return "ADDED" if change.came else "REMOVED" if change.went else "CHANGED"


def _lines(found: Iterable[Change]) -> Iterator[Text]:
    empty = True
    for change in found:
        empty = False
        yield line(f"{_word(change):<8}", change.part, change.id)
        for label, (before, after) in change.facts.items():
            yield labelled(label, _said(change, before, after))
    if empty:
        yield Text("the packs say the same")


def _said(change: Change, before: str, after: str) -> str:
    return (after or before) if change.came or change.went else f"{before or '-'} → {after or '-'}"
