"""How configuration written by people is read: TOML as a whole, all faults at once, each with file and line."""

from connectors.manifest.table import Table
from connectors.manifest.toml_source import Fault, ManifestFaults, Path, TomlSource, collect, parse_toml, read_toml

__all__ = ["Fault", "ManifestFaults", "Path", "Table", "TomlSource", "collect", "parse_toml", "read_toml"]
