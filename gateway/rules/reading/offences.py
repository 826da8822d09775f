"""Reads `offences.toml`: offences of the key areas, and of fields they were extended to (GO-09-b, GO-02-e)."""

from __future__ import annotations

from collections.abc import Mapping

from strawberry import ID

from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.rules.trigger import RecordCondition
from schema.codes import Area
from schema.dates import Period
from schema.offences import Offence


def read_offences(root: Table, below: Mapping[str, Offence]) -> dict[str, Offence]:
    """Read every `[[offence]]`, after those of the layer below."""
    found = unique(root.tables("offence"), _read_offence, below=below)
    root.finish()
    return found


def check_offences(table: Table, condition: RecordCondition, offences: Mapping[str, Offence], in_force: Period) -> None:
    """Note a fault for each offence of a condition that is off the list for a while, or in none of its areas."""
    for name in sorted(condition.offences & offences.keys()):
        offence = offences[name]
        if not offence.in_force.covers(in_force):
            table.fault(
                f"names the offence {name!r}, which is not on the list throughout (from {in_force.starts_on})",
                "narrow in_force to the time of the offence, or name another",
                key="has",
            )
        if condition.areas and offence.area not in condition.areas:
            areas = " or ".join(sorted(condition.areas))
            table.fault(
                f"asks for the offence {name!r} in {areas}, which it does not belong to",
                "drop areas: an offence belongs to one area",
                key="has",
            )


def _read_offence(table: Table) -> tuple[str, Offence]:
    name = ID(table.text("id"))
    area, field = table.optional_one_of("area", Area), table.optional_text("field")
    if (area is None) is (field is None):
        said = "belongs to no area" if area is None else "belongs to an area and to a field"
        areas = ", ".join(Area)
        table.fault(said, f'write area = one of {areas}, or field = "…" if it is in no key area')
    offence = Offence(
        id=name,
        title=table.text("title"),
        title_zh=table.text("title_zh"),
        in_force=table.period("in_force"),
        area=area,
        field=field,
    )
    return name, offence
