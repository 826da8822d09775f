"""A measure is a duty, or adopted, only for agencies of a kind that implements it; to all others it is information."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.rules.adoptions import AdoptionRule
from gateway.rules.model import RulePack
from gateway.rules.reading.words import kinds_words
from gateway.stages.decide import decide
from gateway.stages.dossier import Asker, Dossier
from gateway.stages.measure import Measured, measure
from schema.codes import AgencyKind
from schema.dates import Period
from schema.declare import revised
from schema.measures import Guidance, MeasureKind, MeasureStatus
from tests.rules.making import AS_OF, KNOWN_AT, asker, dossier, entry, matters, model, of_line, pack, rate
from tests.rules.strategies import dossiers

EVERY_LINE = AdoptionRule(
    agency="body",
    document="an invented document",
    in_force=Period(starts_on=date(2016, 1, 1)),
    lines=frozenset(line.id for line in pack().lines),
)
BINDING = "RES-01-serious-lists"


def body(kind: AgencyKind) -> Asker:
    return Asker(agency=revised(asker("body").agency, kind=kind), known_at=KNOWN_AT)


def answered(subject: Dossier, matter: str, kind: AgencyKind, rules: RulePack | None = None) -> Measured:
    """What a body of a kind is answered, had it adopted everything."""
    by = body(kind)
    return measure(
        subject,
        rate(subject, matter, by=by),
        matter=matters()[matter],
        asker=by,
        as_of=AS_OF,
        pack=rules or pack(),
        adoptions=(EVERY_LINE,),
    )


@pytest.mark.go("GO-02-b", "GO-07-b", "GO-11-d")
@settings(max_examples=80, deadline=None)
@given(dossiers(), st.sampled_from(sorted(matters())), st.sampled_from(AgencyKind))
def test_what_is_for_others_is_information_and_contributes_nothing(
    subject: Dossier, matter: str, kind: AgencyKind
) -> None:
    found = answered(subject, matter, kind)
    for each in found.measures:
        if kind not in each.measure.participants:
            assert each.status is MeasureStatus.FOR_REFERENCE
            assert each.adoption is None
        if each.kind is MeasureKind.MANDATORY and not kind.of_the_state:
            assert each.status is MeasureStatus.FOR_REFERENCE
    decision = decide(matters()[matter], found, missing_required=())
    own = {each.id for each in found.measures if kind in each.measure.participants}
    assert {each.measure for each in decision.contributions} <= own


@pytest.mark.go("GO-02-b", "GO-11-d")
@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (AgencyKind.GOVERNMENT, MeasureStatus.ACTIVE),
        *((kind, MeasureStatus.FOR_REFERENCE) for kind in AgencyKind if kind is not AgencyKind.GOVERNMENT),
    ],
)
def test_a_binding_line_binds_departments_alone(kind: AgencyKind, status: MeasureStatus) -> None:
    found = answered(dossier(entry()), "annual-inspection-plan", kind)
    (shown,) = of_line(found, BINDING)
    decision = decide(matters()["annual-inspection-plan"], found, missing_required=())
    assert shown.status is status
    if status is MeasureStatus.FOR_REFERENCE:
        assert shown.reason == "for government departments; for the information of body (GO-02-b)"
        assert decision.guidance is Guidance.STANDARD


@pytest.mark.go("GO-07-b", "GO-11-d")
def test_a_line_that_binds_departments_binds_no_market_body_that_may_implement_it_too() -> None:
    catalogued = pack().catalogue["RES-01"]
    shared = revised(catalogued.measure, participants=(AgencyKind.GOVERNMENT, AgencyKind.FINANCIAL))
    lines = tuple(
        replace(line, entry=replace(catalogued, measure=shared)) if line.id == BINDING else line
        for line in pack().lines
    )
    rules = replace(pack(), lines=lines)
    for kind, status in (
        (AgencyKind.GOVERNMENT, MeasureStatus.ACTIVE),
        (AgencyKind.FINANCIAL, MeasureStatus.FOR_REFERENCE),
    ):
        (shown,) = of_line(answered(dossier(entry()), "annual-inspection-plan", kind, rules), BINDING)
        assert shown.status is status
        if status is MeasureStatus.FOR_REFERENCE:
            assert shown.reason.startswith("for government departments; for the information of")


@pytest.mark.go("GO-02-b")
def test_an_incentive_for_departments_is_information_to_a_bank() -> None:
    found = answered(dossier(model()), "food-production-licence", AgencyKind.FINANCIAL)
    (green,) = of_line(found, "INC-03-model-three-clean-years")
    named = kinds_words(green.measure.participants)
    assert green.reason == f"for {named}; for the information of body (GO-02-b)"
    assert {each.status for each in found.measures} == {MeasureStatus.FOR_REFERENCE}
    assert decide(matters()["food-production-licence"], found, missing_required=()).guidance is Guidance.STANDARD


def test_what_ended_is_no_news_to_whom_it_was_never_for() -> None:
    over = entry(exit_on=date(2026, 6, 1))
    assert of_line(answered(dossier(over), "annual-inspection-plan", AgencyKind.GOVERNMENT), BINDING)
    assert not of_line(answered(dossier(over), "annual-inspection-plan", AgencyKind.FINANCIAL), BINDING)
