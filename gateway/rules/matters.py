"""Matters of this gateway: `config/matters.toml`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from strawberry import ID

from connectors.manifest import Fault, ManifestFaults, Table, read_toml
from connectors.manifest.table import unique
from schema.agencies import Duty, Material, Matter
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
        must_be_checked=table.flag("must_be_checked"),
        feedback=_read_duty(table, "feedback"),
        materials=tuple(unique(table.tables("material"), _read_material).values()),
        supply=_read_duty(table, "supply"),
    )
    if not matter.purposes:
        table.fault("names no purpose", "write purposes", key="purposes")
    if not matter.required:
        table.fault("requires no source", "name the sources that must answer", key="required")
    for twice in sorted(set(matter.required) & set(matter.optional)):
        table.fault(f"names {twice!r} as required and as optional", "keep one", key="optional")
    _check_supply(table, matter)
    return name, matter


def _read_material(table: Table) -> tuple[str, Material]:
    name = ID(table.text("id"))
    material = Material(
        id=name,
        title=table.text("title"),
        title_zh=table.text("title_zh"),
        required_by_law=table.flag("required_by_law"),
        basis=table.text("basis"),
    )
    if not table.has("required_by_law"):
        table.fault(
            "does not say whether a law requires it", "write required_by_law = true or false", key="required_by_law"
        )
    return name, material


def _read_duty(table: Table, key: str) -> Duty | None:
    found = table.table(key)
    if found is None:
        return None
    duty = Duty(working_days=found.integer("working_days", at_least=1), basis=found.text("basis"))
    found.finish()
    return duty


def _check_supply(table: Table, matter: Matter) -> None:
    """Note a fault where an application could not be accepted with material missing, and a time limit is set for it."""
    if matter.supply is None:
        return
    if matter.kind is not MatterKind.ADMINISTRATIVE_LICENCE:
        table.fault(
            f"is of the kind {matter.kind}, and only licences are accepted with material missing (GO-04-f)",
            "leave supply out",
            key="supply",
        )
    elif not any(not each.required_by_law for each in matter.materials):
        table.fault(
            "sets a time limit for missing material, and has none that may be missing",
            "add [[matter.material]] with required_by_law = false, or leave supply out",
            key="supply",
        )


def _read_sources(table: Table, key: str, sources: Collection[str] | None) -> tuple[str, ...]:
    written = table.texts(key)
    if sources is not None:
        for slug in written:
            table.known(key, slug, sources, "the source")
    return written
