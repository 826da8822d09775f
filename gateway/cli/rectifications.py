"""`tally rectifications`: what relied on wrong or withdrawn records, and what was done about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from gateway.cli.case_asking import change, changing, give, shared
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.rectification_view import print_rectification, print_rectifications
from gateway.cli.repair_questions import ANSWER, CLOSE, RECTIFICATION, RECTIFICATIONS
from schema.rectifications import RectificationAct, RectificationState


@click.group()
def rectifications() -> None:
    """Set right what relied on a record that was found wrong, or withdrawn.

    The gateway finds every check that relied on such a record, and tells the agency that asked it. The agency says
    what it did; whoever answers for the record confirms, or sends the answer back.
    """


@rectifications.command("list")
@click.option("--record", metavar="ID", help="Only those about this record.")
@click.option("--state", type=click.Choice(list(RectificationState)), help="Only those in this state.")
@click.option("--overdue/--in-time", default=None, help="Only those overdue, or only the others.")
@click.option(
    "--first", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most so many."
)
@click.option("--after", metavar="ID", help="Go on after this rectification.")
@shared
def list_(
    *,
    record: str | None,
    state: str | None,
    overdue: bool | None,
    first: int,
    after: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """List what relied on records your agency answers for, and what of its own relied on others', newest first."""
    said = {"record": record, "state": state, "overdue": overdue, "first": first, "after": after}
    page = GatewayClient(**who).ask(RECTIFICATIONS, said)["rectifications"]
    give(page, print_rectifications, as_json=as_json)


@rectifications.command()
@click.argument("rectification")
@shared
def show(*, rectification: str, as_json: bool, **who: Any) -> None:
    """Show RECTIFICATION: which check relied on the record, what is to be done and was, and its trail."""
    found = GatewayClient(**who).ask(RECTIFICATION, {"rectification": rectification})["rectification"]
    give(found, print_rectification, as_json=as_json)


@rectifications.command()
@click.argument("rectification")
@click.option(
    "--done", multiple=True, required=True, type=click.Choice(list(RectificationAct)), help="What was done; repeat it."
)
@click.option("--document", metavar="NUMBER", help="Document that shows it.")
@click.option("--words", metavar="TEXT", help="What is to be said of it.")
@changing
def answer(
    *,
    rectification: str,
    done: tuple[str, ...],
    document: str | None,
    words: str | None,
    request_key: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """Say what your agency did about RECTIFICATION."""
    said = {"rectification": rectification, "answer": {"done": done, "document": document, "words": words}}
    _change(ANSWER, said, request_key, who, as_json=as_json)


@rectifications.command()
@click.argument("rectification")
@changing
def confirm(*, rectification: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Confirm that RECTIFICATION is set right, as the agency that answers for the record."""
    _change(CLOSE, {"rectification": rectification, "sufficient": True}, request_key, who, as_json=as_json)


@rectifications.command("send-back")
@click.argument("rectification")
@click.option("--reason", required=True, metavar="TEXT", help="What is missing.")
@changing
def send_back(*, rectification: str, reason: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Send the answer to RECTIFICATION back, as the agency that answers for the record."""
    said = {"rectification": rectification, "sufficient": False, "reason": reason}
    _change(CLOSE, said, request_key, who, as_json=as_json)


def _change(mutation: str, said: Mapping[str, Any], key: str | None, who: Mapping[str, Any], *, as_json: bool) -> None:
    change(mutation, said, key, who, part="rectification", view=print_rectification, as_json=as_json)
