"""Matters of this gateway: `config/matters.toml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from strawberry import ID

from connectors.manifest import Fault, ManifestFaults, Table, read_toml
from connectors.manifest.table import unique
from schema.agencies import Matter
from schema.codes import MatterKind, Purpose


def load_matters(path: Path, *, sources: Collection[str] | None = None) -> Mapping[str, Matter]:
    """Load the matters by id; raises `ManifestFaults` with every fault.

    With `sources` (slugs of the configured sources) a matter that names another is a fault.
    """
    faults: list[Fault] = []
    root = Table.root(read_toml(path), faults)
    matters = unique(root.tables("matter"), lambda table: _read_matter(table, sources))
    root.finish()
    if not matters:
        root.fault("configures no matter", "add [[matter]]")
    if faults:
        raise ManifestFaults(faults)
    return matters


def _read_matter(table: Table, sources: Collection[str] | None) -> tuple[str, Matter]:
    name = ID(table.text("id"))
    matter = Matter(
        id=name,
        title=table.text("title"),
        title_zh=table.text("title_zh"),
        kind=table.one_of("kind", MatterKind),
        field=table.text("field"),
        purposes=table.some_of("purposes", Purpose),
        required=_read_sources(table, "required", sources),
        optional=_read_sources(table, "optional", sources),
        max_receipt_age_hours=table.integer("max_receipt_age_hours", 24, at_least=1),
    )
    if not matter.purposes:
        table.fault("names no purpose", "write purposes", key="purposes")
    if not matter.required:
        table.fault("requires no source", "name the sources that must answer", key="required")
    for twice in sorted(set(matter.required) & set(matter.optional)):
        table.fault(f"names {twice!r} as required and as optional", "keep one", key="optional")
    return name, matter


def _read_sources(table: Table, key: str, sources: Collection[str] | None) -> tuple[str, ...]:
    written = table.texts(key)
    if sources is not None:
        for slug in written:
            table.known(key, slug, sources, "the source")
    return written
