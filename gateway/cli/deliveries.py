"""`tally deliveries`: lists what is pushed to the endpoints of an agency, and replays what was given up."""

from __future__ import annotations

from typing import Any

import click

from gateway.cli.case_asking import change, changing, give, shared
from gateway.cli.delivery_questions import LIST, REPLAY, SHOW
from gateway.cli.delivery_view import print_deliveries, print_delivery
from gateway.cli.exits import CommandFailed
from gateway.cli.gateway_client import GatewayClient
from schema.news import DeliveryState


@click.group()
def deliveries() -> None:
    """List what is pushed to your agency's endpoints, and replay what was given up.

    Endpoints are named in webhooks.toml. Every event is sent at least once, those about one subject in order; one that
    fails is tried again for about a day, then given up (DEAD), so that the later ones are not held up for ever.
    """


@deliveries.command("list")
@click.option("--state", type=click.Choice(list(DeliveryState)), help="Only those in this state.")
@click.option("--webhook", metavar="ID", help="Only those to this endpoint.")
@click.option(
    "--first", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most so many."
)
@click.option("--after", metavar="ID", help="Go on after this delivery.")
@shared
def list_(*, state: str | None, webhook: str | None, first: int, after: str | None, as_json: bool, **who: Any) -> None:
    """List deliveries to your agency's endpoints, newest first."""
    wanted = {"state": state, "webhook": webhook, "first": first, "after": after}
    give(GatewayClient(**who).ask(LIST, wanted)["deliveries"], print_deliveries, as_json=as_json)


@deliveries.command()
@click.argument("delivery")
@shared
def show(*, delivery: str, as_json: bool, **who: Any) -> None:
    """Show DELIVERY: what it tells of, and what became of it."""
    give(GatewayClient(**who).ask(SHOW, {"id": delivery})["delivery"], print_delivery, as_json=as_json)


@deliveries.command()
@click.argument("delivery", nargs=-1, required=True)
@changing
def replay(*, delivery: tuple[str, ...], request_key: str | None, as_json: bool, **who: Any) -> None:
    """Let every DELIVERY that was given up be sent again; those that follow it may have arrived before."""
    if request_key is not None and len(delivery) > 1:
        raise CommandFailed("one key is of one request", hint="leave --request-key out, or name one delivery")
    for each in delivery:
        change(REPLAY, {"id": each}, request_key, who, as_json=as_json, part="delivery", view=print_delivery)
