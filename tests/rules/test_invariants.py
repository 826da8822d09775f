"""The invariants of the requirements (section 3) over generated dossiers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.stages.decide import decide
from gateway.stages.dossier import Dossier
from schema.codes import Level, RecordKind
from schema.dates import add_years
from schema.evaluations import RecognitionStatus
from schema.measures import Direction, Effect, Guidance, Measure, MeasureStatus
from schema.records import Evaluation, Record
from tests.rules.making import ADVERSE, AS_OF, asker, dossier, gap, matters, measured, model, penalty, rate
from tests.rules.strategies import KINDS, adverse, dossiers

ASKERS = {
    "food-production-licence": "market-regulation",
    "public-tender": "trading-centre",
    "fiscal-fund-application": "finance",
    "annual-inspection-plan": "market-regulation",
}
ON_MATTER = st.sampled_from(sorted(ASKERS))
WEIGHT = {Effect.BARRED: 2, Effect.STRICT_REVIEW: 1}
RANK = [Guidance.GREEN_CHANNEL, Guidance.STANDARD, Guidance.STRICT_REVIEW, Guidance.BARRED]
# Which source, silent, leaves which kinds unknown; a required one makes the check INCOMPLETE.
SUPPLIERS = {
    "PENALTY": "publicity",
    "SERIOUS_DISHONESTY_ENTRY": "serious-lists",
    "ENFORCEMENT_ENTRY": "court",
    "RED_LIST_ENTRY": "models",
    "EVALUATION:tax": "tax",
    "EVALUATION:customs": "customs",
    "EVALUATION:environment": "ecology",
    "EVALUATION:highway-construction": "transport",
}
quick = settings(max_examples=min(60, settings().max_examples))


def active(subject: Dossier, matter: str, direction: Direction) -> set[str]:
    found = measured(subject, matter, by=asker(ASKERS[matter])).measures
    return {each.id for each in found if each.status is MeasureStatus.ACTIVE and each.measure.direction is direction}


def guidance(subject: Dossier, matter: str) -> Guidance:
    found = measured(subject, matter, by=asker(ASKERS[matter]))
    missing = tuple(source for kind, source in SUPPLIERS.items() if kind in subject.gaps)
    needed = tuple(source for source in missing if source in matters()[matter].required)
    return decide(matters()[matter], found, missing_required=needed).guidance


def silenced(subject: Dossier, kind: str) -> Dossier:
    """The same subject, had the source of a kind not answered: its records are not there, and the gap is."""
    records = tuple(record for record in subject.records if _name(record) != kind)
    return replace(subject, records=records, gaps={**subject.gaps, kind: (gap(SUPPLIERS[kind]),)})


def _name(record: Record) -> str:
    return f"EVALUATION:{record.field}" if isinstance(record, Evaluation) else record.kind.value


def without(subject: Dossier, record: Record) -> Dossier:
    return replace(subject, records=tuple(each for each in subject.records if each.id != record.id))


@pytest.mark.go("GO-21-a", "GO-02-c", "GO-20-a")
@quick
@given(dossiers(), ON_MATTER)
def test_no_restraint_without_record_basis_period_and_implementer(subject: Dossier, matter: str) -> None:
    for each in measured(subject, matter, by=asker(ASKERS[matter])).measures:
        if each.measure.direction is Direction.RESTRAINT:
            assert each.records
            assert each.bases
            assert each.period is not None
            assert each.duration_rule
            assert each.implementer
            assert each.remedies


@pytest.mark.go("GO-22-c", "GO-19-b", "GO-21-c")
@quick
@given(dossiers(), ON_MATTER)
def test_active_restraints_rest_on_sound_records(subject: Dossier, matter: str) -> None:
    for each in measured(subject, matter, by=asker(ASKERS[matter])).measures:
        if each.measure.direction is not Direction.RESTRAINT or each.status is not MeasureStatus.ACTIVE:
            continue
        assert each.period is not None
        assert each.period.holds_on(AS_OF)
        for record in each.records:
            assert record.verification_since is None
            assert not record.reference_only
            assert not record.name_differs
            assert record.id not in subject.cached
            assert record.kind in ADVERSE


@pytest.mark.go("GO-16-c", "GO-04-a")
@quick
@given(dossiers(), ON_MATTER, st.sampled_from(KINDS))
def test_a_failure_never_improves_anything(subject: Dossier, matter: str, kind: str) -> None:
    failing = silenced(subject, kind)
    assert active(failing, matter, Direction.INCENTIVE) <= active(subject, matter, Direction.INCENTIVE)
    before, after = guidance(subject, matter), guidance(failing, matter)
    assert after is Guidance.INCOMPLETE or (
        before is not Guidance.INCOMPLETE and RANK.index(after) >= RANK.index(before)
    )


@pytest.mark.go("GO-16-b", "GO-16-c")
@quick
@given(dossiers(), ON_MATTER, st.sampled_from(KINDS))
def test_a_failure_never_recognises_a_grade(subject: Dossier, matter: str, kind: str) -> None:
    def recognised(of: Dossier) -> set[tuple[str, Level | None]]:
        rated = rate(of, matter)
        return {(each.evaluation.id if each.evaluation else each.field, each.recognised_as) for each in rated}

    def granted(found: set[tuple[str, Level | None]]) -> set[tuple[str, Level | None]]:
        return {each for each in found if each[1] is not None}

    assert granted(recognised(silenced(subject, kind))) <= granted(recognised(subject))


@pytest.mark.go("GO-21-c")
@quick
@given(dossiers(), ON_MATTER, st.data())
def test_removing_an_adverse_record_only_removes_restraints(subject: Dossier, matter: str, data: st.DataObject) -> None:
    bad = [record for record in subject.records if record.kind in ADVERSE]
    if not bad:
        return
    less = without(subject, data.draw(st.sampled_from(bad)))
    assert active(less, matter, Direction.RESTRAINT) <= active(subject, matter, Direction.RESTRAINT)
    assert active(less, matter, Direction.INCENTIVE) >= active(subject, matter, Direction.INCENTIVE)
    assert RANK.index(_decided(less, matter)) <= RANK.index(_decided(subject, matter))


def _decided(subject: Dossier, matter: str) -> Guidance:
    found = measured(subject, matter, by=asker(ASKERS[matter]))
    return decide(matters()[matter], found, missing_required=()).guidance


@pytest.mark.go("GO-16-b")
@quick
@given(dossiers(), ON_MATTER)
def test_recognition_never_raises_a_grade(subject: Dossier, matter: str) -> None:
    order = [Level.EXEMPLARY, Level.GOOD, Level.ORDINARY, Level.NOT_RATED, Level.WARNED, Level.POOR]
    for each in rate(subject, matter):
        if each.evaluation is not None and each.recognised_as is not None:
            assert order.index(each.recognised_as) >= order.index(each.level)
        assert (each.recognised_as is None) is (
            each.status not in {RecognitionStatus.OWN, RecognitionStatus.RECOGNISED}
        )


@pytest.mark.go("GO-16-b")
@quick
@given(dossiers(), ON_MATTER)
def test_one_grade_a_field_counts(subject: Dossier, matter: str) -> None:
    counting = [each.field for each in rate(subject, matter) if each.recognised_as is not None]
    assert len(counting) == len(set(counting))


@pytest.mark.go("GO-19-b")
@quick
@given(dossiers(), ON_MATTER, adverse())
def test_a_record_for_reference_changes_no_outcome(subject: Dossier, matter: str, extra: Record) -> None:
    for_reference = type(extra)(**{**vars(extra), "id": "reference", "reference_only": True})
    more = replace(subject, records=(*subject.records, for_reference))
    assert _decided(more, matter) is _decided(subject, matter)
    assert active(more, matter, Direction.INCENTIVE) == active(subject, matter, Direction.INCENTIVE)


@pytest.mark.go("GO-02-a")
@quick
@given(dossiers(), ON_MATTER)
def test_a_penalty_restrains_only_if_known_to_be_serious(subject: Dossier, matter: str) -> None:
    for each in measured(subject, matter, by=asker(ASKERS[matter])).measures:
        if each.measure.direction is Direction.RESTRAINT and each.records[0].kind is RecordKind.PENALTY:
            assert each.records[0].severity == "SERIOUS"


@pytest.mark.go("GO-20-c")
@quick
@given(dossiers(), ON_MATTER)
def test_nothing_recommended_is_active_for_who_adopted_nothing(subject: Dossier, matter: str) -> None:
    def duty(each: Measure) -> bool:
        return each.kind == "RECOMMENDED" and each.status in {MeasureStatus.ACTIVE, MeasureStatus.SUSPENDED}

    assert not any(duty(each) for each in measured(subject, matter, by=asker("customs")).measures)


@pytest.mark.go("GO-04-b")
@quick
@given(st.dates(date(2027, 1, 1), date(2060, 12, 31)) | st.sampled_from([date(2028, 2, 29), date(2031, 2, 28)]))
def test_the_window_of_three_years_has_its_first_day_inside(as_of: date) -> None:
    edge = add_years(as_of, -3)
    for shift, inside in ((-1, False), (0, True), (1, True)):
        bad = penalty(decided_on=date.fromordinal(edge.toordinal() + shift))
        found = measured(dossier(bad, model()), "food-production-licence", as_of=as_of).measures
        assert any(each.effect is Effect.GREEN_CHANNEL for each in found) is not inside


@pytest.mark.go("GO-04-a")
@quick
@given(dossiers(), ON_MATTER)
def test_the_answer_depends_on_nothing_but_its_inputs(subject: Dossier, matter: str) -> None:
    first = measured(subject, matter, by=asker(ASKERS[matter]))
    again = measured(subject, matter, by=asker(ASKERS[matter]))
    shuffled = measured(replace(subject, records=subject.records[::-1]), matter, by=asker(ASKERS[matter]))
    assert first == again
    assert {(each.id, each.status) for each in first.measures} == {(each.id, each.status) for each in shuffled.measures}
