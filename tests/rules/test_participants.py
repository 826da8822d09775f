"""Who may implement which measure, and who is only ever guided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.manifest import ManifestFaults
from gateway.rules.adoptions import AdoptionNames, load_adoptions
from gateway.rules.load import PackFaults
from schema.codes import AgencyKind
from schema.declare import revised
from schema.measures import MeasureKind
from tests.rules.making import asker, pack

Edit = Callable[..., PackFaults]
GUIDED = {AgencyKind.ASSOCIATION, AgencyKind.CREDIT_SERVICE, AgencyKind.FINANCIAL}


def participants(measure: str) -> set[AgencyKind]:
    return set(pack().catalogue[measure].measure.participants)


@pytest.mark.go("GO-02-b")
@pytest.mark.parametrize(
    ("measure", "kinds"),
    [
        ("INC-03", {AgencyKind.GOVERNMENT}),
        ("INC-15", {AgencyKind.GOVERNMENT, AgencyKind.FINANCIAL}),
        ("INC-21", {AgencyKind.CREDIT_SERVICE}),
        ("INC-22", {AgencyKind.ASSOCIATION}),
        ("RES-21", {AgencyKind.COURT, AgencyKind.GOVERNMENT}),
        ("RES-27", {AgencyKind.COURT}),
        ("RES-29", {AgencyKind.FINANCIAL}),
        ("RES-40", {AgencyKind.ASSOCIATION}),
        ("RES-43", {AgencyKind.PUBLIC}),
    ],
)
def test_every_measure_says_who_may_implement_it(measure: str, kinds: set[AgencyKind]) -> None:
    assert participants(measure) == kinds
    assert all(entry.measure.participants for entry in pack().catalogue.values())


@pytest.mark.go("GO-07-b", "GO-11-d")
def test_market_bodies_are_guided_throughout_the_shipped_pack() -> None:
    for entry in pack().catalogue.values():
        assert entry.measure.strength.guiding or not GUIDED.issuperset(entry.measure.participants)
    binding = [line.entry.measure for line in pack().lines if line.kind is MeasureKind.MANDATORY]
    assert binding
    assert all(any(kind.of_the_state for kind in measure.participants) for measure in binding)


FAULTY = [
    ("measures", 'participants = ["GOVERNMENT"]\n', "", 'id = "INC-03"', "names no participant (GO-02-b)"),
    ("measures", '"GOVERNMENT"', '"GOVERMENT"', 'id = "INC-03"', "did you mean GOVERNMENT?"),
    ("measures", '"GUIDED"', '"SHOULD"', 'id = "RES-29"', "never instructed (GO-07-b, GO-11-d)"),
    ("measures", '"SUPPORTED"', '"MUST"', 'id = "RES-36"', "never instructed (GO-07-b, GO-11-d)"),
    ("measures", '"GUIDED"', '"MAY"', 'id = "INC-21"', "write one of ADVOCATED, GUIDED, SUPPORTED"),
    ("lines", 'kind = "RECOMMENDED"', 'kind = "MANDATORY"', 'id = "INC-12', "INC-12 is ADVOCATED (GO-07-b, GO-11-d)"),
]


@pytest.mark.go("GO-02-b", "GO-07-b", "GO-11-d")
@pytest.mark.parametrize(("part", "old", "new", "after", "said"), FAULTY)
def test_a_pack_that_orders_market_bodies_about_is_refused(
    refused: Edit, part: str, old: str, new: str, after: str, said: str
) -> None:
    assert said in str(refused(part, old, new, after=after))


def line(measure: str, bases: str, kind: str = "RECOMMENDED") -> str:
    return f"""
[[line]]
id = "{measure}-test"
measure = "{measure}"
effect = "NOTICE"
kind = "{kind}"
bases = {bases}
matters = ["public-tender"]
implementer = "Builders' association"
in_force = {{ from = 2024-01-01 }}
duration = {{ until = "exit" }}
has = [{{ kind = "SERIOUS_DISHONESTY_ENTRY", lists = ["market-regulation"] }}]

[[line]]
id = "RES-14-fiscal-fund-list\""""


