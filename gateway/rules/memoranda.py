"""Memoranda of cooperation (GO-18-b, GO-27-a): `config/memoranda/*.toml`, one file each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from connectors.manifest import Fault, ManifestFaults
from gateway.rules.model import RulePack
from gateway.rules.reading.folder import each_file
from gateway.rules.reading.memoranda import MemorandumNames, read_memorandum
from schema.agencies import Agency
from schema.memoranda import Memorandum


def memorandum_names(packs: Iterable[RulePack], agencies: Mapping[str, Agency]) -> MemorandumNames:
    """Give what a memorandum may name; of what several packs know, the first pack's is meant."""
    known = tuple(packs)[::-1]
    return MemorandumNames(
        catalogue={name: entry for pack in known for name, entry in pack.catalogue.items()},
        bases={name: basis for pack in known for name, basis in pack.bases.items()},
        lists={name: rule for pack in known for name, rule in pack.lists.items()},
        agencies=agencies,
    )


def load_memoranda(folder: Path, names: MemorandumNames) -> Mapping[str, Memorandum]:
    """Load every file of the folder by id; raises `ManifestFaults` with every fault."""
    faults: list[Fault] = []
    found: dict[str, Memorandum] = {}
    for root in each_file(folder, faults):
        memorandum = read_memorandum(root, names)
        if memorandum.id in found:
            root.fault(f"the id {memorandum.id!r} is another file's too", "give each its own id", key="id")
        found[memorandum.id] = memorandum
    if faults:
        raise ManifestFaults(faults)
    return found


def implements(memorandum: Memorandum, agency: str, measure: str) -> bool:
    """Tell whether an agency undertook a measure in a memorandum."""
    return any(
        line.measure.id == measure and any(party.agency == agency for party in line.implementers)
        for line in memorandum.measures
    )
