"""Whatever is agreed: no chain recognises, no grade rises, no restraint comes without a line of its own (GO-16)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.rules.conditions import LEVELS, reaches
from gateway.rules.facts import facts_of
from gateway.rules.model import AgreementRule, ListScope, RulePack
from gateway.rules.trigger import LevelCondition
from gateway.stages.dossier import Dossier
from gateway.stages.measure import measure
from gateway.stages.recognise import recognise
from schema.codes import Level
from schema.dates import period
from schema.declare import revised
from schema.evaluations import RatedEvaluation, RecognitionStatus
from schema.measures import Direction, ListAgreement, Measure, MeasureStatus, Truth
from schema.records import Evaluation
from tests.rules.making import AS_OF, adoptions, asker, dossier, evaluation, matters, pack
from tests.rules.strategies import REGIONS, dossiers, evaluations

PLAN = "annual-inspection-plan"
ORDER = [Level.EXEMPLARY, Level.GOOD, Level.ORDINARY, Level.NOT_RATED, Level.WARNED, Level.POOR]
ASKING = st.sampled_from(REGIONS)
quick = settings(max_examples=60, deadline=None)
PARTIES = st.sets(st.sampled_from([f"region:{region}" for region in REGIONS]), min_size=1).map(sorted).map(tuple)
PERIODS = st.sampled_from(
    [period(date(2020, 1, 1)), period(date(2020, 1, 1), AS_OF), period(AS_OF), period(AS_OF + timedelta(days=1))]
)
SCALES = {"tax": "tax-2025", "environment": "environment-2013", "highway-construction": "highway-2009"}
GRADES = st.lists(evaluations(), min_size=1, max_size=4, unique_by=lambda each: each.id)


@st.composite
def agreements(draw: st.DrawFn) -> AgreementRule:
    """Draw an agreement on grades of a field, between any regions, in force or not."""
    field = draw(st.sampled_from(sorted(SCALES)))
    shown = revised(
        pack().agreements[0].shown,
        id=draw(st.uuids().map(str)),
        field=field,
        scale=SCALES[field],
        from_issuers=draw(PARTIES),
        recognisers=draw(PARTIES),
        in_force=draw(PERIODS),
    )
    return AgreementRule(shown=shown)


@st.composite
def readings(draw: st.DrawFn) -> AgreementRule:
    """Draw any way of reading one scale on another."""
    old, new = pack().scales["customs-2021"], pack().scales["customs-2026-04"]
    grades = draw(st.dictionaries(st.sampled_from(old.scale.grades), st.sampled_from(new.scale.grades)))
    shipped = next(rule for rule in pack().agreements if rule.shown.id == "customs-2021-as-2026-04")
    return replace(shipped, grades=grades)


@st.composite
def list_agreements(draw: st.DrawFn) -> ListAgreement:
    """Draw an agreement on any lists, between any regions, in force or not."""
    lists = draw(st.sets(st.sampled_from(sorted(pack().lists)), min_size=1))
    return revised(
        pack().list_agreements[0],
        id=draw(st.uuids().map(str)),
        lists=tuple(sorted(lists)),
        from_issuers=draw(PARTIES),
        recognisers=draw(PARTIES),
        matters=draw(st.sampled_from([(), (PLAN,), ("public-tender",)])),
        in_force=draw(PERIODS),
    )


def with_lists(scope: ListScope, *agreed: ListAgreement) -> RulePack:
    """Give the pack, were every list of it of one scope."""
    lists = {name: replace(rule, scope=scope) for name, rule in pack().lists.items()}
    return replace(pack(), lists=lists, list_agreements=agreed)


def rated(subject: Dossier, region: str, of: RulePack) -> tuple[RatedEvaluation, ...]:
    return recognise(subject, matter=matters()[PLAN], asker=asker(region=region), as_of=AS_OF, pack=of)


def measures(subject: Dossier, region: str, of: RulePack) -> Sequence[Measure]:
    grades = rated(subject, region, of)
    by = asker(region=region)
    found = measure(subject, grades, matter=matters()[PLAN], asker=by, as_of=AS_OF, pack=of, adoptions=adoptions())
    return found.measures


def active(subject: Dossier, region: str, of: RulePack, direction: Direction) -> set[str]:
    found = measures(subject, region, of)
    return {each.id for each in found if each.measure.direction is direction and each.status is MeasureStatus.ACTIVE}


def named(region: str | None, parties: tuple[str, ...]) -> bool:
    return f"region:{region}" in parties


@pytest.mark.go("GO-16-b", "GO-16-c")
@quick
@given(GRADES, st.lists(agreements()), ASKING)
def test_a_grade_is_recognised_through_one_direct_agreement_or_not_at_all(
    grades: list[Evaluation], agreed: list[AgreementRule], region: str
) -> None:
    for each in rated(dossier(*grades), region, replace(pack(), agreements=tuple(agreed))):
        if each.status is RecognitionStatus.RECOGNISED and each.evaluation is not None:
            assert each.agreement is not None
            assert named(each.evaluation.issuer.region, each.agreement.from_issuers)
            assert named(region, each.agreement.recognisers)
            assert each.agreement.in_force.holds_on(AS_OF)
            assert each.agreement.scale == each.evaluation.scale


@pytest.mark.go("GO-16-b")
@quick
@given(evaluations(), st.lists(agreements() | readings()), ASKING)
def test_no_agreement_raises_a_grade_above_the_issuers_level(
    grade: Evaluation, agreed: list[AgreementRule], region: str
) -> None:
    for each in rated(dossier(grade), region, replace(pack(), agreements=tuple(agreed))):
        if each.evaluation is not None and each.recognised_as is not None:
            assert ORDER.index(each.recognised_as) >= ORDER.index(each.level)


@pytest.mark.go("GO-16-b")
@quick
@given(dossiers(), st.lists(agreements()), ASKING)
def test_no_agreement_on_grades_touches_a_restraint(subject: Dossier, agreed: list[AgreementRule], region: str) -> None:
    def restraints(of: RulePack) -> list[Measure]:
        return [each for each in measures(subject, region, of) if each.measure.direction is Direction.RESTRAINT]

    assert restraints(replace(pack(), agreements=tuple(agreed))) == restraints(replace(pack(), agreements=()))


@pytest.mark.go("GO-16-a", "GO-16-b", "GO-02-c")
@quick
@given(dossiers(), st.lists(list_agreements(), max_size=3), ASKING)
def test_an_agreement_on_lists_lets_lines_apply_and_makes_none(
    subject: Dossier, agreed: list[ListAgreement], region: str
) -> None:
    without, by_agreement = with_lists(ListScope.REGION), with_lists(ListScope.REGION, *agreed)
    least = active(subject, region, without, Direction.RESTRAINT)
    most = active(subject, region, with_lists(ListScope.NATIONAL), Direction.RESTRAINT)
    assert least <= active(subject, region, by_agreement, Direction.RESTRAINT) <= most
    lines = {line.id: line for line in pack().lines}
    for each in measures(subject, region, by_agreement):
        if each.recognised_under is not None:
            assert each.recognised_under in agreed
            assert each.bases == lines[each.line].bases
            assert not lines[each.line].catalogue_only
    incentives = active(subject, region, without, Direction.INCENTIVE)
    assert active(subject, region, by_agreement, Direction.INCENTIVE) == incentives


@pytest.mark.go("GO-16-b", "GO-16-c")
@quick
@given(dossiers(), st.lists(list_agreements(), max_size=4), ASKING)
def test_an_entry_of_another_region_counts_through_one_direct_agreement(
    subject: Dossier, agreed: list[ListAgreement], region: str
) -> None:
    for each in measures(subject, region, with_lists(ListScope.REGION, *agreed)):
        if each.line != "RES-01-serious-lists" or each.status is not MeasureStatus.ACTIVE:
            continue
        (record,) = each.records
        if record.issuer.region in {region, "CN"}:
            assert each.recognised_under is None
            continue
        assert each.recognised_under is not None
        assert named(record.issuer.region, each.recognised_under.from_issuers)
        assert named(region, each.recognised_under.recognisers)
        assert each.recognised_under.in_force.holds_on(AS_OF)


@pytest.mark.go("GO-16-b")
@pytest.mark.parametrize("scale", ["tax-2014", "tax-2025"])
@pytest.mark.parametrize("at_least", LEVELS)
def test_tax_m_is_no_rank_and_counts_as_not_rated(scale: str, at_least: Level) -> None:
    subject = dossier(evaluation("tax", scale, "M"))
    found = rated(subject, "990000", pack())
    assert [each.recognised_as for each in found] == [Level.NOT_RATED]
    wanted = LevelCondition(text="tax", field="tax", at_least=at_least)
    assert reaches(wanted, found, facts_of(subject, AS_OF)).truth is Truth.FALSE