@pytest.mark.go("GO-12-b")
@pytest.mark.parametrize("measure", [f"RES-{number}" for number in range(35, 41)])
@pytest.mark.parametrize(
    ("bases", "said"),
    [
        ('["food-safety-law-135"]', "cannot rest on 'food-safety-law-135', a LAW (GO-12-b)"),
        ('["guofa-2016-33-10"]', "rests on no CONVENTION (GO-12-b)"),
        ('["sample-province-builders-convention", "food-safety-law-135"]', "cannot rest on 'food-safety-law-135'"),
    ],
)
def test_an_associations_measure_rests_on_its_convention(refused: Edit, measure: str, bases: str, said: str) -> None:
    old = '[[line]]\nid = "RES-14-fiscal-fund-list"'
    assert said in str(refused("lines", old, line(measure, bases)))


@pytest.mark.go("GO-12-b", "GO-11-d")
def test_a_convention_carries_an_associations_measure_and_makes_it_bind_nobody(refused: Edit) -> None:
    old = '[[line]]\nid = "RES-14-fiscal-fund-list"'
    new = line("RES-36", '["sample-province-builders-convention"]', kind="MANDATORY")
    said = str(refused("lines", old, new))
    assert "is for ASSOCIATION, which is guided and never instructed" in said
    assert "GO-12-b" not in said


def adopted(folder: Path, agency: AgencyKind, what: str, *, binding: bool = False) -> str:
    text = f'[[adoption]]\nagency = "body"\ndocument = "d"\n{what}\nin_force = {{ from = 2026-04-01 }}\n'
    (folder / "body.toml").write_text(text, encoding="utf-8")
    kind = MeasureKind.MANDATORY if binding else MeasureKind.RECOMMENDED
    lines = {each.id: replace(each, kind=kind) for each in pack().lines}
    body = revised(asker("body").agency, kind=agency)
    load_adoptions(folder, AdoptionNames(measures=pack().catalogue, lines=lines, agencies={"body": body}))
    return text


@pytest.mark.go("GO-02-b")
@pytest.mark.parametrize(
    ("agency", "what"),
    [
        (AgencyKind.GOVERNMENT, 'measures = ["INC-03", "RES-15"]'),
        (AgencyKind.FINANCIAL, 'measures = ["INC-15", "RES-29"]'),
        (AgencyKind.CREDIT_SERVICE, 'measures = ["INC-21"]'),
        (AgencyKind.ASSOCIATION, 'measures = ["RES-36"]'),
    ],
)
def test_a_participant_adopts_what_its_kind_may_implement(tmp_path: Path, agency: AgencyKind, what: str) -> None:
    assert adopted(tmp_path, agency, what)


@pytest.mark.go("GO-02-b")
@pytest.mark.parametrize(
    ("agency", "what", "said"),
    [
        (
            AgencyKind.FINANCIAL,
            'measures = ["INC-03"]',
            "of the kind FINANCIAL, and INC-03 is for GOVERNMENT (GO-02-b)",
        ),
        (AgencyKind.GOVERNMENT, 'measures = ["RES-29"]', "and RES-29 is for FINANCIAL (GO-02-b)"),
        (AgencyKind.COURT, 'measures = ["RES-36"]', "'body' is of the kind COURT, and RES-36 is for ASSOCIATION"),
        (
            AgencyKind.ASSOCIATION,
            'lines = ["RES-15-able-and-refuses"]',
            "'body' is of the kind ASSOCIATION, and RES-15 is for GOVERNMENT (GO-02-b)",
        ),
    ],
)
def test_an_adoption_by_the_wrong_kind_is_refused(tmp_path: Path, agency: AgencyKind, what: str, said: str) -> None:
    with pytest.raises(ManifestFaults) as refusal:
        adopted(tmp_path, agency, what)
    (fault,) = refusal.value.faults
    assert said in fault.problem
    assert (fault.line, bool(fault.hint)) == (4, True)


@pytest.mark.go("GO-11-d")
def test_a_market_body_takes_over_no_binding_line(tmp_path: Path) -> None:
    with pytest.raises(ManifestFaults, match=r"is MANDATORY, and 'body' is of the kind FINANCIAL") as refusal:
        adopted(tmp_path, AgencyKind.FINANCIAL, 'lines = ["RES-15-able-and-refuses"]', binding=True)
    assert {fault.line for fault in refusal.value.faults} == {4}
