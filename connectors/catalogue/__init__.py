"""Which connectors there are, what each is made of, and the configured ones built: `agencies.toml` names them."""

from connectors.catalogue.building import build
from connectors.catalogue.entries import SourceEntry, read_entries, settings_of
from connectors.catalogue.finding import (
    Catalogue,
    Place,
    agencies_folder,
    connector_kind,
    find_connectors,
    known_connectors,
)
from connectors.catalogue.kinds import ConnectorKind, connector_kind_of_file

__all__ = [
    "Catalogue",
    "ConnectorKind",
    "Place",
    "SourceEntry",
    "agencies_folder",
    "build",
    "connector_kind",
    "connector_kind_of_file",
    "find_connectors",
    "known_connectors",
    "read_entries",
    "settings_of",
]
