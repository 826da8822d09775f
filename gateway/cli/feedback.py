"""`tally feedback`: lists the measures that wait for feedback, and says what was done about them."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from gateway.cli.case_asking import change, changing, give, shared
from gateway.cli.decision_questions import APPLIED, FEEDBACK, FEEDBACKS, NOT_APPLIED
from gateway.cli.duty_view import print_item, print_page
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import LegalDay, overdue_option, paging
from schema.feedback import FeedbackState, NotAppliedReason


@click.group()
def feedback() -> None:
    """Say whether measures that applied were taken, or why not (执行反馈).

    Reporting a decision opens feedback on every measure its check showed ACTIVE; on mandatory ones it has a due day.
    """


@feedback.command("list")
@click.option("--state", type=click.Choice(list(FeedbackState)), help="Only those in this state.")
@overdue_option
@click.option("--matter", metavar="ID", help="Only those on this matter.")
@click.option("--decision", metavar="ID", help="Only those about this decision.")
@paging
@shared
def list_(*, as_json: bool, overdue: bool, **asked: Any) -> None:
    """List the feedback of your agency, newest first."""
    who = {name: asked.pop(name) for name in ("url", "key")}
    found = GatewayClient(**who).ask(FEEDBACKS, {**asked, "overdue": overdue or None})["feedbacks"]
    give(found, print_page("feedback"), as_json=as_json)


@feedback.command()
@click.argument("feedback")
@shared
def show(*, feedback: str, as_json: bool, **who: Any) -> None:
    """Show FEEDBACK: the measure, and what was done about it."""
    give(GatewayClient(**who).ask(FEEDBACK, {"id": feedback})["feedback"], print_item, as_json=as_json)


@feedback.command()
@click.argument("feedback")
@click.option("--document", required=True, metavar="NUMBER", help="Document by which it was applied.")
@click.option("--from", "starts_on", required=True, type=LegalDay(), help="First legal day it was applied.")
@click.option("--last-day", type=LegalDay(), help="Last legal day it is applied, where one is set.")
@changing
def applied(
    *,
    feedback: str,
    document: str,
    starts_on: date,
    last_day: date | None,
    request_key: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """Say that the measure of FEEDBACK was applied."""
    order = {"document": document, "startsOn": starts_on, "lastDay": last_day}
    said = {"id": feedback, "input": order}
    change(APPLIED, said, request_key, who, as_json=as_json, part="feedback", view=print_item)


@feedback.command("not-applied")
@click.argument("feedback")
@click.argument("reason", type=click.Choice(list(NotAppliedReason)))
@click.option("--words", metavar="TEXT", help="The reason in words; required with OTHER_LAW and OTHER.")
@changing
def not_applied(
    *, feedback: str, reason: str, words: str | None, request_key: str | None, as_json: bool, **who: Any
) -> None:
    """Say why the measure of FEEDBACK was not applied."""
    said = {"id": feedback, "reason": reason, "words": words}
    change(NOT_APPLIED, said, request_key, who, as_json=as_json, part="feedback", view=print_item)
