"""`tally adoptions`: adopts recommended measures at a running gateway, and withdraws adoptions."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from gateway.cli.adoption_questions import ADOPT, ADOPTION, ADOPTIONS, WITHDRAW
from gateway.cli.case_asking import change, changing, give, shared
from gateway.cli.duty_view import print_item, print_page
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import LegalDay, paging
from schema.adoptions import AdoptionState


@click.group()
def adoptions() -> None:
    """Adopt recommended measures for your agency, and withdraw adoptions.

    Checks reckon with a change within seconds, for the days the document says.
    """


@adoptions.command("list")
@click.option("--state", type=click.Choice(list(AdoptionState)), help="Only those in this state.")
@paging
@shared
def list_(*, as_json: bool, **asked: Any) -> None:
    """List the adoptions your agency decided here, newest first."""
    who = {name: asked.pop(name) for name in ("url", "key")}
    give(GatewayClient(**who).ask(ADOPTIONS, asked)["adoptions"], print_page("adoption(s)"), as_json=as_json)


@adoptions.command()
@click.argument("adoption")
@shared
def show(*, adoption: str, as_json: bool, **who: Any) -> None:
    """Show ADOPTION: what was adopted, for which matters, since when."""
    give(GatewayClient(**who).ask(ADOPTION, {"id": adoption})["adoption"], print_item, as_json=as_json)


@adoptions.command()
@click.option("--document", required=True, metavar="TITLE", help="Document by which it is adopted.")
@click.option("--from", "starts_on", required=True, type=LegalDay(), help="First legal day it is in force.")
@click.option("--measure", "measures", multiple=True, metavar="ID", help="Catalogue measure; repeat it.")
@click.option("--line", "lines", multiple=True, metavar="ID", help="Single recommended line; repeat it.")
@click.option("--matter", "matters", multiple=True, metavar="ID", help="Matter it is for; repeat it.  [default: all]")
@click.option("--memorandum", metavar="ID", help="Memorandum of cooperation it rests on.")
@changing
def adopt(
    *,
    document: str,
    starts_on: date,
    measures: tuple[str, ...],
    lines: tuple[str, ...],
    matters: tuple[str, ...],
    memorandum: str | None,
    request_key: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """Adopt measures or single lines."""
    order = {
        "document": document,
        "startsOn": starts_on,
        "measures": measures,
        "lines": lines,
        "matters": matters,
        "memorandum": memorandum,
    }
    change(ADOPT, {"input": order}, request_key, who, as_json=as_json, part="adoption", view=print_item)


@adoptions.command()
@click.argument("adoption")
@click.option("--document", required=True, metavar="TITLE", help="Document by which it is withdrawn.")
@click.option("--ends-before", required=True, type=LegalDay(), help="First legal day it is no longer in force.")
@changing
def withdraw(
    *, adoption: str, document: str, ends_before: date, request_key: str | None, as_json: bool, **who: Any
) -> None:
    """Withdraw ADOPTION."""
    said = {"id": adoption, "document": document, "endsBefore": ends_before}
    change(WITHDRAW, said, request_key, who, as_json=as_json, part="adoption", view=print_item)
