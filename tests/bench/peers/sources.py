"""The departments of the bench as sources, each built from the one agency file beside this."""

from __future__ import annotations

from pathlib import Path

from connectors.core.connector import Connector, SourceRef
from connectors.core.settings import read_settings
from connectors.declared.load import declared_kind
from connectors.exchange.wiring import Wiring


def department(number: int, base: int, wiring: Wiring) -> Connector:
    """Build the source of a department that listens `number` ports above `base`."""
    kind = declared_kind(Path(__file__).parent / "department" / "agency.toml")
    slug = f"d{number}"
    settings = read_settings(kind.settings_type, {"url": f"http://127.0.0.1:{base + number}/{slug}"}, where=slug)
    return kind(SourceRef(slug, slug), settings, wiring)
