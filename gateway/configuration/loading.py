"""Everything the gateway is configured with, read as a whole: every fault of every file at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from connectors.catalogue import Catalogue, find_connectors, settings_of
from connectors.core.settings import ConfigFault
from connectors.manifest import Fault, ManifestFaults, read_toml
from gateway.access.clients import Clients
from gateway.configuration.agencies import Directory, load_directory
from gateway.configuration.clients import load_clients
from gateway.configuration.operations import load_operations
from gateway.configuration.settings import FILE, Settings, load_settings
from gateway.configuration.webhooks import load_endpoints
from gateway.delivering.endpoints import Endpoint
from gateway.executor import TrustedOperations
from gateway.rules.adoptions import AdoptionNames, AdoptionRule, load_adoptions
from gateway.rules.calendar import WorkingCalendar, load_calendars
from gateway.rules.load import PackLoader
from gateway.rules.matters import load_matters
from gateway.rules.memoranda import load_memoranda, memorandum_names
from gateway.rules.model import RulePack
from gateway.rules.packs import RulePacks
from gateway.rules.trial import try_pack
from schema.agencies import Matter
from schema.memoranda import Memorandum

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """All configuration, checked; nothing in it depends on a running event loop."""

    settings: Settings
    directory: Directory
    matters: Mapping[str, Matter]
    packs: RulePacks
    adoptions: tuple[AdoptionRule, ...]
    memoranda: Mapping[str, Memorandum]
    calendar: WorkingCalendar
    clients: Clients
    catalogue: Catalogue = field(default_factory=find_connectors)
    operations: TrustedOperations = field(default_factory=TrustedOperations)
    endpoints: Mapping[str, Endpoint] = field(default_factory=dict)


def load_configuration(folder: Path, environment: Mapping[str, str], *, pack: Path | None = None) -> Configuration:
    """Read a configuration folder; `pack` is tried in the place of the rule pack of its id, under the same adoptions.

    The packs that stand on the one it replaces are read on it.

    Raises `ManifestFaults` with every fault that can be told without the files that are faulty themselves.
    """
    settings = load_settings(folder, environment)
    rules = settings.rules
    reading = _Reading()
    catalogue = find_connectors(rules.connectors)
    reading.faults += [_settings_fault(folder, "connectors", clash) for clash in catalogue.clashes]
    directory = reading.of(lambda: load_directory(rules.agencies, environment))
    matters = reading.of(lambda: load_matters(rules.matters, sources=directory.sources if directory else None))
    loader = PackLoader(matters=matters, beside=rules.packs)
    loaded = {each: found for each in rules.packs if (found := reading.of(partial(loader.load, each)))}
    packs = list(loaded.values())
    trial = None if pack is None else reading.of(lambda: try_pack(pack, loaded, matters=matters))
    known = [*packs, *(trial.packs if trial else ())]
    memoranda, adoptions = None, None
    if directory is not None and len(packs) == len(rules.packs):
        memorable = memorandum_names(known, directory.agencies)
        memoranda = reading.of(lambda: load_memoranda(rules.memoranda, memorable))
    if len(packs) == len(rules.packs):
        names = _names(known, matters, directory, memoranda)
        adoptions = reading.of(lambda: load_adoptions(rules.adoptions, names))
    calendar = reading.of(lambda: load_calendars(rules.calendars))
    operations = reading.of(lambda: _operations(settings))
    clients = None
    if directory is not None:
        reading.faults += _source_faults(directory, catalogue)
    if directory is not None and matters is not None:
        clients = reading.of(
            lambda: load_clients(
                rules.clients,
                agencies=directory.agencies,
                matters=matters,
                api_keys=settings.access.api_keys,
            )
        )
    endpoints: Mapping[str, Endpoint] | None = {}
    file = settings.webhooks.endpoints
    if file is not None and clients is not None:
        grants = {grant.client: grant for grant in clients.grants}
        endpoints = reading.of(lambda: load_endpoints(file, grants=grants, environment=environment))
    if (
        reading.faults
        or directory is None
        or matters is None
        or adoptions is None
        or memoranda is None
        or calendar is None
        or clients is None
        or operations is None
        or endpoints is None
    ):
        raise ManifestFaults(reading.faults)
    return Configuration(
        settings=settings,
        directory=directory,
        matters=matters,
        packs=_governing(trial.among(packs) if trial else packs, folder),
        adoptions=adoptions,
        memoranda=memoranda,
        calendar=calendar,
        clients=clients,
        catalogue=catalogue,
        operations=operations,
        endpoints=endpoints,
    )


class _Reading:
    """Reads files one after the other and keeps the faults of all."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def of(self, load: Callable[[], T]) -> T | None:
        try:
            return load()
        except ManifestFaults as error:
            self.faults += error.faults
            return None


def _operations(settings: Settings) -> TrustedOperations:
    graphql = settings.graphql
    documents = load_operations(graphql.operations, graphql.limits) if graphql.operations else {}
    return TrustedOperations(documents=documents, only=graphql.safelist)


def _names(
    packs: list[RulePack],
    matters: Mapping[str, Matter] | None,
    directory: Directory | None,
    memoranda: Mapping[str, Memorandum] | None,
) -> AdoptionNames:
    """Give what an adoption may name; of what several packs know, the first pack's is meant."""
    known = packs[::-1]
    return AdoptionNames(
        measures={name: entry for pack in known for name, entry in pack.catalogue.items()},
        lines={line.id: line for pack in known for line in pack.lines},
        matters=matters,
        agencies=directory.agencies if directory else None,
        memoranda=memoranda,
    )


def _governing(packs: Iterable[RulePack], folder: Path) -> RulePacks:
    try:
        return RulePacks(packs)
    except ValueError as error:
        raise ManifestFaults([_settings_fault(folder, "packs", str(error))]) from error


def _settings_fault(folder: Path, key: str, sentence: str) -> Fault:
    problem, _, hint = sentence.partition("; ")
    return read_toml(folder / FILE).fault(("rules", key), problem, hint)


def _source_faults(directory: Directory, catalogue: Catalogue) -> list[Fault]:
    """Give the faults of the sources' settings, and of the agency files they use."""
    faults: list[Fault] = []
    for entry in directory.sources.values():
        where = f"source {entry.slug}"
        try:
            kind = catalogue.kind(entry.connector)
        except ConfigFault as error:
            faults += [directory.located(f"{where}.connector: {text}") for text in error.faults]
            continue
        except ManifestFaults as error:
            faults += error.faults
            continue
        try:
            settings_of(entry, kind.settings_type, where=where)
        except ConfigFault as error:
            faults += [directory.located(text) for text in error.faults]
    return faults
