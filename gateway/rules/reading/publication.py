"""Reads of `publicity.toml` who must publish which decisions, and what the public may see (GO-17)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from strawberry import ID

from connectors.manifest import Table
from connectors.manifest.table import unique
from gateway.rules.reading.known import check_covers
from schema.codes import AgencyKind, RecordKind, Severity
from schema.dates import Period
from schema.measures import BasisKind, LegalBasis
from schema.publications import CollectionDuty, CollectionPlatform, DisclosureRule, PublicationDuty

Bases = Mapping[str, LegalBasis]
_EXCEPTING = frozenset({BasisKind.LAW, BasisKind.REGULATION})


def read_duties(root: Table, bases: Bases, below: Iterable[PublicationDuty]) -> tuple[PublicationDuty, ...]:
    """Read every `[[duty]]`, after those of the layer below."""
    earlier: dict[str, PublicationDuty | None] = {str(duty.id): duty for duty in below}
    found = unique(root.tables("duty"), lambda table: _read_duty(table, bases), below=earlier)
    return tuple(duty for duty in found.values() if duty is not None)


def read_disclosures(root: Table, bases: Bases, below: Iterable[DisclosureRule]) -> tuple[DisclosureRule, ...]:
    """Read every `[[disclosure]]`, after those of the layer below."""
    earlier: dict[str, DisclosureRule | None] = {str(rule.id): rule for rule in below}
    found = unique(root.tables("disclosure"), lambda table: _read_disclosure(table, bases), below=earlier)
    return tuple(rule for rule in found.values() if rule is not None)


def _read_duty(table: Table, bases: Bases) -> tuple[str, PublicationDuty | None]:
    name, in_force = table.text("id"), table.period("in_force")
    title, title_zh, kinds = table.text("title"), table.text("title_zh"), _read_kinds(table)
    holders, binding = table.some_of("holders", AgencyKind), table.flag("binding", default=True)
    days, persons = table.optional_integer("working_days", at_least=1), table.flag("persons", default=True)
    exceptions = tuple(_read_exceptions(table, bases))
    collections = tuple(_read_collections(table, bases, in_force))
    basis = _read_basis(table, "basis", bases, in_force)
    if not holders:
        table.fault("names nobody who has the duty (GO-17-c)", 'write holders = ["GOVERNMENT"]')
    if days is not None and not binding:
        table.fault("sets days for what nobody must do", "leave working_days out, or write binding = true")
    if basis is None:
        return name, None
    return name, PublicationDuty(
        id=ID(name),
        title=title,
        title_zh=title_zh,
        record_kinds=kinds,
        holders=holders,
        binding=binding,
        persons=persons,
        working_days=days,
        collections=collections,
        exceptions=exceptions,
        basis=basis,
        in_force=in_force,
    )


def _read_exceptions(table: Table, bases: Bases) -> Iterator[LegalBasis]:
    """Read what a decision may be withheld under: laws and regulations alone (GO-17-b)."""
    for written in table.texts("exceptions"):
        if not table.known("exceptions", written, bases, "the legal basis"):
            continue
        if bases[written].kind not in _EXCEPTING:
            kinds = " or ".join(sorted(_EXCEPTING))
            table.fault(f"excepts by {written!r}, a {bases[written].kind}", f"cite a {kinds}", key="exceptions")
        yield bases[written]


def _read_collections(table: Table, bases: Bases, in_force: Period) -> Iterator[CollectionDuty]:
    for inner in table.tables("collection"):
        platform = inner.one_of("platform", CollectionPlatform)
        enterprises_only = inner.flag("enterprises_only", default=False)
        fields = inner.texts("collector_fields")
        basis = _read_basis(inner, "basis", bases, in_force)
        if basis is not None:
            yield CollectionDuty(
                platform=platform, enterprises_only=enterprises_only, collector_fields=fields, basis=basis
            )


def _read_disclosure(table: Table, bases: Bases) -> tuple[str, DisclosureRule | None]:
    name, in_force = table.text("id"), table.period("in_force")
    kinds, severities = _read_kinds(table), table.some_of("severities", Severity)
    media = _read_basis(table, "media_basis", bases, in_force) if table.has("media_basis") else None
    basis = _read_basis(table, "basis", bases, in_force)
    if basis is None:
        return name, None
    rule = DisclosureRule(
        id=ID(name), record_kinds=kinds, severities=severities, media_basis=media, basis=basis, in_force=in_force
    )
    return name, rule


def _read_kinds(table: Table) -> tuple[RecordKind, ...]:
    kinds = table.some_of("record_kinds", RecordKind)
    if not kinds:
        table.fault("names no kind of record", 'write record_kinds = ["PENALTY"]')
    return kinds


def _read_basis(table: Table, key: str, bases: Bases, in_force: Period) -> LegalBasis | None:
    written = table.text(key)
    if not written or not table.known(key, written, bases, "the legal basis"):
        return None
    check_covers(table, key, bases[written], in_force)
    return bases[written]
