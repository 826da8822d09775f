"""`tally cache`: what a running gateway keeps of departments' answers, and dropping it."""

from __future__ import annotations

from typing import Any

import click
import orjson
from rich.table import Table

from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import key_option, url_option
from gateway.cli.printing import console
from gateway.cli.questions import CACHE_DROP, CACHES

_json = click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")


@click.group()
def cache() -> None:
    """Show what a running gateway keeps of departments' answers, or drop it.

    Numbers only, of the process that answers; each process keeps its own, and SIGHUP empties it too. The key must be
    of a client with `operates = true`.
    """


@cache.command()
@click.argument("source", required=False)
@_json
@url_option
@key_option
def show(*, source: str | None, as_json: bool, url: str, key: str | None) -> None:
    """Show how many answers are kept of SOURCE, or of every source, and how long they may be reused."""
    _give(GatewayClient(url=url, key=key).ask(CACHES, {"source": source})["sourceCaches"], as_json=as_json)


@cache.command()
@click.argument("source", required=False)
@_json
@url_option
@key_option
def drop(*, source: str | None, as_json: bool, url: str, key: str | None) -> None:
    """Drop the answers kept of SOURCE, or of every source; the next questions are asked afresh."""
    _give(GatewayClient(url=url, key=key).ask(CACHE_DROP, {"source": source})["dropCachedAnswers"], as_json=as_json)


def _give(caches: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps(caches, option=orjson.OPT_INDENT_2).decode())
        return
    table = Table("source", "answers", "oldest had at", "kept for", "absence kept for", "reused", "asked", box=None)
    for each in caches:
        table.add_row(
            each["source"],
            str(each["answers"]),
            each["oldestAt"] or "",
            f"{each['freshnessSeconds']:g} s",
            f"{each['absenceFreshnessSeconds']:g} s",
            str(each["reused"]),
            str(each["asked"]),
        )
    console().print(table)
