"""Loads a rule pack from its folder; the only part of the rules that reads files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from connectors.manifest import Fault, ManifestFaults, Table, TomlSource, read_toml
from gateway.rules.model import CatalogueEntry, OperativeLine, RulePack
from gateway.rules.reading.bases import read_bases, read_lists
from gateway.rules.reading.catalogue import read_catalogue
from gateway.rules.reading.inspection import read_classes
from gateway.rules.reading.known import Known
from gateway.rules.reading.layers import check_parts, check_terms, read_head
from gateway.rules.reading.lines import read_lines
from gateway.rules.reading.list_agreements import read_list_agreements
from gateway.rules.reading.offences import read_offences
from gateway.rules.reading.publication import read_disclosures, read_duties
from gateway.rules.reading.recognition import read_agreements, read_defaults
from gateway.rules.reading.record_kinds import read_record_kinds
from gateway.rules.reading.repair import read_rectification, read_repairs
from gateway.rules.reading.rights import read_objections, read_regimes, read_remedies
from gateway.rules.reading.scales import read_scales
from schema.checks import PackVersion
from schema.declare import revised
from schema.suggest import did_you_mean

PARTS = (
    *("pack", "bases", "records", "offences", "lists", "measures", "scales"),
    *("recognition", "publicity", "remedies", "repair", "lines", "inspection"),
)
_OPTIONAL = frozenset({"inspection", "repair"})


class PackFaults(ManifestFaults):
    """Every fault of a rule pack; a faulty pack is refused as a whole."""


def load_pack(folder: Path, *, matters: Collection[str] | None = None, beside: Iterable[Path] = ()) -> RulePack:
    """Load and check one pack, as a `PackLoader` does; raises `PackFaults`."""
    return PackLoader(matters=matters, beside=beside).load(folder)


class PackLoader:
    """Loads packs that may stand on each other, each folder once.

    With `matters` (ids of the configured matters) a line or agreement that names another is a fault too. The pack one
    is `on` is looked for among the folders tried `instead` of the packs of some ids, next to it, then `beside`.
    """

    def __init__(
        self,
        *,
        matters: Collection[str] | None = None,
        beside: Iterable[Path] = (),
        instead: Mapping[str, Path] | None = None,
    ) -> None:
        self._matters = matters
        self._beside = tuple(beside)
        self._instead = instead or {}
        self._loaded: dict[Path, RulePack] = {}

    def load(self, folder: Path) -> RulePack:
        """Load and check a pack; raises `PackFaults` with every fault, its file, line, and what to write instead."""
        return self._load(folder, ())

    def _load(self, folder: Path, above: tuple[Path, ...]) -> RulePack:
        place = folder.resolve()
        if place not in self._loaded:
            self._loaded[place] = self._read(folder, (*above, place))
        return self._loaded[place]

    def _read(self, folder: Path, within: tuple[Path, ...]) -> RulePack:
        faults: list[Fault] = _strangers(folder)
        head = _read(folder, "pack", faults)
        tried = self._instead.get(str(head.data.get("on")))
        found = _found_below(folder, head, self._beside, within, faults, tried=tried)
        below = None
        if found is not None:
            try:
                below = self._load(found, within)
            except PackFaults as error:
                faults.extend(error.faults)
        # Of a pack whose head cannot be read, no part is missed.
        layered = bool(faults) or not head.data.keys().isdisjoint({"on", "region"})
        sources = {
            part: head if part == "pack" else _read(folder, part, faults, layered=layered or part in _OPTIONAL)
            for part in PARTS
        }
        if faults:
            raise PackFaults(faults)
        roots = {part: Table.root(source, faults) for part, source in sources.items()}
        pack = _assemble(roots, digest(sources, below), self._matters, below)
        if faults:
            raise PackFaults(faults)
        return pack


def _found_below(
    folder: Path,
    head: TomlSource,
    beside: tuple[Path, ...],
    within: tuple[Path, ...],
    faults: list[Fault],
    *,
    tried: Path | None,
) -> Path | None:
    """Find the folder of the pack a pack is `on`; None if it is on none, or with a fault where there is none."""
    name = head.data.get("on")
    if name is None:
        return None
    near = [*([tried] if tried else []), folder.parent / str(name), *(other for other in beside if other.name == name)]
    found = next((other for other in near if (other / "pack.toml").is_file()), None)
    if found is None:
        names = [other.name for other in (*folder.parent.iterdir(), *beside) if (other / "pack.toml").is_file()]
        hint = did_you_mean(str(name), sorted({*names} - {folder.name}))
        faults.append(head.fault(("on",), f"is {name!r}, and no such pack is here", hint))
    elif found.resolve() in within:
        faults.append(head.fault(("on",), "makes a circle of packs", "name a pack that does not stand on this one"))
        return None
    return found


def digest(sources: Mapping[str, TomlSource], below: RulePack | None) -> str:
    """Give the SHA-256 (hex) of the parsed content and of the pack below: keys sorted, dates in ISO form.

    Layout does not count.
    """
    content: dict[str, Any] = {part: source.data for part, source in sources.items()}
    if below is not None:
        content["below"] = below.version.digest
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_iso)
    return hashlib.sha256(text.encode()).hexdigest()


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a pack cannot hold {value!r}")


def _strangers(folder: Path) -> list[Fault]:
    written = sorted(path.stem for path in folder.glob("*.toml"))
    return [
        Fault(f"{folder.name}/{name}.toml", 1, "", "is no part of a rule pack", did_you_mean(name, PARTS))
        for name in written
        if name not in PARTS
    ]


def _read(folder: Path, part: str, faults: list[Fault], *, layered: bool = False) -> TomlSource:
    """Read a part; a pack on another may leave any out but its head, any pack an optional one."""
    name = f"{folder.name}/{part}.toml"
    empty = TomlSource(file=name, data={}, lines={})
    if layered and not (folder / f"{part}.toml").exists():
        return empty
    try:
        return read_toml(folder / f"{part}.toml", name=name)
    except ManifestFaults as error:
        faults.extend(error.faults)
        return empty


def _assemble(
    roots: Mapping[str, Table], sha256: str, matters: Collection[str] | None, below: RulePack | None
) -> RulePack:
    """Build the pack: on another it has its bases, lists, catalogue, scales and regimes, local all else too."""
    head = read_head(roots["pack"], below)
    local = below if head.region is not None else None
    if local is not None:
        check_parts(roots)
    bases = read_bases(roots["bases"], below.bases if below else {})
    known = Known(
        bases=bases,
        catalogue=read_catalogue(roots["measures"], below.catalogue if below else {}),
        lists=read_lists(roots["lists"], below.lists if below else {}),
        scales=read_scales(roots["scales"], bases, below.scales if below else {}),
        offences=read_offences(roots["offences"], below.offences if below else {}),
        record_kinds=read_record_kinds(roots["records"], bases, below.record_kinds if below else {}),
        governs=head.governs,
        matters=matters,
    )
    check_terms(roots["pack"], head.local, known.catalogue)
    lines = read_lines(roots["lines"], known, terms=local.local if local else None, below=local.lines if local else ())
    agreements = read_agreements(roots["recognition"], known, local.agreements if local else ())
    list_agreements = read_list_agreements(roots["recognition"], known, local.list_agreements if local else ())
    defaults = read_defaults(roots["recognition"], known, local.defaults if local else ())
    roots["recognition"].finish()
    remedies = read_remedies(roots["remedies"], bases, local.remedies if local else ())
    objections = read_objections(roots["remedies"], bases, below.objections if below else None)
    roots["remedies"].finish()
    catalogue = _marked_operative(known.catalogue, lines)
    return RulePack(
        version=PackVersion(id=head.id, version=head.version, digest=sha256),
        title=head.title,
        governs=head.governs,
        on=None if below is None else below.version.id,
        region=head.region,
        local=head.local,
        bases=bases,
        catalogue=catalogue,
        lists=known.lists,
        scales=known.scales,
        offences=known.offences,
        record_kinds=known.record_kinds,
        agreements=agreements,
        list_agreements=list_agreements,
        defaults=defaults,
        duties=read_duties(roots["publicity"], bases, below.duties if below else ()),
        disclosures=read_disclosures(roots["publicity"], bases, below.disclosures if below else ()),
        regimes=read_regimes(roots["publicity"], bases, below.regimes if below else ()),
        remedies=remedies,
        objections=objections,
        lines=tuple(replace(line, entry=catalogue[line.entry.measure.id]) for line in lines),
        inspection=read_classes(roots["inspection"], known, below.inspection if below else ()),
        repairs=read_repairs(roots["repair"], known, below.repairs if below else ()),
        rectification=read_rectification(roots["repair"], known, below.rectification if below else None),
    )


def _marked_operative(
    catalogue: Mapping[str, CatalogueEntry], lines: tuple[OperativeLine, ...]
) -> dict[str, CatalogueEntry]:
    operative = {line.entry.measure.id for line in lines if not line.catalogue_only}
    return {
        name: replace(entry, measure=revised(entry.measure, operative=name in operative))
        for name, entry in catalogue.items()
    }
