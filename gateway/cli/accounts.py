"""`tally accounts`: asks a running gateway what departments did of their duties, and prints the tables."""

from __future__ import annotations

import click
import orjson

from gateway.cli.accounts_view import print_accounts
from gateway.cli.gateway_client import GatewayClient
from gateway.cli.options import key_option, url_option
from gateway.cli.printing import console
from gateway.cli.questions import ACCOUNTS


@click.command()
@click.argument("first", metavar="FROM")
@click.argument("last", metavar="[TO]", required=False)
@click.option("--monthly", is_flag=True, help="Print the tables of every month, instead of all together.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@url_option
@key_option
def accounts(*, first: str, last: str | None, monthly: bool, as_json: bool, url: str, key: str | None) -> None:
    """Print what departments did of their duties to collect, to share and to take measures, and which failed.

    FROM and TO are closed calendar months in Asia/Shanghai, such as 2026-09; without TO, one month. A client with
    `statistics = true` reads the accounts of every agency, an agency that coordinates those of its region, any other
    its own. What is not listed is zero.
    """
    answer = GatewayClient(url=url, key=key).ask(ACCOUNTS, {"from": first, "to": last or first})["dutyAccounts"]
    if as_json:
        click.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())
    else:
        print_accounts(console(), answer, monthly=monthly)
