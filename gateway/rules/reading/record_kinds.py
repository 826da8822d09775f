"""Reads `records.toml`: the legal bases of each kind of record, and what rests on a kind without one (GO-02-c)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from connectors.manifest import Table
from gateway.rules.reading.known import check_covers
from schema.codes import RecordKind
from schema.dates import Period
from schema.measures import LegalBasis
from schema.record_kinds import RecordKindBasis

KindBases = Mapping[RecordKind, tuple[RecordKindBasis, ...]]


def read_record_kinds(root: Table, bases: Mapping[str, LegalBasis], below: KindBases) -> KindBases:
    """Read every `[[record]]`, after those of the layer below; two of one kind may not hold on the same day."""
    found: defaultdict[RecordKind, list[RecordKindBasis]] = defaultdict(list)
    for kind, earlier in below.items():
        found[kind].extend(earlier)
    for table in root.tables("record"):
        entry = _read_entry(table, bases)
        for other in found[entry.kind]:
            if _meet(other.in_force, entry.in_force):
                since = max(other.in_force.starts_on, entry.in_force.starts_on)
                table.fault(f"{entry.kind} has two entries on {since}", "end the earlier one before", key="in_force")
        found[entry.kind].append(entry)
    root.finish()
    return {kind: tuple(sorted(each, key=lambda entry: entry.in_force.starts_on)) for kind, each in found.items()}


def check_kinds(table: Table, key: str, kinds: Iterable[RecordKind], known: KindBases, in_force: Period) -> None:
    """Note a fault for each kind that has no legal basis for the whole of a period."""
    for kind in dict.fromkeys(kinds):
        gap = _first_gap(in_force, known.get(kind, ()))
        if gap:
            table.fault(
                f"looks at {kind}, which has no legal basis in force {gap} (GO-02-c)",
                f'add [[record]] kind = "{kind}" with its bases to records.toml, or narrow in_force',
                key=key,
            )


def _read_entry(table: Table, bases: Mapping[str, LegalBasis]) -> RecordKindBasis:
    kind, in_force = table.one_of("kind", RecordKind), table.period("in_force")
    written = table.texts("bases")
    if not written:
        table.fault("cites no legal basis (GO-02-c)", 'write bases = ["…"] with ids of bases.toml')
    cited = [bases[name] for name in written if table.known("bases", name, bases, "the legal basis")]
    for basis in cited:
        check_covers(table, "bases", basis, in_force)
    return RecordKindBasis(kind=kind, description=kind.description, bases=tuple(cited), in_force=in_force)


def _meet(one: Period, other: Period) -> bool:
    return one.holds_on(other.starts_on) or other.holds_on(one.starts_on)


def _first_gap(needed: Period, entries: Iterable[RecordKindBasis]) -> str:
    """Say the first day of a period that no entry holds on, oldest entry first; blank if there is none."""
    day = needed.starts_on
    for entry in entries:
        if not entry.in_force.holds_on(day):
            continue
        end = entry.in_force.ends_before
        if end is None or (needed.ends_before is not None and needed.ends_before <= end):
            return ""
        day = end
    return f"on {day}"
