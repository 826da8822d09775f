"""`tally check`: asks a running gateway whether a matter may go ahead, and prints the answer for a person."""

from __future__ import annotations

import secrets
import shlex
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click
import orjson

from gateway.cli.check_view import print_check
from gateway.cli.exits import CommandFailed
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import LegalDay, NewFile, key_option, url_option
from gateway.cli.printing import console
from gateway.cli.questions import CHECK, MATTERS
from gateway.cli.schemes import scheme_option, typed_identifier
from schema.codes import Purpose
from schema.identifiers import Identifier
from schema.suggest import did_you_mean

_PURPOSES = click.Choice([purpose.value for purpose in Purpose])


@click.command()
@click.argument("code")
@click.option("--matter", required=True, metavar="ID", help="What is being decided, such as food-production-licence.")
@scheme_option
@click.option("--purpose", type=_PURPOSES, help="Why it is asked.  [default: the matter's first purpose]")
@click.option("--case", "case_number", metavar="N", help="Your case number.  [default: one is made up and printed]")
@click.option("--as-of", type=LegalDay(), help="Legal day in Shanghai whose law applies.  [default: today]")
@click.option("--deadline-ms", type=click.IntRange(min=1), metavar="MS", help="How long the answer may take.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.option("--save", type=NewFile, metavar="FILE", help="Write the receipt to FILE.")
@url_option
@key_option
def check(
    *,
    code: str,
    matter: str,
    scheme: str | None,
    purpose: str | None,
    case_number: str | None,
    as_of: date | None,
    deadline_ms: int | None,
    as_json: bool,
    save: Path | None,
    url: str,
    key: str | None,
) -> None:
    """Check a subject for a matter at a running gateway, and say why.

    CODE is an identifier of the subject: a credit code, organisation code, registration number, taxpayer number,
    customs code or resident identity number. `-` reads it from standard input, so that a personal number does not
    stay in the shell's history.
    """
    subject = typed_identifier(code, scheme)
    gateway = GatewayClient(url=url, key=key)
    variables = {
        "subject": {"scheme": subject.scheme.value, "value": subject.value},
        "matter": matter,
        "purpose": purpose or _first_purpose(gateway, matter),
        "caseNumber": case_number or f"CLI-{secrets.token_hex(6)}",
        "asOf": as_of.isoformat() if as_of else None,
        "deadlineMs": deadline_ms,
    }
    answer = gateway.ask(CHECK, variables)["check"]
    _give(answer, as_json=as_json)
    if save:
        _save(answer, save, subject)


def _first_purpose(gateway: GatewayClient, matter: str) -> str:
    nodes = gateway.ask(MATTERS, {})["matters"]["nodes"]
    purposes = {node["id"]: node["purposes"] for node in nodes}
    if matter not in purposes:
        raise CommandFailed(
            f"no matter {matter!r} is configured", code="UNKNOWN_MATTER", hint=did_you_mean(matter, purposes)
        )
    first: str = purposes[matter][0]
    return first


def _give(answer: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())
    else:
        print_check(console(), answer)


def _save(answer: Mapping[str, Any], file: Path, subject: Identifier) -> None:
    document = (answer["receipt"] or {}).get("document")
    if document is None:
        raise CommandFailed("the answer came without a receipt document, so nothing was saved")
    file.write_text(document + "\n", encoding="utf-8")
    asked = "" if subject.scheme.personal else f" --subject {subject.scheme.value}:{subject.value}"
    case = shlex.quote(answer["caseNumber"])
    click.echo(f"receipt saved to {file}", err=True)
    click.echo(f"verify it with: tally receipt verify {file} --keys KEYS --case {case}{asked}", err=True)
