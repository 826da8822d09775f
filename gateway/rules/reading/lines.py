"""Reads `lines.toml`: operative lines, each with trigger, basis, kind, duration, implementer and persons."""

from __future__ import annotations

from collections.abc import Iterable

from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.rules.model import CatalogueEntry, LocalTerms, OperativeLine
from gateway.rules.reading.checks import check_line
from gateway.rules.reading.conditions import read_has, read_level, read_none
from gateway.rules.reading.durations import read_duration
from gateway.rules.reading.known import Known, read_cited
from gateway.rules.reading.layers import check_local
from gateway.rules.reading.offences import check_offences
from gateway.rules.reading.persons import read_extension
from gateway.rules.reading.record_kinds import check_kinds
from gateway.rules.trigger import Trigger
from schema.codes import MatterKind, RecordKind
from schema.measures import Effect, MeasureKind


def read_lines(
    root: Table, known: Known, *, terms: LocalTerms | None, below: Iterable[OperativeLine]
) -> tuple[OperativeLine, ...]:
    """Read and check every `[[line]]`, after those of the layer below; `terms` say what a place may add."""
    earlier: dict[str, OperativeLine | None] = {line.id: line for line in below}
    found = unique(root.tables("line"), lambda table: _read_line(table, known, terms), below=earlier)
    root.finish()
    return tuple(line for line in found.values() if line is not None)


def _read_line(table: Table, known: Known, terms: LocalTerms | None) -> tuple[str, OperativeLine | None]:
    name = table.text("id")
    entry = _read_entry(table, known)
    in_force = table.period("in_force")
    bases = read_cited(table, known, in_force)
    duration, extension = read_duration(table), read_extension(table, known, in_force)
    trigger = _read_trigger(table, known)
    effect, kind = table.one_of("effect", Effect), table.one_of("kind", MeasureKind)
    implementer, inferred = table.text("implementer"), table.flag("implementer_inferred")
    matters, matter_kinds = known.matter_ids(table), frozenset(table.some_of("matter_kinds", MatterKind))
    catalogue_only = table.flag("catalogue_only")
    if entry is None:
        return name, None
    line = OperativeLine(
        id=name,
        entry=entry,
        effect=effect,
        kind=kind,
        bases=bases,
        implementer=implementer,
        implementer_inferred=inferred,
        in_force=in_force,
        trigger=trigger,
        matters=matters,
        matter_kinds=matter_kinds,
        duration=duration,
        extension=extension,
        catalogue_only=catalogue_only,
    )
    check_line(table, line)
    _check_grounds(table, line, known)
    if terms is not None:
        check_local(table, line, terms)
    return name, line


def _check_grounds(table: Table, line: OperativeLine, known: Known) -> None:
    """Note a fault for each kind of record or offence of a condition that rests on nothing while the line holds."""
    trigger, held = line.trigger, known.within(line.in_force)
    levels = [RecordKind.EVALUATION] * bool(trigger.levels)
    check_kinds(table, "has", [each.kind for each in trigger.has], known.record_kinds, held)
    check_kinds(table, "none", [kind for each in trigger.none for kind in each.kinds], known.record_kinds, held)
    check_kinds(table, "level", levels, known.record_kinds, held)
    for condition in trigger.has:
        check_offences(table, condition, known.offences, held)


def _read_entry(table: Table, known: Known) -> CatalogueEntry | None:
    measure = table.text("measure")
    if not measure or not table.known("measure", measure, known.catalogue, "the measure"):
        return None
    return known.catalogue[measure]


def _read_trigger(table: Table, known: Known) -> Trigger:
    return Trigger(
        has=tuple(read_has(each, known.lists, known.offences) for each in table.tables("has")),
        none=tuple(read_none(each) for each in table.tables("none")),
        levels=tuple(read_level(each, known.fields()) for each in table.tables("level")),
    )
