"""What the parts of a pack may refer to, as far as it was read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from connectors.manifest import Table
from gateway.rules.model import CatalogueEntry, ListRule, ScaleRule
from schema.codes import RecordKind
from schema.dates import Period, period
from schema.measures import LegalBasis
from schema.memoranda import Memorandum
from schema.offences import Offence
from schema.record_kinds import RecordKindBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Names other parts of the pack define; `matters` is None where the configured matters are not at hand."""

    bases: Mapping[str, LegalBasis]
    catalogue: Mapping[str, CatalogueEntry]
    lists: Mapping[str, ListRule]
    scales: Mapping[str, ScaleRule]
    offences: Mapping[str, Offence]
    record_kinds: Mapping[RecordKind, tuple[RecordKindBasis, ...]]
    governs: Period
    matters: Collection[str] | None = None

    def fields(self) -> frozenset[str]:
        """Fields some scale grades."""
        return frozenset(rule.scale.field for rule in self.scales.values())

    def basis(self, table: Table, key: str, in_force: Period) -> LegalBasis | None:
        """Read the id of a legal basis that is in force as long as what rests on it."""
        written = table.text(key)
        if not written or not table.known(key, written, self.bases, "the legal basis"):
            return None
        basis = self.bases[written]
        check_covers(table, key, basis, self.within(in_force))
        return basis

    def within(self, in_force: Period) -> Period:
        """Give the part of a period the pack governs, or its first day where they do not meet."""
        start = max(in_force.starts_on, self.governs.starts_on)
        ends = [end for end in (in_force.ends_before, self.governs.ends_before) if end is not None and end > start]
        return period(start, min(ends, default=None))

    def matter_ids(self, table: Table) -> frozenset[str]:
        """Read the matters named; an id nobody configured is a fault."""
        written = table.texts("matters")
        if self.matters is not None:
            for matter in written:
                table.known("matters", matter, self.matters, "the matter")
        return frozenset(written)


def check_covers(table: Table, key: str, basis: LegalBasis | Memorandum, needed: Period) -> None:
    """Note a fault unless a basis is in force for the whole of a period."""
    if not basis.in_force.covers(needed):
        table.fault(
            f"rests on {basis.id!r}, which is not in force throughout (from {needed.starts_on})",
            "narrow in_force to the time of its basis, or cite one in force",
            key=key,
        )


def read_cited(table: Table, known: Known, in_force: Period) -> tuple[LegalBasis, ...]:
    """Read `bases`, the legal bases a line cites, each in force while the line is."""
    found = []
    for written in table.texts("bases"):
        if table.known("bases", written, known.bases, "the legal basis"):
            check_covers(table, "bases", known.bases[written], known.within(in_force))
            found.append(known.bases[written])
    return tuple(found)
