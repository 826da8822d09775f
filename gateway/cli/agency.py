"""`tally agency`: the agencies, their sources and the connectors behind them, as configured."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path

import click
from rich import box
from rich.table import Table

from connectors.catalogue import SourceEntry, find_connectors
from connectors.manifest import ManifestFaults
from gateway.cli.authoring.checking import check_agencies
from gateway.cli.authoring.documenting import document_agencies
from gateway.cli.authoring.probing import probe_sources
from gateway.cli.authoring.recording import record_case
from gateway.cli.authoring.starting import new_agency
from gateway.cli.authoring.trying import try_source
from gateway.cli.environment import missing_variables, with_placeholders
from gateway.cli.options import config_option
from gateway.cli.places import faulty, read_settings
from gateway.cli.printing import console, plain
from gateway.configuration.agencies import Directory, load_directory
from gateway.configuration.settings import Settings


@click.group()
def agency() -> None:
    """Agencies that take part, and their sources."""


@agency.command("list")
@config_option
def list_agencies(*, config: Path | None) -> None:
    """List agencies and sources, the connector each is reached by, and which can be asked as configured."""
    settings = read_settings(config)
    missing = missing_variables(settings.rules.agencies, os.environ)
    directory = _directory(settings)
    out = console()
    out.print(_table(directory, missing, find_connectors(settings.rules.connectors).names))
    ready = sum(not missing.get(entry.slug) for entry in directory.sources.values())
    click.echo(f"{len(directory.agencies)} agencies, {len(directory.sources)} sources, {ready} configured")


def _directory(settings: Settings) -> Directory:
    path = settings.rules.agencies
    try:
        return load_directory(path, with_placeholders(path, os.environ))
    except ManifestFaults as error:
        raise faulty(settings.folder, error) from error


def _table(directory: Directory, missing: Mapping[str, tuple[str, ...]], connectors: Collection[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("agency", "name", "kind", "region", "source", "connector", "configured"):
        table.add_column(title, no_wrap=title != "name")
    for slug, body in directory.agencies.items():
        about = [plain(words) for words in (slug, f"{body.name} {body.name_zh}", body.kind.value, body.region)]
        own = [entry for entry in directory.sources.values() if entry.agency == slug]
        for entry in own:
            table.add_row(*about, *_source(entry, missing, connectors))
        if not own:
            table.add_row(*about, "-", "-", "-")
    return table


def _source(
    entry: SourceEntry, missing: Mapping[str, tuple[str, ...]], connectors: Collection[str]
) -> tuple[str, str, str]:
    lacking = missing.get(entry.slug)
    state = f"needs {', '.join(lacking)}" if lacking else "yes"
    connector = plain(entry.connector) if entry.connector in connectors else f"{plain(entry.connector)} (unknown)"
    return plain(entry.slug), connector, state


for _command in (new_agency, check_agencies, try_source, probe_sources, record_case, document_agencies):
    agency.add_command(_command)
