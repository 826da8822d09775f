"""What an operative line must satisfy before anything may rest on it."""

from __future__ import annotations

from connectors.manifest import Table
from gateway.rules.model import OperativeLine
from gateway.rules.reading.participants import check_addressees, check_convention
from gateway.rules.reading.persons import check_extension
from gateway.rules.trigger import ADVERSE_KINDS
from schema.codes import MatterKind, RecordKind, Severity
from schema.measures import BasisKind, Effect, MeasureKind

_BINDING = frozenset({BasisKind.LAW, BasisKind.REGULATION, BasisKind.CENTRAL_POLICY})
_CONSUMPTION = frozenset(f"RES-{number}" for number in range(21, 28))
_ADVERSE_EFFECTS = frozenset({Effect.STRICT_REVIEW, Effect.BARRED})


def check_line(table: Table, line: OperativeLine) -> None:
    """Note every fault of a line that was read."""
    _check_scope(table, line)
    _check_binding(table, line)
    check_addressees(table, line)
    check_convention(table, "bases", line.entry.measure, line.bases)
    _check_effect(table, line)
    check_extension(table, line)
    if line.restraint:
        _check_restraint(table, line)
        _check_consumption(table, line)
    elif not (line.trigger.has or line.trigger.none or line.trigger.levels):
        table.fault("has no trigger", "add [[line.has]], [[line.none]] or [[line.level]]")


def _check_scope(table: Table, line: OperativeLine) -> None:
    if not line.matters and not line.matter_kinds:
        table.fault("touches no matter", "write matters or matter_kinds")
    for kind in sorted(line.matter_kinds - set(line.entry.measure.matter_kinds)):
        allowed = ", ".join(line.entry.measure.matter_kinds) or "none on this gateway"
        table.fault(f"{line.entry.measure.id} cannot touch {kind}", f"its catalogue line allows {allowed}")
    if not line.bases:
        table.fault("cites no legal basis (GO-02-c)", 'write bases = ["…"] with ids of bases.toml')


def _check_binding(table: Table, line: OperativeLine) -> None:
    if line.kind is not MeasureKind.MANDATORY:
        return
    if line.catalogue_only:
        table.fault("a catalogue-only line binds nobody", 'write kind = "RECOMMENDED"', key="kind")
    for whom, bases in line.cited:
        if not any(basis.kind in _BINDING for basis in bases):
            table.fault(
                f"is MANDATORY and cites {whom}no law, regulation or central policy (GO-20-b)",
                "cite one under bases, or write RECOMMENDED",
                key="kind",
            )


def _check_effect(table: Table, line: OperativeLine) -> None:
    if line.effect is not Effect.NOTICE and line.restraint is not (line.effect in _ADVERSE_EFFECTS):
        table.fault(f"{line.effect} does not fit a {line.entry.measure.direction}", "choose another", key="effect")
    if line.effect is Effect.GREEN_CHANNEL and line.matter_kinds - {MatterKind.ADMINISTRATIVE_LICENCE}:
        table.fault("a green channel is for administrative licences only (GO-04-f)", "narrow it", key="matter_kinds")


def _check_restraint(table: Table, line: OperativeLine) -> None:
    if line.duration is None:
        table.fault("is a restraint without duration (GO-21-a)", 'write duration = { until = "exit" } or { years = 3 }')
    if line.trigger.none or line.trigger.levels:
        table.fault(
            "a restraint rests on records alone", "keep [[line.has]] only; removing a record may restrain nobody"
        )
    if not line.trigger.has:
        table.fault("is a restraint without triggering record (GO-09-a)", "add [[line.has]]")
        return
    first = line.trigger.has[0]
    if first.kind not in ADVERSE_KINDS:
        table.fault(f"{first.kind} is no misconduct (GO-02-a)", "trigger it by a serious record", key="has")
    needs_severity = first.kind is RecordKind.PENALTY
    if (needs_severity or first.severities) and first.severities != {Severity.SERIOUS}:
        table.fault("joint restraint follows from SERIOUS only (GO-02-a)", 'write severities = ["SERIOUS"]', key="has")
    if line.duration is not None and line.duration.until_exit and needs_severity:
        table.fault("a penalty has no exit", "count the duration in years or months", key="duration")


def _check_consumption(table: Table, line: OperativeLine) -> None:
    if line.entry.measure.id not in _CONSUMPTION:
        return
    if not any(condition.able_and_refuses for condition in line.trigger.has):
        table.fault("needs a debtor able to perform and refusing (GO-11-b)", "write able_and_refuses = true", key="has")
