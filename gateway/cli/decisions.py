"""`tally decisions`: reports decisions with the receipts they rest on, and lists what is wrong with them."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from gateway.cli.case_asking import change, changing, give, scheme_option, shared, subject_of
from gateway.cli.decision_questions import DECISION, DECISIONS, REPORT
from gateway.cli.duty_view import print_item, print_page
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import LegalDay, paging
from schema.decisions import DecisionFinding, DecisionOutcome


@click.group()
def decisions() -> None:
    """Report what was decided and the check it rests on (应查必查).

    A decision is recorded whatever is wrong with it; findings say what, and can be listed. Measures that must be taken
    wait for feedback then: see `tally feedback`.
    """


@decisions.command("list")
@click.option("--finding", type=click.Choice(list(DecisionFinding)), help="Only those with this finding.")
@click.option("--outcome", type=click.Choice(list(DecisionOutcome)), help="Only those of this outcome.")
@click.option("--matter", metavar="ID", help="Only those on this matter.")
@click.option("--subject", metavar="CODE", help="Only those about this subject; `-` reads it from standard input.")
@scheme_option
@paging
@shared
def list_(*, subject: str | None, scheme: str | None, as_json: bool, **asked: Any) -> None:
    """List the decisions your agency reported, newest first."""
    who = {name: asked.pop(name) for name in ("url", "key")}
    wanted = {**asked, "subject": subject_of(subject, scheme) if subject else None}
    give(GatewayClient(**who).ask(DECISIONS, wanted)["decisions"], print_page("decision(s)"), as_json=as_json)


@decisions.command()
@click.argument("decision")
@shared
def show(*, decision: str, as_json: bool, **who: Any) -> None:
    """Show DECISION: what it rests on, and what is wrong with it."""
    give(GatewayClient(**who).ask(DECISION, {"id": decision})["decision"], print_item, as_json=as_json)


@decisions.command()
@click.argument("code")
@scheme_option
@click.option("--matter", required=True, metavar="ID", help="What was decided about.")
@click.option("--case", "case_number", required=True, metavar="NUMBER", help="Case number, that of the check.")
@click.option("--outcome", required=True, type=click.Choice(list(DecisionOutcome)), help="What was decided.")
@click.option("--decided-on", required=True, type=LegalDay(), help="Legal day of the decision.")
@click.option("--receipt", metavar="ID", help="Receipt of the check it rests on.")
@click.option("--document", metavar="NUMBER", help="Number of the decision document.")
@click.option("--applied", multiple=True, metavar="ID", help="Measure of the check that was applied; repeat it.")
@changing
def report(
    *,
    code: str,
    scheme: str | None,
    matter: str,
    case_number: str,
    outcome: str,
    decided_on: date,
    receipt: str | None,
    document: str | None,
    applied: tuple[str, ...],
    request_key: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """Report a decision about the subject CODE (`-` reads it from standard input)."""
    order = {
        "matter": matter,
        "subject": subject_of(code, scheme),
        "caseNumber": case_number,
        "outcome": outcome,
        "decidedOn": decided_on,
        "receipt": receipt,
        "document": document,
        "applied": [{"measure": each} for each in applied],
    }
    change(REPORT, {"input": order}, request_key, who, as_json=as_json, part="decision", view=print_item)
