"""Who adopted which recommended measure, by which document, since when (GO-20-c): `config/adoptions/*.toml`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from connectors.manifest import Fault, ManifestFaults, Table
from gateway.rules.memoranda import implements
from gateway.rules.model import CatalogueEntry, OperativeLine
from gateway.rules.reading.folder import each_file
from gateway.rules.reading.known import check_covers
from gateway.rules.reading.participants import check_implementer, check_never_bound
from schema.agencies import Agency
from schema.dates import Period
from schema.measures import Adoption
from schema.memoranda import Memorandum


@dataclass(frozen=True, kw_only=True)
class AdoptionRule:
    """Adoption of whole measures or of single lines, for the matters named or for all.

    `known_from` and `known_until` are the instants (UTC) between which answers reckon with it; None without bound. They
    are apart from the days it is in force: a check is judged by what was known when it was made, also years later.
    """

    agency: str
    document: str
    in_force: Period
    memorandum: str | None = None
    measures: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    known_from: datetime | None = None
    known_until: datetime | None = None

    def made_by(self, agency: str, matter: str, as_of: date) -> bool:
        """Tell whether it is the agency's, for the matter, and in force on a day."""
        return agency == self.agency and (not self.matters or matter in self.matters) and self.in_force.holds_on(as_of)

    def known_at(self, instant: datetime) -> bool:
        """Tell whether an answer made at an instant reckons with it."""
        since, until = self.known_from, self.known_until
        return (since is None or since <= instant) and (until is None or instant < until)

    def names(self, line: OperativeLine) -> bool:
        """Tell whether it names the line or its measure."""
        return line.id in self.lines or line.entry.measure.id in self.measures

    @cached_property
    def shown(self) -> Adoption:
        """Give it as an answer shows it."""
        return Adoption(agency=self.agency, document=self.document, memorandum=self.memorandum, in_force=self.in_force)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionNames:
    """Names an adoption may refer to; None where they are not at hand, and then not checked."""

    measures: Mapping[str, CatalogueEntry] | None = None
    lines: Mapping[str, OperativeLine] | None = None
    matters: Collection[str] | None = None
    agencies: Mapping[str, Agency] | None = None
    memoranda: Mapping[str, Memorandum] | None = None


def made_by(
    adoptions: Iterable[AdoptionRule], agency: str, matter: str, as_of: date, known_at: datetime
) -> tuple[AdoptionRule, ...]:
    """Give the adoptions of an agency for a matter in force on a day, as far as an answer of that instant knows."""
    return tuple([rule for rule in adoptions if rule.made_by(agency, matter, as_of) and rule.known_at(known_at)])


def adoption_of(adoptions: Iterable[AdoptionRule], line: OperativeLine) -> Adoption | None:
    """Give the first of the adoptions that names a line, or None."""
    return next((rule.shown for rule in adoptions if rule.names(line)), None)


def load_adoptions(folder: Path, names: AdoptionNames) -> tuple[AdoptionRule, ...]:
    """Load every file of the folder; raises `ManifestFaults` with every fault."""
    faults: list[Fault] = []
    found = [_read_adoption(table, names) for root in each_file(folder, faults) for table in root.tables("adoption")]
    if faults:
        raise ManifestFaults(faults)
    return tuple(found)


def _read_adoption(table: Table, names: AdoptionNames) -> AdoptionRule:
    agency = table.text("agency")
    if agency and names.agencies is not None:
        table.known("agency", agency, names.agencies, "the agency")
    rule = AdoptionRule(
        agency=agency,
        document=table.text("document"),
        in_force=table.period("in_force"),
        memorandum=table.optional_text("memorandum"),
        measures=_read_names(table, "measures", names.measures),
        lines=_read_names(table, "lines", names.lines),
        matters=_read_names(table, "matters", names.matters),
    )
    if not rule.measures and not rule.lines:
        table.fault("adopts nothing", "write measures or lines")
    found = (names.agencies or {}).get(agency)
    if found is not None:
        _check_participant(table, rule, found, names)
    if names.memoranda is not None:
        _check_memorandum(table, rule, names.memoranda, names.lines or {})
    return rule


def _check_participant(table: Table, rule: AdoptionRule, agency: Agency, names: AdoptionNames) -> None:
    for name in sorted(rule.measures & (names.measures or {}).keys()):
        check_implementer(table, "measures", (names.measures or {})[name].measure, agency.kind, agency.slug)
    for name in sorted(rule.lines & (names.lines or {}).keys()):
        line = (names.lines or {})[name]
        check_implementer(table, "lines", line.entry.measure, agency.kind, agency.slug)
        check_never_bound(table, "lines", line, agency.kind, agency.slug)


def _check_memorandum(
    table: Table, rule: AdoptionRule, memoranda: Mapping[str, Memorandum], lines: Mapping[str, OperativeLine]
) -> None:
    written = rule.memorandum
    if not written or not table.known("memorandum", written, memoranda, "the memorandum"):
        return
    memorandum = memoranda[written]
    check_covers(table, "memorandum", memorandum, rule.in_force)
    measures = {
        "measures": rule.measures,
        "lines": {lines[name].entry.measure.id for name in rule.lines & lines.keys()},
    }
    for key, adopted in measures.items():
        for measure in sorted(adopted):
            if not implements(memorandum, rule.agency, measure):
                table.fault(
                    f"rests on {memorandum.id!r}, in which {rule.agency!r} does not undertake {measure} (GO-18-b)",
                    "adopt it apart from the memorandum, or name one that says so",
                    key=key,
                )


def _read_names(table: Table, key: str, among: Collection[str] | None) -> frozenset[str]:
    written = table.texts(key)
    if among is not None:
        for name in written:
            table.known(key, name, among, f"the {key.removesuffix('s')}")
    return frozenset(written)
