"""Loads a rule pack from its folder; the only part of the rules that reads files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from strawberry import ID

from connectors.manifest import Fault, ManifestFaults, Table, TomlSource, read_toml
from gateway.rules.model import CatalogueEntry, OperativeLine, RulePack
from gateway.rules.reading.bases import read_bases, read_lists
from gateway.rules.reading.catalogue import read_catalogue
from gateway.rules.reading.known import Known
from gateway.rules.reading.lines import read_lines
from gateway.rules.reading.recognition import read_agreements, read_defaults
from gateway.rules.reading.rights import read_regimes, read_remedies
from gateway.rules.reading.scales import read_scales
from schema.checks import PackVersion
from schema.declare import revised
from schema.suggest import did_you_mean

PARTS = ("pack", "bases", "lists", "measures", "scales", "recognition", "publicity", "remedies", "lines")


class PackFaults(ManifestFaults):
    """Every fault of a rule pack; a faulty pack is refused as a whole."""


def load_pack(folder: Path, *, matters: Collection[str] | None = None) -> RulePack:
    """Load and check a pack; raises `PackFaults` with every fault, its file, line, and what to write instead.

    With `matters` (ids of the configured matters) a line or agreement that names another is a fault too.
    """
    faults: list[Fault] = _strangers(folder)
    sources = {part: _read(folder, part, faults) for part in PARTS}
    if faults:
        raise PackFaults(faults)
    pack = _assemble({part: Table.root(source, faults) for part, source in sources.items()}, digest(sources), matters)
    if faults:
        raise PackFaults(faults)
    return pack


def digest(sources: Mapping[str, TomlSource]) -> str:
    """Give the SHA-256 (hex) of the parsed content: keys sorted, dates in ISO form; layout does not count."""
    content = {part: source.data for part, source in sources.items()}
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


def _read(folder: Path, part: str, faults: list[Fault]) -> TomlSource:
    name = f"{folder.name}/{part}.toml"
    try:
        return read_toml(folder / f"{part}.toml", name=name)
    except ManifestFaults as error:
        faults.extend(error.faults)
        return TomlSource(file=name, data={}, lines={})


def _assemble(roots: Mapping[str, Table], sha256: str, matters: Collection[str] | None) -> RulePack:
    head = roots["pack"]
    version = PackVersion(id=ID(head.text("id")), version=head.text("version"), digest=sha256)
    title, governs = head.text("title"), head.period("governs")
    head.finish()
    bases = read_bases(roots["bases"])
    known = Known(
        bases=bases,
        catalogue=read_catalogue(roots["measures"]),
        lists=read_lists(roots["lists"]),
        scales=read_scales(roots["scales"], bases),
        governs=governs,
        matters=matters,
    )
    lines = read_lines(roots["lines"], known)
    agreements, defaults = read_agreements(roots["recognition"], known), read_defaults(roots["recognition"], known)
    roots["recognition"].finish()
    catalogue = _marked_operative(known.catalogue, lines)
    return RulePack(
        version=version,
        title=title,
        governs=governs,
        bases=bases,
        catalogue=catalogue,
        lists=known.lists,
        scales=known.scales,
        agreements=agreements,
        defaults=defaults,
        regimes=read_regimes(roots["publicity"], bases),
        remedies=read_remedies(roots["remedies"], bases),
        lines=tuple(replace(line, entry=catalogue[line.entry.measure.id]) for line in lines),
    )


def _marked_operative(
    catalogue: Mapping[str, CatalogueEntry], lines: tuple[OperativeLine, ...]
) -> dict[str, CatalogueEntry]:
    operative = {line.entry.measure.id for line in lines if not line.catalogue_only}
    return {
        name: replace(entry, measure=revised(entry.measure, operative=name in operative))
        for name, entry in catalogue.items()
    }
