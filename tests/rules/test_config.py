"""Matters and adoptions as configuration."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.rules.adoptions import AdoptionNames, adoption_of, load_adoptions, made_by
from gateway.rules.matters import load_matters
from schema.codes import MatterKind, RecordKind
from tests.rules.making import CONFIG, adoptions, asker, matters, pack

SUPPLIERS = {
    RecordKind.PENALTY: {"registry", "publicity"},
    RecordKind.SERIOUS_DISHONESTY_ENTRY: {"serious-lists"},
    RecordKind.ENFORCEMENT_ENTRY: {"court"},
    RecordKind.RED_LIST_ENTRY: {"models"},
}
ONLY_INCENTIVES = {MatterKind.INVESTMENT_PROMOTION, MatterKind.PUBLIC_SERVICE}


@pytest.mark.go("GO-18-f")
def test_every_source_whose_silence_could_hide_a_restraint_is_required() -> None:
    for matter in matters().values():
        kinds = {
            condition.kind
            for line in pack().lines
            if line.restraint and line.touches(matter) and not line.catalogue_only
            for condition in line.trigger.has
        }
        needed = set().union(*(SUPPLIERS[kind] for kind in kinds))
        assert bool(kinds) is (matter.kind not in ONLY_INCENTIVES)
        assert needed <= set(matter.required)


def test_an_unknown_source_is_a_fault_with_a_hint() -> None:
    named = {slug for matter in matters().values() for slug in (*matter.required, *matter.optional)}
    assert load_matters(CONFIG / "matters.toml", sources=named)
    with pytest.raises(
        ManifestFaults, match=r"matters\.toml:\d+ .*'court', which does not exist \(did you mean courts"
    ):
        load_matters(CONFIG / "matters.toml", sources=named - {"court"} | {"courts"})


def test_faults_of_matters(tmp_path: Path) -> None:
    path = tmp_path / "matters.toml"
    path.write_text('[[matter]]\nid = "a"\nrequired = ["x"]\noptional = ["x"]\n', encoding="utf-8")
    with pytest.raises(ManifestFaults) as refused:
        load_matters(path)
    said = str(refused.value)
    assert "title is missing" in said
    assert "names no purpose" in said
    assert "required and as optional" in said


@pytest.mark.go("GO-20-c")
@pytest.mark.parametrize(
    ("line", "matter", "agency", "as_of", "adopted"),
    [
        ("RES-02-market-regulation-list", "food-production-licence", "market-regulation", date(2026, 4, 1), True),
        ("RES-02-market-regulation-list", "food-production-licence", "market-regulation", date(2026, 3, 31), False),
        ("RES-02-market-regulation-list", "public-tender", "market-regulation", date(2026, 4, 1), False),
        ("RES-02-market-regulation-list", "food-production-licence", "finance", date(2026, 4, 1), False),
        ("RES-14-market-regulation-list", "fiscal-fund-application", "finance", date(2026, 4, 1), False),
        ("RES-14-fiscal-fund-list", "fiscal-fund-application", "finance", date(2026, 4, 1), True),
        ("RES-15-able-and-refuses", "public-tender", "trading-centre", date(2026, 4, 1), True),
    ],
)
def test_adoptions_name_agency_line_matter_and_time(
    line: str, matter: str, agency: str, as_of: date, *, adopted: bool
) -> None:
    found = next(each for each in pack().lines if each.id == line)
    assert (adoption_of(made_by(adoptions(), agency, matter, as_of), found) is not None) is adopted


def test_faults_of_adoptions(tmp_path: Path) -> None:
    text = '[[adoption]]\nagency = "finanse"\ndocument = "d"\nmeasures = ["RES-99"]\nin_force = { from = 2026-04-01 }\n'
    (tmp_path / "finance.toml").write_text(text + "[[adoption]]\n", encoding="utf-8")
    names = AdoptionNames(measures=pack().catalogue, lines={}, agencies={"finance": asker("finance").agency})
    with pytest.raises(ManifestFaults) as refused:
        load_adoptions(tmp_path, names)
    said = str(refused.value)
    assert "did you mean finance?" in said
    assert "RES-99" in said
    assert "adopts nothing" in said
