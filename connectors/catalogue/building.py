"""Builds the configured connectors: every fault of every entry at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from connectors.catalogue.entries import SourceEntry, settings_of
from connectors.catalogue.finding import Catalogue, find_connectors
from connectors.catalogue.kinds import ConnectorKind
from connectors.catalogue.packages import why_unusable
from connectors.core.connector import Connector, SourceRef
from connectors.core.settings import ConfigFault, did_you_mean
from connectors.exchange.wiring import Wiring
from connectors.manifest import ManifestFaults


def build(
    entries: Mapping[str, SourceEntry],
    wiring: Wiring,
    *,
    agency_slugs: Iterable[str],
    catalogue: Catalogue | None = None,
) -> dict[str, Connector]:
    """Build every configured connector by slug; they are opened as async contexts.

    Without a catalogue, connectors are those found without any extra folder. Raises `ConfigFault` listing the faults
    of all entries at once.
    """
    found = find_connectors() if catalogue is None else catalogue
    known_agencies = frozenset(agency_slugs)
    built: dict[str, Connector] = {}
    faults: list[str] = []
    for slug, entry in entries.items():
        where = f"source {slug}"
        if entry.agency not in known_agencies:
            hint = did_you_mean(entry.agency, known_agencies)
            faults.append(f"{where}.agency: unknown agency `{entry.agency}`{hint}")
        try:
            built[slug] = _build_one(entry, wiring, where, found)
        except ConfigFault as fault:
            faults += fault.faults
    if faults:
        raise ConfigFault(faults)
    return built


def _kind(entry: SourceEntry, catalogue: Catalogue, where: str) -> ConnectorKind:
    try:
        return catalogue.kind(entry.connector)
    except ConfigFault as fault:
        raise ConfigFault(f"{where}.connector: {text}" for text in fault.faults) from None
    except ManifestFaults as error:
        raise ConfigFault(f"{where}.connector: {fault}" for fault in error.faults) from None


def _build_one(entry: SourceEntry, wiring: Wiring, where: str, catalogue: Catalogue) -> Connector:
    kind = _kind(entry, catalogue, where)
    settings = settings_of(entry, kind.settings_type, where=where)
    try:
        return kind(SourceRef(entry.slug, entry.agency), settings, wiring)
    except ValueError as error:
        raise ConfigFault([f"{where}: {error}"]) from None
    except Exception as error:
        place = catalogue.place(entry.connector)
        problem = why_unusable(error, folder=place.folder)
        raise ConfigFault([f"{where}.connector: {place.where} {problem}, or take the source out"]) from error
