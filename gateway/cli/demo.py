"""`tally demo`: the sandbox town and a gateway, to try by hand or to run every scenario against."""

from __future__ import annotations

from pathlib import Path

import click

from gateway.cli.exits import CommandFailed, ExitCode
from gateway.cli.options import Folder, host_option, port_option
from gateway.demo.children import CannotStart
from gateway.demo.stay import stay_up

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000


@click.command()
@host_option(DEFAULT_HOST)
@port_option(f"{DEFAULT_PORT}; any free one with --once")
@click.option("--once", is_flag=True, help="Run every scenario, print one line each, and end.")
@click.option("--break", "broken", metavar="SOURCE", help="Put a source of the sandbox down and keep it down.")
@click.option("--pack", type=Folder, metavar="FOLDER", help="Rule pack to use in the place of the shipped one.")
def demo(*, host: str | None, port: int | None, once: bool, broken: str | None, pack: Path | None) -> None:
    """Start a town of invented departments and a gateway in front of it.

    Prints addresses, keys and queries to paste, and stays up until Ctrl-C or SIGTERM; everything it started ends with
    it. With --once it runs the acceptance scenarios and exits 1 naming those that differ. State is kept in a temporary
    folder.
    """
    try:
        if once:
            from gateway.demo.once import run_once  # noqa: PLC0415 - loads the rules, which the other way does not need

            failed = run_once(host or DEFAULT_HOST, port or 0, broken=broken, pack=pack)
            raise SystemExit(ExitCode.NEGATIVE if failed else ExitCode.OK)
        stay_up(host or DEFAULT_HOST, DEFAULT_PORT if port is None else port, broken=broken, pack=pack)
    except CannotStart as error:
        raise CommandFailed(str(error)) from error
