"""`tally agency check`: every fault of agency files at once."""

from __future__ import annotations

from pathlib import Path

import click

from connectors.catalogue import Catalogue
from connectors.contract.cases import CASE
from connectors.core.settings import ConfigFault
from connectors.declared.load import DeclaredKind
from connectors.manifest import ManifestFaults
from gateway.cli.authoring.target import catalogue_of
from gateway.cli.exits import ExitCode
from gateway.cli.options import config_option
from gateway.cli.places import read_settings


@click.command("check")
@click.argument("slug", required=False)
@config_option
def check_agencies(*, slug: str | None, config: Path | None) -> None:
    """Check one connector, or every one that is found: each fault with file, line and what to write instead.

    Exit code 1 if anything is wrong.
    """
    catalogue = catalogue_of(read_settings(config))
    faults = list(catalogue.clashes) if slug is None else []
    for name in [slug] if slug is not None else catalogue.names:
        problems = _problems(catalogue, name)
        faults += problems
        if not problems:
            click.echo(f"ok    {name}: {_said(catalogue, name)}")
    for fault in faults:
        click.echo(f"FAIL  {fault}", err=True)
    if faults:
        raise SystemExit(ExitCode.NEGATIVE)


def _problems(catalogue: Catalogue, name: str) -> list[str]:
    try:
        catalogue.kind(name)
    except ManifestFaults as error:
        return [str(fault) for fault in error.faults]
    except ConfigFault as error:
        return list(error.faults)
    return []


def _said(catalogue: Catalogue, name: str) -> str:
    place, kind = catalogue.place(name), catalogue.kind(name)
    cases = len(list((place.folder / "cases").glob(f"*/{CASE}"))) if place.folder is not None else 0
    counted = f"{cases} recorded case{'' if cases == 1 else 's'}"
    if not isinstance(kind, DeclaredKind):
        return f"code, {counted}"
    file = kind.file
    gives = [*sorted(kind.value for kind in file.kinds), *sorted(f"alias {scheme.value}" for scheme in file.teaches)]
    asked = ", ".join(scheme.value for scheme in file.keyed_by)
    return f"{file.kind.value}, asked by {asked}; gives {', '.join(gives) or 'links'}; {counted}"
