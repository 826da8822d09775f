"""`[[source]]` entries of the configuration: what switches a connector on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from connectors.core.settings import ConfigFault, SourceSettings, read_settings, secrets_written

S = TypeVar("S", bound=SourceSettings)
_OWN_NAMES = ("slug", "connector", "agency")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """One `[[source]]` of the configuration: which connector asks for which agency, with its settings.

    `written` names the settings whose texts are written out in the file, nothing of them from elsewhere.
    """

    slug: str
    connector: str
    agency: str
    settings: Mapping[str, Any] = field(default_factory=dict, repr=False)
    written: frozenset[str] = frozenset()


def settings_of(entry: SourceEntry, kind: type[S], *, where: str) -> S:
    """Read the settings of a source as its connector wants them; raises `ConfigFault` with every fault."""
    faults = secrets_written(kind, sorted(entry.written), where=where)
    try:
        settings = read_settings(kind, entry.settings, where=where)
    except ConfigFault as fault:
        raise ConfigFault((*faults, *fault.faults)) from None
    if faults:
        raise ConfigFault(faults)
    return settings


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


def _entry(table: Mapping[str, Any]) -> SourceEntry:
    settings = {name: value for name, value in table.items() if name not in _OWN_NAMES}
    return SourceEntry(slug=table["slug"], connector=table["connector"], agency=table["agency"], settings=settings)
