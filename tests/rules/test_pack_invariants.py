"""The invariants of the requirements (section 3) over generated packs, subjects, days and askers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gateway.rules.conditions import absent
from gateway.rules.facts import facts_of
from gateway.rules.model import AgreementRule
from gateway.rules.persons import held_at
from gateway.rules.standing import cleared, ended
from gateway.rules.trigger import AbsenceCondition
from gateway.stages.dossier import Dossier
from schema.codes import RecordKind, RecordStatus, SubjectKind
from schema.dates import add_months
from schema.declare import revised
from schema.measures import Direction, Measure, MeasureKind, MeasureStatus, Truth
from schema.records import EnforcementEntry, Evaluation, Record
from tests.rules.conditions_strategies import absences
from tests.rules.making import ADVERSE, AS_OF, dossier, gap, penalty
from tests.rules.packs_strategies import CONSUMPTION
from tests.rules.recognition_strategies import agreements
from tests.rules.strategies import KINDS, adverse, dossiers, evaluations
from tests.rules.worlds import World, persons, worlds

quick = settings(max_examples=min(30, settings().max_examples))
SINCE = datetime(2026, 11, 1, tzinfo=UTC)
DUTIES = frozenset({MeasureStatus.ACTIVE, MeasureStatus.SUSPENDED, MeasureStatus.UNCONFIRMED})


@pytest.mark.go("GO-21-a", "GO-02-c", "GO-20-a", "GO-09-a")
@quick
@given(worlds())
def test_1_no_restraint_without_record_basis_duration_implementer_and_kind(world: World) -> None:
    for each in world.restraints():
        assert each.records
        assert each.bases
        assert each.duration_rule
        assert each.period is not None
        assert each.implementer
        assert each.remedies
        assert each.records[0].kind in ADVERSE
        assert world.line(each).catalogue_only <= (each.status is MeasureStatus.FOR_REFERENCE)


@pytest.mark.go("GO-21-c", "GO-14-c")
@quick
@given(worlds())
def test_3_what_ended_was_repaired_or_withdrawn_is_never_active(world: World) -> None:
    for each in world.measured().measures:
        if each.status is MeasureStatus.ACTIVE:
            assert not [record for record in each.records if ended(record, world.as_of) or cleared(record, world.as_of)]
        if each.status in DUTIES and each.measure.direction is Direction.RESTRAINT:
            assert each.period is not None
            assert each.period.holds_on(world.as_of)


@pytest.mark.go("GO-21-c", "GO-14-c")
@quick
@given(worlds(), st.sampled_from([RecordStatus.REPAIRED, RecordStatus.WITHDRAWN]))
def test_3_once_everything_is_repaired_or_withdrawn_nothing_restrains(world: World, status: RecordStatus) -> None:
    def settled(held: tuple[Record, ...]) -> tuple[Record, ...]:
        return tuple(revised(each, status=status, status_since=None) for each in held)

    linked = tuple(replace(unit, records=settled(unit.records)) for unit in world.dossier.linked)
    all_over = world.changed(dossier=replace(world.dossier, records=settled(world.dossier.records), linked=linked))
    shown = {MeasureStatus.ENDED, MeasureStatus.FOR_REFERENCE}
    assert {each.status for each in all_over.restraints()} <= shown


@pytest.mark.go("GO-19-b", "GO-13-e")
@quick
@given(worlds(), adverse())
def test_4_a_record_for_reference_changes_no_outcome(world: World, extra: Record) -> None:
    more = world.having(*world.dossier.records, revised(extra, id="reference", reference_only=True))
    assert more.decision() == world.decision()
    for direction in Direction:
        assert more.active(direction) == world.active(direction)


@pytest.mark.go("GO-11-b", "GO-09-c")
@quick
@given(worlds())
def test_5_consumption_is_limited_for_debtors_able_and_refusing_alone(world: World) -> None:
    for each in world.restraints():
        if each.measure.id in CONSUMPTION:
            debts = [record for record in each.records if isinstance(record, EnforcementEntry)]
            assert any(record.able_and_refuses for record in debts)


@pytest.mark.go("GO-10-c", "GO-10-e", "GO-14-a", "GO-14-b")
@quick
@given(worlds(persons()))
def test_6_a_person_is_reached_by_an_own_record_or_in_a_role_the_line_names(world: World) -> None:
    own = {record.id for record in world.dossier.records}
    for each in world.restraints():
        through, line = each.reached_through, world.line(each)
        if through is None:
            assert line.entry.persons.own
            assert {record.id for record in each.records} <= own
            continue
        assert line.entry.persons.extends
        assert line.extension is not None
        assert each.bases == line.extension.bases
        units = [
            unit for unit in world.dossier.linked if (unit.link.unit, unit.link.role) == (through.unit, through.role)
        ]
        record = each.records[0]
        reaching = [unit for unit in units if record in unit.records and unit.link.period == through.period]
        assert reaching
        assert held_at(reaching[0].link, record.conduct_on) is Truth.TRUE
        assert through.role in line.extension.by_office or through.directly_responsible


@pytest.mark.go("GO-10-e")
@quick
@given(worlds(dossiers()), persons())
def test_6_nothing_flows_from_a_person_to_a_unit(world: World, somebody: Dossier) -> None:
    assert world.changed(dossier=replace(world.dossier, linked=somebody.linked)).measured() == world.measured()


@pytest.mark.go("GO-10-e", "GO-14-b")
@quick
@given(worlds(persons()))
def test_6_what_a_unit_did_spoils_no_incentive_of_a_person(world: World) -> None:
    alone = world.changed(dossier=replace(world.dossier, linked=()))
    assert alone.active(Direction.INCENTIVE) == world.active(Direction.INCENTIVE)
    own = {each.id for each in world.restraints() if each.reached_through is None}
    assert {each.id for each in alone.restraints()} >= own


@pytest.mark.go("GO-04-a", "GO-04-b", "GO-22-c")
@quick
@given(absences(), st.dates(AS_OF, AS_OF + timedelta(days=1600)))
def test_7_a_window_has_its_first_day_inside_and_a_disputed_record_proves_nothing(
    condition: AbsenceCondition, day: date
) -> None:
    assume(condition.months is not None and RecordKind.PENALTY in condition.kinds)
    edge = add_months(day, -(condition.months or 0))
    for shift, truth in ((-1, Truth.TRUE), (0, Truth.FALSE), (1, Truth.FALSE)):
        bad = penalty(decided_on=edge + timedelta(days=shift))
        assert absent(condition, facts_of(dossier(bad), day)).truth is truth
        disputed = revised(bad, verification_since=SINCE)
        doubtful = Truth.TRUE if truth is Truth.TRUE else Truth.UNKNOWN
        assert absent(condition, facts_of(dossier(disputed), day)).truth is doubtful


@pytest.mark.go("GO-20-c")
@quick
@given(worlds())
def test_8_what_the_asker_did_not_adopt_is_shown_as_such_and_no_duty(world: World) -> None:
    for each in world.changed(adoptions=()).measured().measures:
        assert each.kind is MeasureKind.MANDATORY or each.status not in DUTIES
    for each in world.measured().measures:
        adopted = each.adoption is not None
        assert (each.status is MeasureStatus.NOT_ADOPTED) <= (not adopted and each.kind is MeasureKind.RECOMMENDED)
        if adopted:
            named = [
                rule for rule in world.adoptions if each.line in rule.lines and rule.in_force.holds_on(world.as_of)
            ]
            assert any(not rule.matters or world.matter in rule.matters for rule in named)


@pytest.mark.go("GO-16-c", "GO-04-a")
@quick
@given(worlds(), st.sampled_from(KINDS))
def test_10_a_source_that_fails_adds_no_incentive_and_recognises_no_grade(world: World, kind: str) -> None:
    silent = {**world.dossier.gaps, kind: (gap("court"),)}
    kept = tuple(record for record in world.dossier.records if _name(record) != kind)
    failing = world.changed(dossier=replace(world.dossier, records=kept, gaps=silent))
    assert failing.active(Direction.INCENTIVE) <= world.active(Direction.INCENTIVE)
    assert failing.active(Direction.RESTRAINT) <= world.active(Direction.RESTRAINT)
    assert _granted(failing) <= _granted(world)


def _name(record: Record) -> str:
    return f"EVALUATION:{record.field}" if isinstance(record, Evaluation) else record.kind.value


def _granted(world: World) -> set[tuple[str, object]]:
    rated = [each for each in world.rated() if each.recognised_as is not None]
    return {(each.evaluation.id if each.evaluation else each.field, each.recognised_as) for each in rated}


@pytest.mark.go("GO-21-c")
@quick
@given(worlds(), st.data())
def test_11_without_any_one_adverse_record_a_subject_is_never_worse_off(world: World, data: st.DataObject) -> None:
    bad = [record for record in world.dossier.records if record.kind in ADVERSE]
    assume(bad)
    gone = data.draw(st.sampled_from(bad))
    less = world.having(*(record for record in world.dossier.records if record.id != gone.id))
    assert less.active(Direction.RESTRAINT) <= world.active(Direction.RESTRAINT)
    assert less.active(Direction.INCENTIVE) >= world.active(Direction.INCENTIVE)
    assert less.severity() <= world.severity()


@pytest.mark.go("GO-16-b", "GO-16-c")
@quick
@given(worlds(), agreements())
def test_11_agreements_restrain_nobody_and_raise_no_grade(world: World, more: tuple[AgreementRule, ...]) -> None:
    def shape(found: list[Measure]) -> set[tuple[str, str]]:
        return {(each.id, each.status) for each in found}

    wider = world.changed(pack=replace(world.pack, agreements=(*world.pack.agreements, *more)))
    assert shape(wider.restraints()) == shape(world.restraints())
    ranks = ("EXEMPLARY", "GOOD", "ORDINARY", "NOT_RATED", "WARNED", "POOR")
    for each in wider.rated():
        if each.evaluation is not None and each.recognised_as is not None:
            assert ranks.index(each.recognised_as) >= ranks.index(each.level)


@pytest.mark.go("GO-16-b")
@quick
@given(worlds(), evaluations())
def test_11_one_grade_a_field_counts_whatever_is_agreed(world: World, extra: Evaluation) -> None:
    counting = [each.field for each in world.having(*world.dossier.records, extra).rated() if each.recognised_as]
    assert len(counting) == len(set(counting))


@quick
@given(worlds())
def test_the_answer_follows_from_the_question_alone(world: World) -> None:
    assert world.measured() == world.measured()
    turned = world.having(*world.dossier.records[::-1])
    assert {(each.id, each.status) for each in turned.measured().measures} == {
        (each.id, each.status) for each in world.measured().measures
    }
    assert (world.dossier.subject_kind is SubjectKind.NATURAL_PERSON) or not any(
        each.reached_through for each in world.measured().measures
    )
