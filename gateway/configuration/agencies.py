"""Agencies and sources: `agencies.toml`, with `${NAME}` taken from the environment and `${file:PATH}` from files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import strawberry

from connectors.catalogue import SourceEntry
from connectors.manifest import Fault, ManifestFaults, Table, TomlSource, read_toml
from connectors.manifest import Path as ItemPath
from connectors.manifest.table import unique
from gateway.configuration.placeholders import Elsewhere, taken_from_elsewhere
from gateway.joining.social import social_bodies
from schema.agencies import Agency
from schema.codes import AgencyKind
from schema.identifiers import Scheme, fault_of

_UNKNOWN = re.compile(r"unknown setting `(.*?)`")


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """Agencies by slug, and the sources configured, with where each is written."""

    agencies: Mapping[str, Agency]
    sources: Mapping[str, SourceEntry]
    written: Mapping[str, tuple[TomlSource, ItemPath]] = field(default_factory=dict, repr=False)

    @property
    def social(self) -> frozenset[str]:
        """Slugs of the agencies that are social bodies: what they supply is for reference (GO-19-b)."""
        return social_bodies(self.agencies.values())

    def located(self, text: str) -> Fault:
        """Give the fault of a source's setting, as `ConfigFault` words it, with the line of the setting."""
        slug = max((slug for slug in self.written if text.startswith((f"source {slug}.", f"source {slug}:"))), key=len)
        source, path = self.written[slug]
        inside, _, said = text.removeprefix(f"source {slug}").partition(": ")
        unknown = _UNKNOWN.match(said)
        keys = tuple(key for key in (*inside.split("."), unknown.group(1) if unknown else "") if key)
        problem, _, hint = said.partition("; ")
        return Fault(source.file, source.line_of((*path, *keys)), f"source {slug}{inside}", problem, hint)


def load_directory(path: Path, environment: Mapping[str, str]) -> Directory:
    """Read the agencies and sources; raises `ManifestFaults` with everything wrong."""
    faults: list[Fault] = []
    root = Table.root(read_toml(path), faults)
    agencies = unique(root.tables("agency"), _agency)
    written: dict[str, tuple[TomlSource, ItemPath]] = {}
    elsewhere = Elsewhere(environment, path.parent)

    def source(table: Table) -> tuple[str, SourceEntry]:
        slug, entry = _source(table, agencies, elsewhere)
        written[slug] = (table.source, table.path)
        return slug, entry

    sources = unique(root.tables("source"), source)
    root.finish()
    if faults:
        raise ManifestFaults(faults)
    return Directory(agencies=agencies, sources=sources, written=written)


def _agency(table: Table) -> tuple[str, Agency]:
    slug = table.text("slug")
    code = table.text("code")
    wrong = fault_of(Scheme.CREDIT_CODE, code) if code else None
    if wrong is not None:
        table.fault(wrong, "write the agency's own credit code", key="code")
    agency = Agency(
        slug=strawberry.ID(slug),
        name=table.text("name"),
        name_zh=table.text("name_zh"),
        code=code,
        kind=table.one_of("kind", AgencyKind),
        region=table.text("region"),
        field=table.text("field"),
        coordinates=table.flag("coordinates"),
    )
    return slug, agency


def _source(table: Table, agencies: Mapping[str, Agency], elsewhere: Elsewhere) -> tuple[str, SourceEntry]:
    slug, agency, connector = table.text("slug"), table.text("agency"), table.text("connector")
    table.known("agency", agency, agencies, "an agency")
    settings = table.rest()
    written = (key for key, value in settings.items() if isinstance(value, str) and not taken_from_elsewhere(value))
    rest = {key: elsewhere.filled(table, key, value) for key, value in settings.items()}
    return slug, SourceEntry(slug=slug, agency=agency, connector=connector, settings=rest, written=frozenset(written))
