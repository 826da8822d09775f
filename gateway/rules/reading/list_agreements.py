"""Reads the `[[list_agreement]]` of `recognition.toml`: lists of one region that count in another (GO-16-b)."""

from __future__ import annotations

from collections.abc import Iterable

from strawberry import ID

from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.rules.model import ListScope
from gateway.rules.reading.known import Known
from gateway.rules.reading.parties import other_way, read_parties, read_reciprocal
from schema.measures import ListAgreement

_Directions = tuple[ListAgreement, ...]


def read_list_agreements(root: Table, known: Known, below: Iterable[ListAgreement]) -> tuple[ListAgreement, ...]:
    """Read every `[[list_agreement]]`, after those of the layer below; a reciprocal one is two."""
    earlier: dict[str, _Directions] = {each.id: (each,) for each in below}
    found = unique(root.tables("list_agreement"), lambda table: _read(table, known), below=earlier)
    return tuple(each for directions in found.values() for each in directions)


def _read(table: Table, known: Known) -> tuple[str, _Directions]:
    name, title = table.text("id"), table.text("title")
    in_force = table.period("in_force")
    basis = known.basis(table, "basis", in_force)
    lists, matters = _read_lists(table, known), known.matter_ids(table)
    issuers, recognisers = read_parties(table, "from"), read_parties(table, "recognisers")
    reciprocal = read_reciprocal(table, name, issuers, recognisers)
    if basis is None:
        return name, ()
    agreement = ListAgreement(
        id=ID(name),
        title=title,
        lists=lists,
        from_issuers=issuers,
        recognisers=recognisers,
        matters=tuple(sorted(matters)),
        in_force=in_force,
        basis=basis,
    )
    return name, (agreement, other_way(agreement)) if reciprocal else (agreement,)


def _read_lists(table: Table, known: Known) -> tuple[str, ...]:
    lists = table.texts("lists")
    if not lists:
        table.fault("names no list", 'write lists = ["…"] with ids of lists.toml')
    for name in lists:
        if not table.known("lists", name, known.lists, "the list"):
            continue
        rule = known.lists[name]
        if rule.reference_only:
            table.fault(
                f"the list {name!r} is kept by a social body and is for reference only (GO-19-b)",
                "name a list kept by government departments or courts",
                key="lists",
            )
        elif rule.scope is ListScope.NATIONAL:
            table.fault(
                f"the list {name!r} is national and counts everywhere",
                'leave it out, or write scope = "REGION" in lists.toml',
                key="lists",
            )
    return lists
