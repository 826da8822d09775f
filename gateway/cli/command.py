"""The root of the command line; a verb is loaded when it is asked for, so that none waits for the others."""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

import click

DISTRIBUTION = "tally-gateway"
VERBS = (
    "serve",
    "demo",
    "check",
    "cases",
    "objections",
    "decisions",
    "feedback",
    "commitments",
    "adoptions",
    "repairs",
    "rectifications",
    "watches",
    "deliveries",
    "publications",
    "notices",
    "statistics",
    "accounts",
    "receipt",
    "rights",
    "reports",
    "keys",
    "cache",
    "pack",
    "operations",
    "agency",
    "doctor",
)


class Verbs(click.Group):
    """A group whose commands are in modules of the same name."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Give the verbs in the order of the help."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """Load a verb."""
        if cmd_name not in VERBS:
            return None
        command: click.Command = getattr(import_module(f"gateway.cli.{cmd_name}"), cmd_name)
        return command


def installed_version() -> str:
    """Give the version installed; a checkout that was never installed has none."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        return "of a checkout that is not installed; run `make setup`"


@click.command(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    epilog="Exit codes: 0 ok; 1 the answer is no; 2 wrong command, configuration or question; 3 no gateway answers.",
)
@click.version_option(installed_version(), prog_name="tally")
def main() -> None:
    """Tally: one question to every department before an approval, answered in one place, with reasons and proof."""
