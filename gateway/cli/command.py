"""The root of the command line and its exit codes."""

from __future__ import annotations

from importlib.metadata import version

import click

from gateway.cli.agency import agency
from gateway.cli.check import check
from gateway.cli.demo import demo
from gateway.cli.doctor import doctor
from gateway.cli.receipt import receipt
from gateway.cli.rights import rights
from gateway.cli.serve import serve

DISTRIBUTION = "tally-gateway"


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit codes: 0 ok; 1 the answer is no; 2 wrong command, configuration or question; 3 no gateway answers.",
)
@click.version_option(version(DISTRIBUTION), prog_name="tally")
def main() -> None:
    """Tally: one question to every department before an approval, answered in one place, with reasons and proof."""


for _command in (serve, demo, check, receipt, rights, agency, doctor):
    main.add_command(_command)
