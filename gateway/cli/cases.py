"""`tally cases`: opens joint cases at a running gateway, responds to them, carries them across and ends them."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from gateway.cli.case_asking import change, changing, give, scheme_option, shared, subject_of, to_option
from gateway.cli.case_questions import CARRY, END, LIST, OPEN, RESPOND, SHOW
from gateway.cli.case_view import print_case, print_cases
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import LegalDay
from schema.codes import RecordKind, Severity
from schema.joint_cases import JointCaseResponse, JointCaseState

_KINDS = ("SERIOUS_DISHONESTY_ENTRY", "ENFORCEMENT_ENTRY", "RED_LIST_ENTRY")


@click.group()
def cases() -> None:
    """Open joint cases, respond to them, carry them into other regions, and end them.

    A joint case coordinates: the department that designated a subject opens it, those it is sent to respond. It
    restrains nobody by itself; what applies to a subject is what `tally check` says.
    """


@cases.command("list")
@click.option("--state", type=click.Choice(list(JointCaseState)), help="Only those in this state.")
@click.option("--subject", metavar="CODE", help="Only those about this subject; `-` reads it from standard input.")
@scheme_option
@click.option(
    "--first", type=click.IntRange(min=1), default=20, show_default=True, metavar="N", help="At most so many."
)
@click.option("--after", metavar="ID", help="Go on after this case.")
@shared
def list_(
    *,
    state: str | None,
    subject: str | None,
    scheme: str | None,
    first: int,
    after: str | None,
    as_json: bool,
    **who: Any,
) -> None:
    """List the cases your agency opened or was sent, newest first."""
    asked = subject_of(subject, scheme) if subject else None
    page = GatewayClient(**who).ask(LIST, {"state": state, "subject": asked, "first": first, "after": after})
    give(page["jointCases"], print_cases, as_json=as_json)


@cases.command()
@click.argument("case")
@shared
def show(*, case: str, as_json: bool, **who: Any) -> None:
    """Show CASE: what it rests on, how it stands to each department, and its trail."""
    give(GatewayClient(**who).ask(SHOW, {"case": case})["jointCase"], print_case, as_json=as_json)


@cases.command("open")
@click.argument("code")
@scheme_option
@click.option("--kind", type=click.Choice(_KINDS), default=_KINDS[0], show_default=True, help="What was decided.")
@click.option("--list", "list_id", metavar="ID", help="Serious-dishonesty list the subject was entered on.")
@click.option("--document", required=True, metavar="NUMBER", help="Number of the decision document.")
@click.option("--decided-on", required=True, type=LegalDay(), help="Legal day of the decision.")
@click.option("--last-day", type=LegalDay(), help="Last day of the designation, where the decision says one.")
@click.option("--offence", metavar="ID", help="Code of the offence.")
@click.option("--basis", "bases", multiple=True, required=True, metavar="ID", help="Legal basis; repeat it.")
@click.option("--measure", "measures", multiple=True, required=True, metavar="ID", help="Proposed; repeat it.")
@to_option
@changing
def open_(
    *,
    code: str,
    scheme: str | None,
    kind: str,
    document: str,
    decided_on: date,
    last_day: date | None,
    measures: tuple[str, ...],
    implementers: tuple[str, ...],
    request_key: str | None,
    as_json: bool,
    list_id: str | None,
    offence: str | None,
    bases: tuple[str, ...],
    **who: Any,
) -> None:
    """Open a case on the subject CODE (`-` reads it from standard input) and send it to departments."""
    incentive = RecordKind[kind] is RecordKind.RED_LIST_ENTRY
    designation = {
        "kind": kind,
        "documentNumber": document,
        "decidedOn": decided_on,
        "severity": Severity.NONE if incentive else Severity.SERIOUS,
        "bases": bases,
        "listId": list_id,
        "offence": offence,
        "lastDay": last_day,
    }
    order = {
        "subject": subject_of(code, scheme),
        "designation": designation,
        "measures": measures,
        "implementers": implementers,
    }
    change(OPEN, {"input": order}, request_key, who, as_json=as_json)


@cases.command()
@click.argument("case")
@click.argument("response", type=click.Choice(list(JointCaseResponse)))
@click.option("--reason", metavar="TEXT", help="Why your agency refuses; required with REFUSED.")
@changing
def respond(
    *, case: str, response: str, reason: str | None, request_key: str | None, as_json: bool, **who: Any
) -> None:
    """Respond to CASE for your own agency."""
    said = {"case": case, "response": response, "reason": reason}
    change(RESPOND, said, request_key, who, as_json=as_json)


@cases.command()
@click.argument("case")
@click.argument("region")
@to_option
@changing
def carry(
    *, case: str, region: str, implementers: tuple[str, ...], request_key: str | None, as_json: bool, **who: Any
) -> None:
    """Carry CASE into REGION, a division code, and send it to departments there."""
    said = {"case": case, "region": region, "implementers": implementers}
    change(CARRY, said, request_key, who, as_json=as_json)


@cases.command()
@click.argument("case")
@click.option("--reason", metavar="TEXT", help="Why, in a few words.")
@changing
def end(*, case: str, reason: str | None, request_key: str | None, as_json: bool, **who: Any) -> None:
    """End CASE, which your agency opened."""
    change(END, {"case": case, "reason": reason}, request_key, who, as_json=as_json)
