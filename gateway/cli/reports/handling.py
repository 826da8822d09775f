"""What handlers do: `tally reports list`, `show`, `reply`, `forward`, `close`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import orjson

from gateway.cli.options import NewFile
from gateway.cli.printing import console, heading, labelled, line, plain
from gateway.cli.printing import show as print_lines
from gateway.cli.reports.client import DeskClient, desk_options
from gateway.whistleblowing.words import Closing, State

_ID = click.argument("report_id", metavar="ID")


@click.command(name="list")
@click.option("--state", type=click.Choice([each.value for each in State]), help="Only those of this state.")
@desk_options
def listed(*, state: str | None, url: str, key: str | None) -> None:
    """List the latest reports: id, day, state, unit, offence. Each one shown leaves an audit entry."""
    asked = {} if state is None else {"state": state}
    found = DeskClient(url=url, key=key).get("reports", **asked)["reports"]
    print_lines(console(), (line(*_summary(each), indent=0) for each in found))
    if not found:
        click.echo("there are no reports", err=True)


@click.command()
@_ID
@desk_options
def show(*, report_id: str, url: str, key: str | None) -> None:
    """Show a report whole: what happened, contact, messages, decisions. It leaves an audit entry."""
    file = DeskClient(url=url, key=key).get("reports", report_id)
    out = console()
    print_lines(out, [line(*_summary(file), indent=0), labelled("contact", file["contact"] or "none given", indent=2)])
    print_lines(out, [heading("what happened"), *_text(file["whatHappened"])])
    for each in file["messages"]:
        whose = "handler" if each["fromHandler"] else "who reported"
        print_lines(out, [heading(f"{each['writtenOn']} {whose}"), *_text(each["text"])])
    for each in file["decisions"]:
        print_lines(
            out, [line("forwarded to", each["department"], each["decidedOn"], each["leadId"], each["decidedBy"])]
        )


@click.command()
@_ID
@click.option("--text", prompt="Reply", help="What to say; asked for where it is not given. `-` reads standard input.")
@desk_options
def reply(*, report_id: str, text: str, url: str, key: str | None) -> None:
    """Leave a message for who reported, which they read with their code."""
    said = sys.stdin.read() if text == "-" else text
    DeskClient(url=url, key=key).post("reports", report_id, "reply", message=said)
    click.echo("the reply waits for who has the code")


@click.command()
@_ID
@click.option("--to", "department", required=True, metavar="DEPARTMENT", help="Department, as reports.toml names it.")
@click.option("--output", type=NewFile, metavar="FILE", help="Write the lead to a file.  [default: print it]")
@desk_options
def forward(*, report_id: str, department: str, output: Path | None, url: str, key: str | None) -> None:
    """Decide to pass a report on, and give the lead the department is handed: unit and offence, and nothing else.

    Nothing is sent anywhere: deliver the lead yourself. The department determines the facts by law.
    """
    lead = DeskClient(url=url, key=key).post("reports", report_id, "forward", department=department)
    written = orjson.dumps(lead, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    if output is None:
        click.echo(written.decode(), nl=False)
    else:
        output.write_bytes(written)


@click.command()
@_ID
@click.option("--reason", type=click.Choice([each.value for each in Closing]), required=True, help="Why.")
@desk_options
def close(*, report_id: str, reason: str, url: str, key: str | None) -> None:
    """Close a report. It is erased when the time reports.toml gives is over."""
    DeskClient(url=url, key=key).post("reports", report_id, "close", reason=reason)
    click.echo("closed")


def _summary(report: dict[str, Any]) -> tuple[str | None, ...]:
    offence = report["offence"] or "no offence chosen"
    return report["id"], report["receivedOn"], report["state"], report["creditCode"], offence, report["closing"]


def _text(text: str) -> list[Any]:
    return [line(plain(each)) for each in text.splitlines()]
