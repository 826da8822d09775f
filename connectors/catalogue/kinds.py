"""What a connector is made of: an agency file (no code), or the `CONNECTOR` a package exposes."""

from __future__ import annotations

from dataclasses import is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, cast

from connectors.core.connector import Connector, SourceRef
from connectors.core.settings import ConfigFault, SourceSettings
from connectors.declared.load import declared_kind
from connectors.exchange.wiring import Wiring

ATTRIBUTE = "CONNECTOR"


class ConnectorKind(Protocol):
    """A connector class and the type of its settings, or what stands in its place for an agency file."""

    settings_type: type[SourceSettings]

    def __call__(self, source: SourceRef, settings: Any, wiring: Wiring) -> Connector:
        """Build the connector; raises `ValueError` saying what is wrong with a setting."""
        ...


def connector_kind_of_file(path: Path) -> ConnectorKind:
    """Give the connector of an agency file; raises `ManifestFaults` with everything wrong in it."""
    return declared_kind(path)


def kind_in(module: ModuleType) -> ConnectorKind:
    """Give the `CONNECTOR` of a module; raises `ConfigFault` if it exposes none."""
    return checked_kind(getattr(module, ATTRIBUTE, None))


def checked_kind(found: object) -> ConnectorKind:
    """Give what was exposed as a connector; raises `ConfigFault` if it is none."""
    settings_type = getattr(found, "settings_type", None)
    if callable(found) and isinstance(settings_type, type) and is_dataclass(settings_type):
        return cast("ConnectorKind", found)
    raise ConfigFault(
        [f"the package exposes no connector; write {ATTRIBUTE} = YourConnector, a Connector class with a settings_type"]
    )
