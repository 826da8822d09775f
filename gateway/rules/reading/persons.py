"""Reads `[line.persons]`: whom a unit's record reaches, by which basis and for how long (GO-10-c, GO-14-b)."""

from __future__ import annotations

from connectors.manifest import Table
from gateway.rules.model import OperativeLine
from gateway.rules.reading.durations import read_duration
from gateway.rules.reading.known import Known, read_cited
from gateway.rules.trigger import Extension
from schema.codes import Role
from schema.dates import Period

_OFFICES = frozenset({Role.LEGAL_REPRESENTATIVE, Role.PRINCIPAL_IN_CHARGE})


def read_extension(table: Table, known: Known, in_force: Period) -> Extension | None:
    """Read the persons of a line; they inherit neither basis nor duration from the unit's measure."""
    inner = table.table("persons")
    if inner is None:
        return None
    extension = Extension(
        bases=read_cited(inner, known, in_force),
        duration=read_duration(inner),
        by_office=frozenset(inner.some_of("by_office", Role)),
        if_responsible=frozenset(inner.some_of("if_responsible", Role)),
    )
    if not extension.bases:
        inner.fault("cites no legal basis of its own (GO-14-b)", 'write bases = ["…"] with ids of bases.toml')
    if extension.duration is None:
        inner.fault("has no duration of its own (GO-14-b)", 'write duration = { until = "exit" } or { years = 3 }')
    inner.finish()
    return extension


def check_extension(table: Table, line: OperativeLine) -> None:
    """Note every fault of the persons of a line."""
    if line.extension is None:
        return
    measure = line.entry.measure
    if not line.restraint or not line.entry.persons.extends:
        table.fault(f"{measure.id} does not extend to persons (GO-14-b)", "remove it", key="persons")
    for role in sorted(line.extension.by_office - _OFFICES):
        table.fault(f"{role} needs direct responsibility (GO-10-e)", "write it under if_responsible", key="persons")
