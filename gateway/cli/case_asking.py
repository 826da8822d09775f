"""What the verbs that change proceedings share: options, a change sent with its key, an answer printed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click
import orjson
from rich.console import Console

from gateway.cli.case_view import print_case
from gateway.cli.exits import CommandFailed, ExitCode
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import key_option, url_option
from gateway.cli.printing import console
from gateway.cli.schemes import typed_identifier
from schema.identifiers import Scheme

View = Callable[[Console, Mapping[str, Any]], None]
F = TypeVar("F", bound=Callable[..., Any])
_SCHEMES = click.Choice([Scheme.CREDIT_CODE.value, Scheme.RESIDENT_IDENTITY.value])


def shared(command: F) -> F:
    """Add the options of every verb."""
    as_json = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
    return as_json(url_option(key_option(command)))


def changing(command: F) -> F:
    """Add the options of a verb that changes a proceeding."""
    words = "Idempotency key: sent again with it, a request is carried out once.  [default: one is made up]"
    return click.option("--request-key", metavar="TEXT", help=words)(shared(command))


def to_option(command: F) -> F:
    """Add `--to`."""
    words = "Slug of a department the case is sent to; repeat it."
    return click.option("--to", "implementers", multiple=True, metavar="AGENCY", help=words)(command)


def scheme_option(command: F) -> F:
    """Add `--scheme`."""
    words = "Scheme of the code; needed only where its form fits more than one."
    return click.option("--scheme", type=_SCHEMES, help=words)(command)


def subject_of(code: str, scheme: str | None) -> dict[str, str]:
    """Read the code of a subject as GraphQL takes it."""
    found = typed_identifier(code, scheme)
    return {"scheme": found.scheme.value, "value": found.value}


def change(
    mutation: str,
    said: Mapping[str, Any],
    key: str | None,
    who: Mapping[str, Any],
    *,
    as_json: bool,
    part: str = "case",
    view: View = print_case,
) -> None:
    """Send a change and print the `part` of the answer as it leaves it, a case by default; raises `CommandFailed`."""
    given = key or f"cli-{secrets.token_hex(12)}"
    try:
        answer = GatewayClient(**who).ask(mutation, {**said, "key": given})
    except CommandFailed as error:
        if error.exit_code != ExitCode.UNREACHABLE:
            raise
        again = f"{error.hint}; whether it was carried out is not known: send it again with --request-key {given}"
        raise CommandFailed(error.message, hint=again, exit_code=ExitCode.UNREACHABLE) from error
    give(answer["change"][part], view, as_json=as_json)


def give(answer: Mapping[str, Any], view: View, *, as_json: bool) -> None:
    """Print an answer for a person, or as JSON."""
    if as_json:
        click.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())
    else:
        view(console(), answer)
