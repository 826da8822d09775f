"""`tally objections`: lodges objections to records at a running gateway, and takes them to their end."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from gateway.cli.case_asking import change, changing, give, shared, subject_of
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.objection_questions import ACCEPT, CORRECT, LIST, LODGE, REFUSE, SHOW, VERIFY, WITHDRAW
from gateway.cli.objection_view import print_objection, print_objections
from gateway.cli.options import LegalDay
from schema.identifiers import Scheme
from schema.objections import ObjectionFinding, ObjectionState, ObjectionTrigger

_scheme = click.option(
    "--scheme",
    type=click.Choice([scheme.value for scheme in Scheme]),
    help="Scheme of the code; needed only where its form fits more than one.",
)


@click.group()
def objections() -> None:
    """Lodge objections to records, accept them for handling, verify the record, and set a wrong one right.

    Who provides or issued the record is informed, and verifies. From acceptance to the end of verification every
    restraint that needs the record is suspended, for everyone it reaches; incentives are not.
    """


@objections.command("list")
@click.option("--record", metavar="ID", help="Only those to this record.")
@click.option("--subject", metavar="CODE", help="Only those about this subject; `-` reads it from standard input.")
@_scheme
@click.option("--state", type=click.Choice(list(ObjectionState)), help="Only those in this state.")
@click.option("--overdue", is_flag=True, help="Only those that are overdue.")
@click.option(
    "--first", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most so many."
)
@click.option("--after", metavar="ID", help="Go on after this objection.")
@shared
def list_(
    *,
    record: str | None,
    subject: str | None,
    scheme: str | None,
    state: str | None,
    overdue: bool,
    first: int,
    after: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """List the objections your agency takes part in, newest first."""
    wanted = {"record": record, "state": state, "overdue": overdue or None, "first": first, "after": after}
    asked = {**wanted, "subject": subject_of(subject, scheme) if subject else None}
    give(GatewayClient(**who).ask(LIST, asked)["objections"], print_objections, as_json=as_json)


@objections.command()
@click.argument("objection")
@shared
def show(*, objection: str, as_json: bool, **who: Any) -> None:
    """Show OBJECTION: where it stands, what may follow, who takes part, and its trail."""
    answer = GatewayClient(**who).ask(SHOW, {"objection": objection})
    give(answer["objection"], print_objection, as_json=as_json)


@objections.command()
@click.argument("code")
@click.argument("record")
@_scheme
@click.option(
    "--trigger",
    type=click.Choice(list(ObjectionTrigger)),
    default=ObjectionTrigger.OBJECTION.value,
    show_default=True,
    help="What made your agency doubt the record.",
)
@click.option("--grounds", required=True, metavar="TEXT", help="Why it is said to be untrue; nothing about persons.")
@click.option("--evidence", metavar="TEXT", help="What is offered in evidence.")
@click.option("--new-evidence", is_flag=True, help="The evidence is new; needed once the record was verified correct.")
@click.option("--accept", is_flag=True, help="Accept it for handling at once, which suspends the restraints.")
@changing
def lodge(
    *,
    code: str,
    record: str,
    scheme: str | None,
    trigger: str,
    grounds: str,
    evidence: str | None,
    new_evidence: bool,
    accept: bool,
    request_key: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """Lodge an objection to RECORD of the subject CODE (`-` reads it from standard input)."""
    order = {
        "subject": subject_of(code, scheme),
        "record": record,
        "trigger": trigger,
        "grounds": grounds,
        "evidence": evidence,
        "newEvidence": new_evidence,
        "accept": accept,
    }
    _change(LODGE, {"input": order}, request_key, who, as_json=as_json)


@objections.command()
@click.argument("objection")
@changing
def accept(*, objection: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Accept OBJECTION for handling: from now on restraints that need the record are suspended."""
    _change(ACCEPT, {"objection": objection}, request_key, who, as_json=as_json)


@objections.command()
@click.argument("objection")
@click.option("--reason", required=True, metavar="TEXT", help="Why it is not accepted.")
@changing
def refuse(*, objection: str, reason: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Refuse to handle OBJECTION; nothing is suspended."""
    _change(REFUSE, {"objection": objection, "reason": reason}, request_key, who, as_json=as_json)


@objections.command()
@click.argument("objection")
@click.argument("finding", type=click.Choice(list(ObjectionFinding)))
@click.option("--answer", metavar="TEXT", help="What was found, in words for who objected.")
@changing
def verify(
    *, objection: str, finding: str, answer: str | None, request_key: str | None, as_json: bool, **who: Any
) -> None:
    """End the verification of the record of OBJECTION, which your agency provides or issued."""
    said = {"objection": objection, "finding": finding, "answer": answer}
    _change(VERIFY, said, request_key, who, as_json=as_json)


@objections.command()
@click.argument("objection")
@click.option("--correction", required=True, metavar="TEXT", help="What was corrected.")
@changing
def correct(*, objection: str, correction: str, request_key: str | None, as_json: bool, **who: Any) -> None:
    """Say that the record of OBJECTION, verified wrong, was corrected."""
    _change(CORRECT, {"objection": objection, "correction": correction}, request_key, who, as_json=as_json)


@objections.command()
@click.argument("objection")
@click.option("--document", metavar="NUMBER", help="Number of the document that withdraws the record.")
@click.option("--effective-on", type=LegalDay(), help="Legal day it takes effect.  [default: today]")
@changing
def withdraw(
    *,
    objection: str,
    document: str | None,
    effective_on: date | None,
    request_key: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """Withdraw the record of OBJECTION, verified wrong, as its issuer."""
    said = {"objection": objection, "document": document, "on": effective_on}
    _change(WITHDRAW, said, request_key, who, as_json=as_json)


def _change(mutation: str, said: dict[str, Any], key: str | None, who: dict[str, Any], *, as_json: bool) -> None:
    change(mutation, said, key, who, part="objection", view=print_objection, as_json=as_json)
