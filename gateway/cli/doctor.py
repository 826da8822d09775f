"""`tally doctor`: examines what a gateway needs to run, one line each, with what to do about what is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from connectors.manifest import ManifestFaults
from gateway.cli.doctor_checks import (
    check_clock,
    check_environment,
    check_page,
    check_python,
    check_rules,
    check_running,
    check_state,
)
from gateway.cli.doctor_private import check_private
from gateway.cli.doctor_sources import check_sources
from gateway.cli.environment import with_placeholders
from gateway.cli.exits import CommandFailed, ExitCode
from gateway.cli.findings import Finding, ill
from gateway.cli.options import config_option, state_option
from gateway.cli.places import config_folder, read_settings
from gateway.configuration.loading import Configuration, load_configuration
from gateway.state import StateFolder


@click.command()
@config_option
@state_option
@click.option("--url", envvar="TALLY_URL", show_envvar=True, help="Running gateway to examine too.")
def doctor(*, config: Path | None, state: Path | None, url: str | None) -> None:
    """Examine Python, configuration, rule packs, environment, state, store, departments, page, clock, and who may
    read keys and secrets.

    Every department is asked about a well-formed code that nobody has. Exit code 1 if anything fails.
    """
    failures = 0
    for finding in _findings(config, state, url):
        click.echo(finding.line())
        failures += not finding.ok
    if failures:
        click.echo(f"{failures} of the above need attention", err=True)
        raise SystemExit(ExitCode.NEGATIVE)


def _findings(config: Path | None, state: Path | None, url: str | None) -> Iterator[Finding]:
    yield check_python()
    yield check_page()
    yield from _configured(config, state)
    if url:
        yield check_running(url)


def _configured(config: Path | None, state: Path | None) -> Iterator[Finding]:
    folder = config_folder(config)
    try:
        settings = read_settings(folder)
        agencies = settings.rules.agencies
        configuration = load_configuration(folder, with_placeholders(agencies, os.environ))
    except ManifestFaults as error:
        yield from (ill("configuration", str(fault), f"mend it in {folder}") for fault in error.faults)
        return
    except CommandFailed as error:
        yield ill("configuration", error.message, "mend it, or name another folder with --config")
        return
    yield from check_rules(configuration)
    yield check_clock(configuration.calendar)
    folder_of_state = StateFolder((state or settings.state).resolve(), configuration.settings.store_url)
    yield from check_state(folder_of_state)
    yield from check_private(folder_of_state, agencies, configuration)
    yield from _departments(agencies, configuration, folder)


def _departments(agencies: Path, configuration: Configuration, folder: Path) -> Iterator[Finding]:
    environment = list(check_environment(agencies, os.environ))
    yield from environment
    if all(finding.ok for finding in environment):
        yield from check_sources(load_configuration(folder, os.environ))
    else:
        slugs = ", ".join(configuration.directory.sources)
        yield ill("departments", f"not asked: {slugs}", "set the variables above first")
