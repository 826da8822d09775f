"""`tally watches`: watches the answer of a receipt, and shows whether it would now differ."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from gateway.cli.case_asking import change, changing, give, shared
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import LegalDay
from gateway.cli.watch_questions import END, LIST, OPEN, SHOW
from gateway.cli.watch_view import print_watch, print_watches
from schema.watches import WatchState


@click.group()
def watches() -> None:
    """Watch answers of receipts, and learn when they would now differ.

    The check is made again when the rights log has news of what its answer rests on, and as often as its sources say.
    You are told only when the answer is another: by webhook, by subscription, or here.
    """


@watches.command("list")
@click.option("--state", type=click.Choice(list(WatchState)), help="Only those in this state.")
@click.option(
    "--first", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most so many."
)
@click.option("--after", metavar="ID", help="Go on after this watch.")
@shared
def list_(*, state: str | None, first: int, after: str | None, as_json: bool, **who: Any) -> None:
    """List the watches of your agency, newest first."""
    wanted = {"state": state, "first": first, "after": after}
    give(GatewayClient(**who).ask(LIST, wanted)["watches"], print_watches, as_json=as_json)


@watches.command()
@click.argument("watch")
@shared
def show(*, watch: str, as_json: bool, **who: Any) -> None:
    """Show WATCH: what it sees and what it cannot, and its trail."""
    give(GatewayClient(**who).ask(SHOW, {"id": watch})["watch"], print_watch, as_json=as_json)


@watches.command("open")
@click.argument("receipt")
@click.option("--until", required=True, type=LegalDay(), help="Last legal day it is watched.")
@changing
def open_(*, receipt: str, until: date, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Watch the answer of RECEIPT, the id of a receipt issued to your agency."""
    said = {"receipt": receipt, "until": until}
    change(OPEN, said, request_key, who, as_json=as_json, part="watch", view=print_watch)


@watches.command()
@click.argument("watch")
@changing
def end(*, watch: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """End WATCH, of your agency."""
    change(END, {"id": watch}, request_key, who, as_json=as_json, part="watch", view=print_watch)
