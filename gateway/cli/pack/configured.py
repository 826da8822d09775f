"""What a pack is tried in: the configuration of this gateway, read for a command."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from connectors.core.connector import Connector
from connectors.core.settings import ConfigFault
from connectors.manifest import ManifestFaults
from gateway.cli.exits import CommandFailed
from gateway.cli.places import faulty
from gateway.configuration.loading import Configuration, load_configuration
from gateway.furnishing import build_connectors


def now() -> datetime:
    """Give the present instant."""
    return datetime.now(UTC)


def configured(folder: Path, environment: Mapping[str, str]) -> tuple[Configuration, dict[str, Connector]]:
    """Read the configuration and build its connectors, which are not opened; raises `CommandFailed`."""
    try:
        configuration = load_configuration(folder, environment)
        return configuration, build_connectors(configuration, now)
    except ManifestFaults as error:
        raise faulty(folder, error) from error
    except ConfigFault as error:
        faults = "\n".join(f"  {fault}" for fault in error.faults)
        raise CommandFailed(
            f"the sources cannot be set up:\n{faults}", hint="set the variables agencies.toml reads, as for the gateway"
        ) from error
