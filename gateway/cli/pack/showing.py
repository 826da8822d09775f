"""`tally pack show`: what a rule pack says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import orjson
from rich.text import Text

from gateway.cli.exits import CommandFailed
from gateway.cli.options import config_option
from gateway.cli.pack.target import configured_packs
from gateway.cli.printing import console, heading, labelled, line, show
from gateway.rules.described import Described, Facts, described
from schema.suggest import did_you_mean


@click.command("show")
@click.argument("pack")
@click.argument("names", nargs=-1, metavar="[ID]...")
@click.option("--json", "as_json", is_flag=True, help="Print JSON: part, id, facts.")
@config_option
def show_pack(*, pack: str, names: tuple[str, ...], as_json: bool, config: Path | None) -> None:
    """Show what PACK says: all of it, or the lines, measures, agreements, lists, scales or bases of these ids.

    The id of a measure shows its operative lines too.
    """
    parts = described(configured_packs(config).pack(pack))
    if names:
        parts = _only(parts, names)
    if as_json:
        click.echo(orjson.dumps(parts, option=orjson.OPT_INDENT_2).decode())
    else:
        show(console(), _lines(parts))


def _only(parts: Described, names: tuple[str, ...]) -> Described:
    known = {name for items in parts.values() for name in items}
    for name in names:
        if name not in known:
            raise CommandFailed(f"the pack has no {name!r}", hint=did_you_mean(name, known) or None)
    chosen = {part: _meant(items, names) for part, items in parts.items()}
    return {part: items for part, items in chosen.items() if items}


def _meant(items: Mapping[str, Facts], names: tuple[str, ...]) -> dict[str, Facts]:
    return {name: facts for name, facts in items.items() if name in names or facts.get("measure") in names}


def _lines(parts: Described) -> Iterator[Text]:
    for part, items in parts.items():
        yield heading(part)
        for name, facts in items.items():
            yield line(name)
            yield from _facts(facts)


def _facts(facts: Mapping[str, str]) -> Iterator[Text]:
    return (labelled(label, text) for label, text in facts.items())
