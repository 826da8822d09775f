"""Packs on packs (GO-20-d, GO-27-a): what the head of a pack says, and what a local pack may add to a national one.

Guobanfa [2020] No. 49 lets a place restrain only by law or regulation, by measures on the list, without additions.
That limits public bodies; an association's measures on its members rest on its convention instead (GO-12-b).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from strawberry import ID

from connectors.manifest import Table
from gateway.rules.model import CatalogueEntry, LocalTerms, OperativeLine, RulePack
from gateway.rules.reading.participants import check_associations_own
from gateway.rules.regions import is_division
from schema.dates import Period
from schema.measures import BasisKind

_NATIONAL_ONLY = ("measures", "publicity", "records", "remedies", "repair")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What `pack.toml` says."""

    id: ID
    version: str
    title: str
    governs: Period
    region: str | None
    local: LocalTerms


def read_head(table: Table, below: RulePack | None) -> Head:
    """Read `pack.toml`; its `on` was read before."""
    table.has("on")
    head = Head(
        id=ID(table.text("id")),
        version=table.text("version"),
        title=table.text("title"),
        governs=table.period("governs"),
        region=_read_region(table),
        local=_read_terms(table),
    )
    if head.region is not None:
        _check_place(table, head, below)
    table.finish()
    return head


def check_terms(table: Table, terms: LocalTerms, catalogue: Mapping[str, CatalogueEntry]) -> None:
    """Note a fault for each measure left to places that the catalogue has not, or left to the wrong hands."""
    for name in sorted(terms.restraints | terms.association_restraints):
        if table.known("local", name, catalogue, "the measure") and name in terms.association_restraints:
            check_associations_own(table, "local", catalogue[name].measure)


def check_parts(parts: Mapping[str, Table]) -> None:
    """Note a fault for each part that only a national pack may have."""
    for part in _NATIONAL_ONLY:
        if parts[part].names():
            parts[part].fault("stands in a local pack", "leave the file out: only a national pack sets it")


def check_local(table: Table, line: OperativeLine, terms: LocalTerms) -> None:
    """Note every fault of a line of a local pack."""
    measure = line.entry.measure.id
    if not line.restraint:
        if not terms.incentives:
            table.fault("adds an incentive, which the pack below does not let a place do", "leave it out")
        return
    if measure in terms.association_restraints:
        return  # its convention is asked for with every line (GO-12-b)
    if measure not in terms.restraints:
        allowed = ", ".join(sorted(terms.restraints | terms.association_restraints)) or "no restraint"
        table.fault(f"{measure} may not be added by a place", f"the pack below allows {allowed}", key="measure")
    for whom, bases in line.cited:
        if not any(basis.kind in terms.restraint_bases for basis in bases):
            kinds = " or ".join(sorted(terms.restraint_bases)) or "nothing"
            table.fault(
                f"restrains {whom}by no basis a place may restrain by", f"cite a basis of kind {kinds}", key="bases"
            )


def _read_region(table: Table) -> str | None:
    region = table.optional_text("region")
    if region is not None and not is_division(region):
        table.fault(f"is {region!r}", 'write a division code, such as "990000"', key="region")
    return region


def _read_terms(table: Table) -> LocalTerms:
    inner = table.table("local")
    if inner is None:
        return LocalTerms()
    if table.has("region"):
        inner.fault("stands in a local pack", "only a national pack says what places may add")
    terms = LocalTerms(
        incentives=inner.flag("incentives"),
        restraints=frozenset(inner.texts("restraints")),
        restraint_bases=frozenset(inner.some_of("restraint_bases", BasisKind)),
        association_restraints=frozenset(inner.texts("association_restraints")),
    )
    inner.finish()
    return terms


def _check_place(table: Table, head: Head, below: RulePack | None) -> None:
    if below is None:
        table.fault("is a local pack on no other", 'write on = "cn-2026", the national pack it adds to', key="region")
        return
    if below.region is not None:
        table.fault(f"stands on the local pack {below.version.id}", "name a national pack", key="on")
    if not below.governs.covers(head.governs):
        table.fault("governs days the pack below does not", "keep within its time", key="governs")
