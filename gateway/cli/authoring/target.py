"""The source an author works on: a `[[source]]` of agencies.toml, or a connector with settings given by hand."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from connectors.catalogue import Catalogue, ConnectorKind, find_connectors
from connectors.core.connector import Connector, SourceRef
from connectors.core.issuers import Issuers
from connectors.core.settings import ConfigFault, read_settings
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.exchange import Exchange, Policy
from connectors.exchange.wiring import Wiring
from connectors.manifest import ManifestFaults
from gateway.cli.environment import missing_variables, with_placeholders
from gateway.cli.exits import CommandFailed
from gateway.cli.places import faulty
from gateway.cli.places import read_settings as read_gateway_settings
from gateway.configuration.agencies import Directory, load_directory
from gateway.configuration.settings import Settings

MakeExchange = Callable[[Policy], Exchange]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One source, its connector, and the settings it is asked with."""

    slug: str
    agency: str
    connector: str
    kind: ConnectorKind
    settings: Mapping[str, Any] = field(repr=False)
    issuers: Issuers

    def build(self, make: MakeExchange = AiohttpExchange) -> Connector:
        """Build its connector; raises `CommandFailed` saying what is wrong with a setting."""
        try:
            settings = read_settings(self.kind.settings_type, self.settings, where=self.slug)
            wiring = Wiring(exchange=make, clock=now, issuers=self.issuers)
            return self.kind(SourceRef(self.slug, self.agency), settings, wiring)
        except (ConfigFault, ValueError) as error:
            hint = "give settings with --set NAME=VALUE, or in the [[source]] of agencies.toml"
            raise CommandFailed(f"source {self.slug} cannot be asked: {error}", hint=hint) from error


def target_of(config: Path | None, name: str, given: Sequence[str]) -> Target:
    """Find a source or connector by name; `given` are settings NAME=VALUE. Raises `CommandFailed`."""
    settings = read_gateway_settings(config)
    catalogue = catalogue_of(settings)
    directory = read_directory(settings)
    entry = directory.sources.get(name)
    by_hand = dict(_pair(each) for each in given)
    connector = entry.connector if entry is not None else name
    if entry is not None:
        missing = missing_variables(settings.rules.agencies, os.environ).get(name, ())
        lacking = [variable for variable in missing if variable not in os.environ]
        if lacking and not by_hand:
            raise CommandFailed(
                f"source {name} needs {', '.join(lacking)}, which is not set",
                hint="set it, or give the settings with --set; `tally demo` prints those of the sandbox",
            )
    return Target(
        slug=name,
        agency=entry.agency if entry is not None else name,
        connector=connector,
        kind=kind_of(catalogue, connector),
        settings={**(entry.settings if entry is not None else {}), **by_hand},
        issuers=Issuers(directory.agencies.values()),
    )


def catalogue_of(settings: Settings) -> Catalogue:
    """Give the connectors found from where the settings say."""
    return find_connectors(settings.rules.connectors)


def kind_of(catalogue: Catalogue, name: str) -> ConnectorKind:
    """Load a connector; raises `CommandFailed` with everything wrong in it."""
    try:
        return catalogue.kind(name)
    except ManifestFaults as error:
        raise CommandFailed(f"connector {name} has {len(error.faults)} fault(s):\n{_lines(error.faults)}") from error
    except ConfigFault as error:
        raise CommandFailed("; ".join(error.faults)) from error


def read_directory(settings: Settings) -> Directory:
    """Read agencies.toml, whatever variables are set; raises `CommandFailed` with every fault of it."""
    path = settings.rules.agencies
    try:
        return load_directory(path, with_placeholders(path, os.environ))
    except ManifestFaults as error:
        raise faulty(settings.folder, error) from error


def now() -> datetime:
    """Give the present instant."""
    return datetime.now(UTC)


def _lines(faults: Sequence[object]) -> str:
    return "\n".join(f"  {fault}" for fault in faults)


def _pair(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise CommandFailed(f"--set {text!r} is no setting", hint="write --set NAME=VALUE, such as --set url=http://…")
    return name, float(value) if value.replace(".", "", 1).isdigit() and name.endswith(("seconds", "bytes")) else value
