"""The command line `tally`: serve, demo, check, receipt, rights, agency, doctor."""

from gateway.cli.command import main

__all__ = ["main"]
