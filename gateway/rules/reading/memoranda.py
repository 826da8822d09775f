"""Reads one memorandum of cooperation: parties, targets, and the measures of its annex (GO-18-b)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from strawberry import ID

from connectors.manifest import Table
from gateway.rules.model import CatalogueEntry, ListRule
from gateway.rules.reading.known import check_covers
from gateway.rules.reading.participants import check_convention, check_implementer
from gateway.rules.trigger import ADVERSE_KINDS
from schema.agencies import Agency
from schema.codes import AgencyKind, KeyGroup, RecordKind
from schema.dates import Period
from schema.measures import BasisConfidence, Direction, LegalBasis
from schema.memoranda import Memorandum, MemorandumMeasure, MemorandumParty, MemorandumTarget

Parties = Mapping[str, MemorandumParty]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorandumNames:
    """What a memorandum may name: of the rule packs, and of the agencies."""

    catalogue: Mapping[str, CatalogueEntry]
    bases: Mapping[str, LegalBasis]
    lists: Mapping[str, ListRule]
    agencies: Mapping[str, Agency]


def read_memorandum(root: Table, names: MemorandumNames) -> Memorandum:
    """Read the memorandum of one file."""
    in_force = root.period("in_force")
    parties = _read_parties(root, names)
    targets = tuple(_read_target(table, names) for table in root.tables("target"))
    lines = (_read_measure(table, names, parties, in_force) for table in root.tables("measure"))
    measures = tuple(line for line in lines if line is not None)
    directions = {line.measure.direction for line in measures}
    _check_targets(root, directions, targets)
    return Memorandum(
        id=ID(root.text("id")),
        title=root.text("title"),
        title_zh=root.text("title_zh"),
        directions=tuple(direction for direction in Direction if direction in directions),
        field=root.text("field"),
        parties=tuple(parties.values()),
        targets=targets,
        measures=measures,
        document=root.text("document"),
        in_force=in_force,
        confidence=root.one_of("confidence", BasisConfidence),
    )


def _read_parties(root: Table, names: MemorandumNames) -> Parties:
    found: dict[str, MemorandumParty] = {}
    for table in root.tables("party"):
        party = _read_agency(table, names) if table.has("agency") else _read_stranger(table)
        key = party.agency or party.name
        if key in found:
            table.fault(f"the party {key!r} is named twice", "name each once")
        found[key] = party
    if len(found) < 2:
        root.fault("is signed by fewer than two parties", 'add [[party]] with agency = "…", or name, name_zh and kind')
    return found


def _read_agency(table: Table, names: MemorandumNames) -> MemorandumParty:
    slug = table.text("agency")
    for key in ("name", "name_zh", "kind"):
        if table.has(key):
            table.fault("an agency is described in agencies.toml", f"remove {key}, or remove agency", key=key)
    if not slug or not table.known("agency", slug, names.agencies, "the agency"):
        return MemorandumParty(agency=slug, name=slug, name_zh=slug, kind=AgencyKind.GOVERNMENT)
    agency = names.agencies[slug]
    return MemorandumParty(agency=slug, name=agency.name, name_zh=agency.name_zh, kind=agency.kind)


def _read_stranger(table: Table) -> MemorandumParty:
    return MemorandumParty(
        name=table.text("name"), name_zh=table.text("name_zh"), kind=table.one_of("kind", AgencyKind)
    )


def _read_target(table: Table, names: MemorandumNames) -> MemorandumTarget:
    target = MemorandumTarget(
        direction=table.one_of("direction", Direction),
        who=table.text("who"),
        lists=table.texts("lists"),
        record_kinds=table.some_of("record_kinds", RecordKind),
        key_groups=table.some_of("key_groups", KeyGroup),
    )
    known = [name for name in target.lists if table.known("lists", name, names.lists, "the list")]
    if target.direction is Direction.RESTRAINT:
        _check_restrained(table, target)
        for name in known:
            if names.lists[name].reference_only:
                table.fault(
                    f"{name!r} is kept by a social body and is for reference (GO-19-b)",
                    "name the list of a department or court",
                    key="lists",
                )
    return target


def _check_restrained(table: Table, target: MemorandumTarget) -> None:
    if not target.lists and not target.record_kinds:
        table.fault(
            "restrains people of whom nothing is recorded (GO-09-a)",
            "write lists or record_kinds of its adverse records",
        )
    for kind in target.record_kinds:
        if kind not in ADVERSE_KINDS:
            table.fault(
                f"{kind} is no misconduct (GO-02-a)",
                f"write some of {', '.join(sorted(ADVERSE_KINDS))}",
                key="record_kinds",
            )


def _read_measure(table: Table, names: MemorandumNames, parties: Parties, in_force: Period) -> MemorandumMeasure | None:
    name, cited = table.text("measure"), table.text("basis")
    implementers = _read_implementers(table, parties)
    basis = names.bases[cited] if cited and table.known("basis", cited, names.bases, "the legal basis") else None
    if basis is not None:
        check_covers(table, "basis", basis, in_force)
    if not name or not table.known("measure", name, names.catalogue, "the measure"):
        return None
    measure = names.catalogue[name].measure
    for party in implementers:
        if party.agency is not None and party.agency not in names.agencies:
            continue
        check_implementer(table, "implementers", measure, party.kind, party.agency or party.name)
    if basis is None:
        return None
    check_convention(table, "basis", measure, [basis])
    return MemorandumMeasure(measure=measure, implementers=implementers, basis=basis)


def _read_implementers(table: Table, parties: Parties) -> tuple[MemorandumParty, ...]:
    written = table.texts("implementers")
    if not written:
        table.fault("is implemented by nobody", 'write implementers = ["…"] with parties of the memorandum')
    return tuple(parties[name] for name in written if table.known("implementers", name, parties, "the party"))


def _check_targets(root: Table, directions: Iterable[Direction], targets: Iterable[MemorandumTarget]) -> None:
    aimed = {target.direction for target in targets}
    agreed = set(directions)
    if not root.has("measure"):
        root.fault("agrees on no measure", "add [[measure]] with measure, implementers and basis")
        return
    for direction in sorted(agreed - aimed):
        root.fault(f"says nobody its {direction} measures concern", f'add [[target]] with direction = "{direction}"')
    for direction in sorted(aimed - agreed):
        root.fault(f"has a target of {direction} and no such measure", "remove the target, or add the measure")
