"""`tally commitments`: accepts applications with material missing, and says what was supplied since."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from gateway.cli.case_asking import change, changing, give, shared
from gateway.cli.commitment_questions import ACCEPT, COMMITMENT, COMMITMENTS, END, SUPPLY
from gateway.cli.duty_view import print_item, print_page
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import LegalDay, overdue_option, paging
from schema.supply_commitments import SupplyState


@click.group()
def commitments() -> None:
    """Accept applications for licences with material missing, upon a written commitment (容缺受理).

    The check must offer it (INC-04 is ACTIVE), and nothing a law requires may be missing.
    """


@commitments.command("list")
@click.option("--state", type=click.Choice(list(SupplyState)), help="Only those in this state.")
@overdue_option
@click.option("--matter", metavar="ID", help="Only those on this matter.")
@paging
@shared
def list_(*, as_json: bool, overdue: bool, **asked: Any) -> None:
    """List the commitments your agency accepted, newest first."""
    who = {name: asked.pop(name) for name in ("url", "key")}
    found = GatewayClient(**who).ask(COMMITMENTS, {**asked, "overdue": overdue or None})["supplyCommitments"]
    give(found, print_page("commitment(s)"), as_json=as_json)


@commitments.command()
@click.argument("commitment")
@shared
def show(*, commitment: str, as_json: bool, **who: Any) -> None:
    """Show COMMITMENT: what is missing, and until when it is to be supplied."""
    give(GatewayClient(**who).ask(COMMITMENT, {"id": commitment})["supplyCommitment"], print_item, as_json=as_json)


@commitments.command()
@click.argument("receipt")
@click.option("--present", multiple=True, metavar="ID", help="Material that is there; repeat it.")
@click.option("--missing", multiple=True, required=True, metavar="ID", help="Material that is missing; repeat it.")
@click.option("--document", required=True, metavar="NUMBER", help="The written commitment.")
@click.option("--signed-on", required=True, type=LegalDay(), help="Legal day it was signed.")
@click.option("--deadline", required=True, type=LegalDay(), help="Last legal day to supply what is missing.")
@changing
def accept(
    *,
    receipt: str,
    present: tuple[str, ...],
    missing: tuple[str, ...],
    document: str,
    signed_on: date,
    deadline: date,
    request_key: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """Accept the application the check RECEIPT was made for."""
    order = {
        "receipt": receipt,
        "presentItems": present,
        "missingItems": missing,
        "commitment": {"document": document, "signedOn": signed_on},
        "deadline": deadline,
    }
    change(ACCEPT, {"input": order}, request_key, who, as_json=as_json, part="commitment", view=print_item)


@commitments.command()
@click.argument("commitment")
@click.argument("items", nargs=-1, required=True)
@click.option("--on", "supplied_on", required=True, type=LegalDay(), help="Legal day they were supplied.")
@changing
def supply(
    *,
    commitment: str,
    items: tuple[str, ...],
    supplied_on: date,
    request_key: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """Say that ITEMS of COMMITMENT were supplied."""
    said = {"id": commitment, "items": items, "suppliedOn": supplied_on}
    change(SUPPLY, said, request_key, who, as_json=as_json, part="commitment", view=print_item)


@commitments.command()
@click.argument("commitment")
@click.option("--reason", required=True, metavar="TEXT", help="Why, in a few words.")
@changing
def end(*, commitment: str, reason: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """End COMMITMENT, whose application was withdrawn, refused or closed."""
    said = {"id": commitment, "reason": reason}
    change(END, said, request_key, who, as_json=as_json, part="commitment", view=print_item)
