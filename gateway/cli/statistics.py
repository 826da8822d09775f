"""`tally statistics`: asks a running gateway how many checks were answered how, and prints the tables by month."""

from __future__ import annotations

import click
import orjson

from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import key_option, url_option
from gateway.cli.printing import console
from gateway.cli.questions import STATISTICS
from gateway.cli.statistics_view import print_statistics


@click.command()
@click.argument("first", metavar="FROM")
@click.argument("last", metavar="[TO]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@url_option
@key_option
def statistics(*, first: str, last: str | None, as_json: bool, url: str, key: str | None) -> None:
    """Print how many checks a running gateway answered how, month by month, and nothing about any subject.

    FROM and TO are closed calendar months in Asia/Shanghai, such as 2026-09; without TO, one month. The key must be
    of a client with `statistics = true`.
    """
    answer = GatewayClient(url=url, key=key).ask(STATISTICS, {"from": first, "to": last or first})["statistics"]
    if as_json:
        click.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())
    else:
        print_statistics(console(), answer)
