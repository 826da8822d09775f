"""`tally operations`: the trusted operations with their ids, and whether they fit schema and limits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from graphql import OperationDefinitionNode, parse

from connectors.manifest import ManifestFaults
from gateway.cli.exits import CommandFailed, ExitCode
from gateway.cli.options import Folder, config_option
from gateway.cli.places import read_settings
from gateway.configuration.operations import load_operations, operation_files
from gateway.executor import QueryLimits
from gateway.executor.trusted import document_id


@click.group()
def operations() -> None:
    """Trusted operations: GraphQL documents the operator keeps, which approval systems ask for by id."""


@operations.command("list")
@config_option
def list_operations(*, config: Path | None) -> None:
    """List the trusted operations: id to send as `documentId`, file, names of the operations in it."""
    folder, limits = _configured(config)
    _load(folder, limits)
    for file in operation_files(folder):
        text = file.read_text(encoding="utf-8")
        click.echo(f"{document_id(text.strip())}  {file.name}  {', '.join(_names(text))}")


@operations.command("check")
@click.argument("folder", type=Folder, required=False)
@config_option
def check_operations(*, folder: Path | None, config: Path | None) -> None:
    """Check the operations in FOLDER, by default the trusted ones, against schema and limits: every fault at once.

    Exit code 1 if anything is wrong.
    """
    configured, limits = _configured(config, needed=folder is None)
    found = _load(folder or configured, limits)
    click.echo(f"ok    {len(set(found.values()))} operations fit the schema and the limits")


def _configured(config: Path | None, *, needed: bool = True) -> tuple[Path, QueryLimits]:
    graphql = read_settings(config).graphql
    if graphql.operations is None and needed:
        raise CommandFailed(
            "no folder of trusted operations is configured", hint='write operations = "operations" under [graphql]'
        )
    return graphql.operations or Path(), graphql.limits


def _load(folder: Path, limits: QueryLimits) -> dict[str, str]:
    try:
        return load_operations(folder, limits)
    except ManifestFaults as error:
        for fault in error.faults:
            click.echo(f"FAIL  {fault}", err=True)
        raise SystemExit(ExitCode.NEGATIVE) from error


def _names(text: str) -> Iterator[str]:
    for definition in parse(text).definitions:
        if isinstance(definition, OperationDefinitionNode):
            yield definition.name.value if definition.name else "(no name)"
