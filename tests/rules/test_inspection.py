"""Advice on inspections: the class a subject's credit yields, with reasons; never better for what is not known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from gateway.rules.facts import facts_of
from gateway.rules.inspection import NEVER_AN_ORDER, advise
from gateway.rules.load import PackFaults
from gateway.rules.model import RulePack
from gateway.stages.dossier import Dossier
from schema.inspection import InspectionAdvice
from schema.measures import MeasureStatus
from tests.rules.making import (
    AS_OF,
    dossier,
    earlier_pack,
    entry,
    environment,
    evaluation,
    matters,
    measured,
    model,
    national_pack,
    pack,
    penalty,
    rate,
)
from tests.rules.strategies import KINDS, dossiers
from tests.rules.test_invariants import SUPPLIERS, silenced

Edit = Callable[..., PackFaults]
MATTER = "annual-inspection-plan"
GOOD = (evaluation("tax", "tax-2025", "A"), environment("green"))
DOUBT = "no better class than C, perhaps a worse one: "
ORDER = [each.id for each in pack().inspection]


def advised(subject: Dossier, *missing: str, rules: RulePack | None = None, cut: bool = False) -> InspectionAdvice:
    found = advise(
        (rules or pack()).inspection,
        measured(subject, MATTER).measures,
        rate(subject, MATTER),
        facts_of(subject, AS_OF),
        missing=missing,
        cut=cut,
    )
    assert found is not None
    return found


@pytest.mark.go("GO-06-a", "GO-06-c")
@pytest.mark.parametrize(
    ("subject", "given_class", "reason"),
    [
        (dossier(model()), "A", "INC-13 Optimised inspection frequency applies (INC-13-model)"),
        (dossier(*GOOD, penalty()), "B", "tax evaluation recognised as GOOD or better"),
        (dossier(penalty()), "C", "nothing yields a better or a worse class"),
        (dossier(entry(), model(), *GOOD), "D", "RES-01 Key supervision object applies (RES-01-serious-lists)"),
        (dossier(entry(exit_on=date(2026, 6, 1)), penalty()), "C", "nothing yields a better or a worse class"),
        (
            dossier(entry(name_differs=True), *GOOD),
            "C",
            f"{DOUBT}RES-01 is not confirmed",
        ),
    ],
    ids=["model", "good grades", "ordinary", "listed", "left the list", "name differs"],
)
def test_the_class_follows_from_credit(subject: Dossier, given_class: str, reason: str) -> None:
    found = advised(subject)
    assert found.id == given_class
    assert found.reasons[0] == reason
    assert found.reasons[-1] == NEVER_AN_ORDER


@pytest.mark.go("GO-06-a")
def test_the_measures_it_follows_from_are_named() -> None:
    assert advised(dossier(entry())).measures == ("RES-01-serious-lists:listed",)
    assert advised(dossier(*GOOD, penalty())).measures == ()


@pytest.mark.go("GO-06-c")
def test_an_incomplete_answer_yields_no_better_class_than_the_standard_one_and_no_better_one_than_established() -> None:
    for subject in (dossier(model()), dossier(*GOOD)):
        found = advised(subject, "court")
        assert (found.id, found.reasons[0]) == (
            "C",
            f"{DOUBT}no usable answer from court",
        )
    assert advised(dossier(model()), cut=True).reasons[0].endswith("not every linked unit was asked about")
    assert advised(dossier(entry()), "court").id == "D"


@pytest.mark.go("GO-06-c")
@settings(max_examples=60, deadline=None)
@given(dossiers())
def test_an_answer_less_never_improves_the_class_but_with_a_word(subject: Dossier) -> None:
    before = ORDER.index(advised(subject).id)
    for kind in KINDS:
        source = SUPPLIERS[kind]
        missing = (source,) if source in matters()[MATTER].required else ()
        less = advised(silenced(subject, kind), *missing)
        said = f"{DOUBT}no usable answer from {source}" in less.reasons
        assert ORDER.index(less.id) >= before or (missing and said and less.id == "C")


@pytest.mark.go("GO-06-c")
@settings(max_examples=60, deadline=None)
@given(dossiers())
def test_every_advice_says_why_and_on_what_basis(subject: Dossier) -> None:
    found = advised(subject)
    active = {each.id for each in measured(subject, MATTER).measures if each.status is MeasureStatus.ACTIVE}
    assert set(found.measures) <= active
    assert len(found.reasons) >= 2
    assert found.basis.in_force.holds_on(AS_OF)


@pytest.mark.go("GO-06-a", "GO-27-a")
def test_a_place_has_its_own_classes_or_those_of_the_pack_below() -> None:
    assert national_pack().inspection == earlier_pack().inspection
    assert {each.visits_a_year for each in national_pack().inspection} == {None}
    assert [each.visits_a_year for each in pack().inspection] == [0, 1, 2, 4]
    assert advised(dossier(), rules=national_pack()).visits_a_year is None
    without = replace(pack(), inspection=())
    assert advise(without.inspection, (), (), facts_of(dossier(), AS_OF), missing=()) is None


FAULTY = [
    ("standard = true\n", "", "has 0 standard classes"),
    ('effects = ["FEWER_INSPECTIONS"]', "standard = true", "has 2 standard classes"),
    ("standard = true\n", 'standard = true\neffects = ["PRIORITY"]\n', "is the standard class, which nothing yields"),
    ('effects = ["FEWER_INSPECTIONS"]\n', "", "is yielded by nothing"),
    ('effects = ["FEWER_INSPECTIONS"]', 'effects = ["BARRED"]', "BARRED does not yield it"),
    ('effects = ["STRICT_REVIEW", "BARRED"]', 'effects = ["PRIORITY"]', "is worse than the standard class"),
    (
        'effects = ["STRICT_REVIEW", "BARRED"]',
        'level = [{ field = "tax", at_least = "WARNED" }]',
        "which a silent source would hide",
    ),
    ("visits_a_year = 0", "visits_a_year = 9", "class A has a greater visits_a_year than B after it (9 > 1)"),
    ("random_share_percent = 20", "random_share_percent = 120", "write 0 to 100"),
    ('id = "B"', 'id = "A"', "is used twice"),
    ('basis = "sample-province-classified-supervision"', 'basis = "sample"', "the legal basis 'sample'"),
    ('field = "environment"', 'field = "enviroment"', "did you mean environment?"),
]


@pytest.mark.go("GO-06-a")
@pytest.mark.parametrize(("old", "new", "said"), FAULTY)
def test_faulty_classes_are_refused(refused: Edit, old: str, new: str, said: str) -> None:
    error = refused("inspection", old, new, after="# The classes of guofa-2016-33 with the numbers")
    assert said in str(error)
    assert all(fault.file == "sample-province/inspection.toml" for fault in error.faults)
