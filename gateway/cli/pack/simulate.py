"""`tally pack simulate`: what a changed rule pack would have answered, and to whom it would answer otherwise."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import click
import orjson

from gateway.cli.options import config_option, state_option
from gateway.cli.pack.over_receipts import over_receipts
from gateway.cli.pack.over_sandbox import over_sandbox
from gateway.cli.pack.simulation_tree import tree_of
from gateway.cli.pack.simulation_view import print_simulation
from gateway.cli.pack.target import configured_packs
from gateway.cli.places import config_folder, state_folder
from gateway.cli.printing import console

RECEIPTS, SANDBOX = "RECEIPTS", "SANDBOX"
_MOST = 50


class Over(click.ParamType[str | Path]):
    """What a pack is tried over: one of the two words, or a folder of receipt files."""

    name = "over"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str | Path:
        """Read the word or the folder."""
        if value in {RECEIPTS, SANDBOX}:
            return str(value)
        if Path(value).is_dir():
            return Path(value)
        return self.fail(f"{value!r} is neither {RECEIPTS} nor {SANDBOX} nor a folder of receipt files", param, ctx)


@click.command()
@click.argument("new")
@click.option(
    "--over",
    type=Over(),
    required=True,
    metavar="RECEIPTS|SANDBOX|FOLDER",
    help="The receipts in the store, or those of them whose files are in FOLDER; or every subject of the sandbox.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print."
)
@click.option(
    "--most",
    type=click.IntRange(min=0),
    default=_MOST,
    show_default=True,
    metavar="N",
    help="How many cases that change the text lists; JSON lists all.",
)
@config_option
@state_option
def simulate(*, new: str, over: str | Path, form: str, most: int, config: Path | None, state: Path | None) -> None:
    """Say what the rule pack NEW would have answered in the place of the configured one of its id.

    Configured packs that stand on that one, such as local ones, are read on NEW.

    Counts the cases by old and new guidance, and names each that changes with the measures that appear, vanish or
    change and why. Over SANDBOX, a town is started and every subject asked about once for every configured matter,
    as each agency a client of which may ask; both packs judge the same answers. Over RECEIPTS, what each receipt in
    the store rests on is judged again, as of its day: first by its own pack, which must give the receipt's answer,
    then by NEW. No department is asked, but the variables agencies.toml reads must be set as for the gateway. A
    receipt that cannot be judged, such as one whose subject is erased, is named with the reason and never guessed.

    The exit code is 0 whatever changes, and 2 with every fault if NEW is faulty.
    """
    folder = config_folder(config)
    trial = configured_packs(config).trial(new)
    if over == SANDBOX:
        with tempfile.TemporaryDirectory(prefix="tally-simulate-") as town:
            found = over_sandbox(trial, folder, Path(town))
    else:
        files = over if isinstance(over, Path) else None
        found = over_receipts(trial, folder, state_folder(state, config=folder), files)
    if form == "json":
        click.echo(orjson.dumps(tree_of(found), option=orjson.OPT_INDENT_2).decode())
    else:
        print_simulation(console(), found, most=most)
