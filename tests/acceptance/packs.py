"""The shipped rule pack, written further for one test, and its rules applied with everything of it adopted."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from gateway.rules.adoptions import AdoptionRule
from gateway.rules.load import load_pack
from gateway.rules.model import OperativeLine, RulePack
from gateway.stages.dossier import Asker, Dossier
from gateway.stages.measure import Measured, measure
from gateway.stages.recognise import recognise
from schema.agencies import Matter
from schema.codes import RecordKind
from schema.dates import Period
from schema.declare import revised
from schema.measures import CatalogueMeasure, Measure
from schema.records import Record
from tests.rules.making import (
    AS_OF,
    PACK_FOLDER,
    asker,
    enforcement,
    entry,
    environment,
    evaluation,
    matters,
    model,
    revocation,
)

GOOD_GRADES = {
    "tax": evaluation("tax", "tax-2025", "A"),
    "environment": environment("blue"),
    "highway-construction": evaluation("highway-construction", "highway-2009", "AA"),
}


def written_further(folder: Path, *, lines: str = "", bases: str = "", recognition: str = "") -> RulePack:
    """Load a copy of the shipped pack with lines, legal bases and agreements added; raises `PackFaults`."""
    copy = folder / PACK_FOLDER.name
    shutil.copytree(PACK_FOLDER, copy, dirs_exist_ok=True)
    for part, text in (("lines", lines), ("bases", bases), ("recognition", recognition)):
        with (copy / f"{part}.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")
    return load_pack(copy, matters=matters(), beside=sorted(PACK_FOLDER.parent.iterdir()))


def restraint_line(has: str, name: str = "RES-04-of-the-test") -> str:
    """Write an operative line for a measure the shipped packs have none for, with the condition of its trigger."""
    return f"""
[[line]]
id = "{name}"
measure = "RES-04"
effect = "STRICT_REVIEW"
kind = "RECOMMENDED"
bases = ["guofa-2016-33-10"]
matter_kinds = ["ADMINISTRATIVE_LICENCE"]
implementer = "Development and reform departments"
in_force = {{ from = 2026-04-01 }}
duration = {{ years = 3 }}
has = [{{ {has} }}]
"""


def applied(pack: RulePack, subject: Dossier, matter: str, *, by: Asker | None = None) -> Measured:
    """Apply a pack as an agency that adopted every measure of it."""
    asking = by or asker()
    adopted = AdoptionRule(
        agency=asking.agency.slug,
        document="everything",
        in_force=Period(starts_on=AS_OF),
        measures=frozenset(pack.catalogue),
    )
    rated = recognise(subject, matter=matters()[matter], asker=asking, as_of=AS_OF, pack=pack)
    return measure(
        subject,
        rated,
        matter=matters()[matter],
        asker=asking,
        as_of=AS_OF,
        pack=pack,
        adoptions=(adopted,),
    )


def implementing(measure: CatalogueMeasure) -> Asker:
    """Give an asker of a kind that implements a measure."""
    asking = asker("body")
    return replace(asking, agency=revised(asking.agency, kind=measure.participants[0]))


def of_measure(found: Measured, measure_id: str) -> list[Measure]:
    """Give the instances of a catalogue measure."""
    return [each for each in found.measures if each.measure.id == measure_id]


def touched(line: OperativeLine) -> Matter:
    """Give a configured matter a line touches."""
    return next(matter for matter in matters().values() if line.touches(matter))


def triggering(line: OperativeLine) -> tuple[Record, ...]:
    """Make records that satisfy a line of the shipped pack."""
    made = [_record(condition.kind, min(condition.lists, default="")) for condition in line.trigger.has]
    return (*made, *(GOOD_GRADES[condition.field] for condition in line.trigger.levels))


def _record(kind: RecordKind, list_id: str) -> Record:
    if kind is RecordKind.SERIOUS_DISHONESTY_ENTRY:
        return entry(list_id=list_id)
    makers = {
        RecordKind.PENALTY: revocation,
        RecordKind.ENFORCEMENT_ENTRY: enforcement,
        RecordKind.RED_LIST_ENTRY: model,
    }
    return makers[kind]()
