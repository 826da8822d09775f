"""`tally pack`: rule packs, before they are put in force."""

from __future__ import annotations

import click

from gateway.cli.pack.simulate import simulate


@click.group()
def pack() -> None:
    """Look at rule packs before they are put in force."""


pack.add_command(simulate)
