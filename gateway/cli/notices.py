"""`tally notices`: notifies departments that fail a duty, and answers such notices, at a running gateway."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from gateway.cli.case_asking import change, changing, give, shared
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.notice_questions import ANSWER, CLOSE, CONFIRM, ISSUE, LIST, RETURN, SHOW
from gateway.cli.notice_view import print_notice, print_notices
from gateway.cli.options import LegalDay
from schema.duties import DepartmentDuty, Indicator
from schema.notices import NoticeState


@click.group()
def notices() -> None:
    """Notify departments that fail a duty, answer such notices, and follow them until they are corrected.

    An agency that coordinates joint action in a region notifies departments there; the department answers.
    """


@notices.command("list")
@click.option("--state", type=click.Choice(list(NoticeState)), help="Only those in this state.")
@click.option("--overdue/--in-time", default=None, help="Only those overdue, or only the others.")
@click.option(
    "--first", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most so many."
)
@click.option("--after", metavar="ID", help="Go on after this notice.")
@shared
def list_(*, state: str | None, overdue: bool | None, first: int, after: str | None, as_json: bool, **who: Any) -> None:
    """List the notices your agency issued or was sent, newest first."""
    page = GatewayClient(**who).ask(LIST, {"state": state, "overdue": overdue, "first": first, "after": after})
    give(page["notices"], print_notices, as_json=as_json)


@notices.command()
@click.argument("notice")
@shared
def show(*, notice: str, as_json: bool, **who: Any) -> None:
    """Show NOTICE: what is expected, what was answered, and its trail."""
    give(GatewayClient(**who).ask(SHOW, {"notice": notice})["notice"], print_notice, as_json=as_json)


@notices.command()
@click.argument("agency")
@click.argument("duty", type=click.Choice(list(DepartmentDuty)))
@click.option("--from", "first", required=True, metavar="MONTH", help="First month it is about, such as 2026-08.")
@click.option("--to", "last", metavar="MONTH", help="Last month it is about.  [default: the first]")
@click.option("--expected", required=True, metavar="TEXT", help="What is expected of the department.")
@click.option("--due-on", required=True, type=LegalDay(), help="Legal day by which it is to answer.")
@click.option("--indicator", type=click.Choice(list(Indicator)), help="What the failing was counted by.")
@changing
def issue(
    *,
    agency: str,
    duty: str,
    first: str,
    last: str | None,
    expected: str,
    due_on: date,
    indicator: str | None,
    request_key: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """Notify AGENCY, which fails DUTY; your agency must coordinate its region."""
    order = {
        "agency": agency,
        "duty": duty,
        "fromMonth": first,
        "toMonth": last or first,
        "expected": expected,
        "dueOn": due_on,
        "indicator": indicator,
    }
    _change(ISSUE, {"input": order}, request_key, who, as_json=as_json)


@notices.command()
@click.argument("notice")
@click.option("--answer", required=True, metavar="TEXT", help="What your agency says of the failing.")
@click.option("--done", required=True, metavar="TEXT", help="What it did to correct it.")
@changing
def answer(*, notice: str, answer: str, done: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Answer NOTICE, which your agency was sent."""
    _change(ANSWER, {"notice": notice, "answer": answer, "done": done}, request_key, who, as_json=as_json)


@notices.command("return")
@click.argument("notice")
@click.option("--reason", required=True, metavar="TEXT", help="What is still wanting.")
@click.option("--due-on", required=True, type=LegalDay(), help="Legal day by which it is to answer again.")
@changing
def return_(*, notice: str, reason: str, due_on: date, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Send the answer to NOTICE, which your agency issued, back as not enough."""
    _change(RETURN, {"notice": notice, "reason": reason, "dueOn": due_on}, request_key, who, as_json=as_json)


@notices.command()
@click.argument("notice")
@changing
def confirm(*, notice: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Find what NOTICE, which your agency issued, is about corrected."""
    _change(CONFIRM, {"notice": notice}, request_key, who, as_json=as_json)


@notices.command()
@click.argument("notice")
@click.option("--reason", metavar="TEXT", help="Why; required unless it was found corrected.")
@changing
def close(*, notice: str, reason: str | None, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Close NOTICE, which your agency issued."""
    _change(CLOSE, {"notice": notice, "reason": reason}, request_key, who, as_json=as_json)


def _change(mutation: str, said: dict[str, Any], key: str | None, who: dict[str, Any], *, as_json: bool) -> None:
    change(mutation, said, key, who, as_json=as_json, part="notice", view=print_notice)
