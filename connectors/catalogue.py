"""Builds the configured connectors: one folder under `agencies` and one configuration entry make a source."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from connectors import agencies
from connectors.core.connector import Connector, SourceRef
from connectors.core.settings import ConfigFault, SourceSettings, did_you_mean, read_settings
from connectors.exchange.wiring import Wiring

_OWN_NAMES = ("slug", "connector", "agency")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One `[[source]]` of the configuration: which connector asks for which agency, with its settings."""

    slug: str
    connector: str
    agency: str
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)


def known_connectors() -> tuple[str, ...]:
    """Give the names of the connectors in the `agencies` folder, as configuration writes them."""
    return tuple(sorted(item.name.replace("_", "-") for item in pkgutil.iter_modules(agencies.__path__) if item.ispkg))


class ConnectorKind(Protocol):
    """What a folder under `agencies` exposes as `CONNECTOR`: a connector class and the type of its settings."""

    settings_type: type[SourceSettings]

    def __call__(self, source: SourceRef, settings: Any, wiring: Wiring) -> Connector:
        """Build the connector; raises `ValueError` saying what is wrong with a setting."""
        ...


def connector_kind(name: str) -> ConnectorKind:
    """Give the connector of a folder; raises `ConfigFault` if there is no such folder."""
    if name not in known_connectors():
        raise ConfigFault([f"unknown connector `{name}`{did_you_mean(name, known_connectors())}"])
    module = importlib.import_module(f"{agencies.__name__}.{name.replace('-', '_')}")
    found: ConnectorKind = module.CONNECTOR
    return found


def read_entries(tables: Iterable[Mapping[str, Any]]) -> dict[str, SourceEntry]:
    """Read the `[[source]]` tables by slug; raises `ConfigFault` for missing names and repeated slugs."""
    entries: dict[str, SourceEntry] = {}
    faults: list[str] = []
    for place, table in enumerate(tables, start=1):
        missing = [name for name in _OWN_NAMES if not isinstance(table.get(name), str) or not table[name]]
        faults += [f'source {place}: `{name}` is missing; write {name} = "…"' for name in missing]
        if missing:
            continue
        if table["slug"] in entries:
            faults.append(f"source {place}: the slug `{table['slug']}` is used twice")
        entries[table["slug"]] = _entry(table)
    if faults:
        raise ConfigFault(faults)
    return entries


def build(entries: Mapping[str, SourceEntry], wiring: Wiring, *, agency_slugs: Iterable[str]) -> dict[str, Connector]:
    """Build every configured connector by slug; they are opened as async contexts.

    Raises `ConfigFault` listing the faults of all entries at once.
    """
    known_agencies = frozenset(agency_slugs)
    built: dict[str, Connector] = {}
    faults: list[str] = []
    for slug, entry in entries.items():
        where = f"source {slug}"
        if entry.agency not in known_agencies:
            hint = did_you_mean(entry.agency, known_agencies)
            faults.append(f"{where}.agency: unknown agency `{entry.agency}`{hint}")
        try:
            built[slug] = _build_one(entry, wiring, where)
        except ConfigFault as fault:
            faults += fault.faults
    if faults:
        raise ConfigFault(faults)
    return built


def _entry(table: Mapping[str, Any]) -> SourceEntry:
    settings = {name: value for name, value in table.items() if name not in _OWN_NAMES}
    return SourceEntry(slug=table["slug"], connector=table["connector"], agency=table["agency"], settings=settings)


def _build_one(entry: SourceEntry, wiring: Wiring, where: str) -> Connector:
    try:
        kind = connector_kind(entry.connector)
    except ConfigFault as fault:
        raise ConfigFault(f"{where}.connector: {text}" for text in fault.faults) from None
    settings = read_settings(kind.settings_type, entry.settings, where=where)
    try:
        return kind(SourceRef(entry.slug, entry.agency), settings, wiring)
    except ValueError as error:
        raise ConfigFault([f"{where}: {error}"]) from None
