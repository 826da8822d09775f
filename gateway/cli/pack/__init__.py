"""`tally pack`: checks, shows and compares rule packs, and tries them before they are put in force."""

from __future__ import annotations

import click

from gateway.cli.pack.checking import check_packs
from gateway.cli.pack.comparing import diff_packs
from gateway.cli.pack.showing import show_pack
from gateway.cli.pack.simulate import simulate


@click.group()
def pack() -> None:
    """Check, show, compare and try rule packs, without a gateway. PACK is a folder, or the id of a configured pack."""


for _verb in (check_packs, show_pack, diff_packs, simulate):
    pack.add_command(_verb)
