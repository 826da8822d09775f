"""Reads `repair.toml`: how credit is repaired and lists are left (GO-19-a, GO-21-b), the time to rectify (GO-22-e)."""

from __future__ import annotations

from collections.abc import Iterable

from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.rules.reading.known import Known
from gateway.rules.repair import RectificationTerms, RepairRule
from gateway.rules.trigger import ADVERSE_KINDS
from schema.codes import RecordKind
from schema.repairs import RepairEvidence


def read_repairs(root: Table, known: Known, below: Iterable[RepairRule]) -> tuple[RepairRule, ...]:
    """Read every `[[repair]]`, before those of the layer below."""
    earlier: dict[str, RepairRule | None] = {rule.id: rule for rule in below}
    found = unique(root.tables("repair"), lambda table: _read_rule(table, known), below=earlier)
    own = [rule for name, rule in found.items() if name not in earlier]
    return tuple(rule for rule in (*own, *earlier.values()) if rule is not None)


def read_rectification(root: Table, known: Known, below: RectificationTerms | None) -> RectificationTerms | None:
    """Read `[rectification]`, or take that of the layer below."""
    table = root.table("rectification")
    terms = below
    if table is not None:
        days, says = table.integer("working_days", at_least=1), table.text("says")
        basis = known.basis(table, "basis", known.governs)
        table.finish()
        terms = None if basis is None else RectificationTerms(working_days=days, basis=basis, says=says)
    root.finish()
    return terms


def _read_rule(table: Table, known: Known) -> tuple[str, RepairRule | None]:
    name, in_force = table.text("id"), table.period("in_force")
    basis = known.basis(table, "basis", in_force)
    kinds = table.some_of("record_kinds", RecordKind)
    lists = table.texts("lists")
    needs = table.some_of("needs", RepairEvidence)
    least, months = table.flag("least_publicity"), table.optional_integer("within_months", at_least=1)
    days, says = table.integer("handling_days", at_least=1), table.text("says")
    if not kinds or not ADVERSE_KINDS.issuperset(kinds):
        table.fault("names no adverse kind of record", f"write {', '.join(sorted(ADVERSE_KINDS))}", key="record_kinds")
    for each in lists:
        table.known("lists", each, known.lists, "the list")
    if basis is None:
        return name, None
    return name, RepairRule(
        id=name,
        in_force=in_force,
        basis=basis,
        record_kinds=frozenset(kinds),
        lists=frozenset(lists),
        needs=needs,
        least_publicity=least,
        within_months=months,
        handling_days=days,
        says=says,
    )
