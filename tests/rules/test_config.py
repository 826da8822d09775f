"""Matters and adoptions as configuration."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.rules.adoptions import AdoptionNames, adoption_of, load_adoptions, made_by
from gateway.rules.matters import load_matters
from schema.codes import MatterKind, RecordKind
from tests.rules.making import CONFIG, KNOWN_AT, adoptions, asker, directory, matters, memoranda, pack

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


@pytest.mark.go("GO-04-d", "GO-04-f")
def test_faults_of_materials_and_of_what_may_be_supplied_later(tmp_path: Path) -> None:
    path = tmp_path / "matters.toml"
    matter = '[[matter]]\nid = "{}"\ntitle = "A"\ntitle_zh = "甲"\nfield = "food"\nrequired = ["x"]\nkind = "{}"\n'
    rest = 'purposes = ["SUPERVISION"]\nsupply = { working_days = 0, basis = "b" }\n'
    item = '[[matter.material]]\nid = "form"\ntitle = "Form"\ntitle_zh = "表"\nbasis = "b"\n'
    licence, other = matter.format("a", "ADMINISTRATIVE_LICENCE"), matter.format("b", "SUPERVISION")
    by_law = "required_by_law = true\n"
    path.write_text(licence + rest + item + item + by_law + other + rest, encoding="utf-8")
    with pytest.raises(ManifestFaults) as refused:
        load_matters(path)
    said = str(refused.value)
    for words in (
        "does not say whether a law requires it",
        "the id 'form' is used twice",
        "only licences are accepted with material missing",
        "working_days",
    ):
        assert words in said
    path.write_text(licence + rest.replace("= 0", "= 5") + item + by_law, encoding="utf-8")
    with pytest.raises(ManifestFaults, match="has none that may be missing"):
        load_matters(path)


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
    assert (adoption_of(made_by(adoptions(), agency, matter, as_of, KNOWN_AT), found) is not None) is adopted


MISSPELT = """[[adoption]]
document = "d"
measures = ["RES-02", "RES-2"]
lines = ["RES-17-food-licence-revoked", "RES-17-food"]
matters = ["public-tender", "tender"]
memorandum = "tenders"
in_force = { from = 2026-04-01 }
agency = "finanse"

[[adoption]]
document = "d"
agency = "finance"
in_force = { from = 2026-04-01 }
"""


def test_every_fault_of_an_adoption_says_where_it_is_and_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(MISSPELT, encoding="utf-8")
    names = AdoptionNames(
        measures=pack().catalogue,
        lines={line.id: line for line in pack().lines},
        matters=matters(),
        agencies=directory(),
        memoranda=memoranda(),
    )
    with pytest.raises(ManifestFaults) as refused:
        load_adoptions(tmp_path, names)
    said = [(fault.line, fault.path, f"{fault.problem} ({fault.hint})") for fault in refused.value.faults]
    unknown, line = "which does not exist", "RES-17-food-licence-revoked"
    assert said == [
        (3, "adoption[0].measures", f"names the measure 'RES-2', {unknown} (did you mean RES-42 or RES-32?)"),
        (
            4,
            "adoption[0].lines",
            f"names the line 'RES-17-food', {unknown} (did you mean {line}?)",
        ),
        (5, "adoption[0].matters", f"names the matter 'tender', {unknown} (did you mean public-tender?)"),
        (6, "adoption[0].memorandum", f"names the memorandum 'tenders', {unknown} (known: {', '.join(memoranda())})"),
        (8, "adoption[0].agency", f"names the agency 'finanse', {unknown} (did you mean finance?)"),
        (10, "adoption[1]", "adopts nothing (write measures or lines)"),
    ]


def test_an_adoption_without_an_agency_is_told_so_once(tmp_path: Path) -> None:
    text = '[[adoption]]\ndocument = "d"\nlines = ["x"]\nin_force = { from = 2026-04-01 }\n'
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ManifestFaults) as refused:
        load_adoptions(tmp_path, AdoptionNames(agencies=directory()))
    assert [fault.problem for fault in refused.value.faults] == ["agency is missing"]


def test_names_that_are_not_at_hand_are_taken_as_written(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(MISSPELT.partition("\n\n")[0], encoding="utf-8")
    (rule,) = load_adoptions(tmp_path, AdoptionNames())
    assert (rule.agency, rule.document, rule.memorandum) == ("finanse", "d", "tenders")
    assert rule.measures == {"RES-02", "RES-2"}
    assert rule.lines == {"RES-17-food-licence-revoked", "RES-17-food"}
    assert rule.matters == {"public-tender", "tender"}


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
