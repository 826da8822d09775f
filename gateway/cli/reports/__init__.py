"""`tally reports`: the report channel, which is no part of the gateway; serves it, and works at its desk."""

from __future__ import annotations

import click

from gateway.cli.reports.auditing import audit
from gateway.cli.reports.handling import close, forward, listed, reply, show
from gateway.cli.reports.serving import key, serve


@click.group()
def reports() -> None:
    """Serve the channel for reports of serious dishonesty, and work at its desk.

    Reports are in a store and a process of their own. The gateway knows nothing of them, and a report triggers nothing.
    """


for command in (serve, key, listed, show, reply, forward, close, audit):
    reports.add_command(command)
