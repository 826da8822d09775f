"""Reads `measures.toml`: the catalogue of single measures (requirements of paragraphs 3–14 and 26)."""

from __future__ import annotations

from collections.abc import Mapping

from strawberry import ID

from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.rules.model import CatalogueEntry, Persons
from gateway.rules.reading.participants import check_participants
from schema.codes import AgencyKind, MatterKind
from schema.measures import CatalogueMeasure, Direction, Strength

_PREFIX = {Direction.INCENTIVE: "INC-", Direction.RESTRAINT: "RES-"}


def read_catalogue(root: Table, below: Mapping[str, CatalogueEntry]) -> dict[str, CatalogueEntry]:
    """Read every `[[measure]]`, after those of the layer below; what is operative is known only with the lines."""
    found = unique(root.tables("measure"), _read_measure, below=below)
    root.finish()
    return found


def _read_measure(table: Table) -> tuple[str, CatalogueEntry]:
    name = ID(table.text("id"))
    direction = table.one_of("direction", Direction)
    if name and not name.startswith(_PREFIX[direction]):
        table.fault(f"{name!r} is a {direction.value}", f"begin its id with {_PREFIX[direction]}", key="id")
    measure = CatalogueMeasure(
        id=name,
        title=table.text("title"),
        title_zh=table.text("title_zh"),
        direction=direction,
        paragraph=table.integer("paragraph", at_least=1),
        strength=table.one_of("strength", Strength),
        matter_kinds=table.some_of("matter_kinds", MatterKind),
        participants=table.some_of("participants", AgencyKind),
    )
    check_participants(table, measure)
    entry = CatalogueEntry(
        measure=measure,
        implementer=table.text("implementer"),
        implementer_inferred=table.flag("implementer_inferred"),
        persons=table.one_of("persons", Persons),
    )
    return name, entry
