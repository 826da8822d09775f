"""Stage 9, regions: what issuers elsewhere recorded reads exactly like what nobody recorded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.answers.subjects import LISTS
from gateway.stages.coverage import Coverage
from gateway.stages.disclose_sources import delivering
from schema.checks import Check, SourceReport, Subject, WithheldReason
from schema.codes import OutcomeKind, RecordKind, Role
from schema.declare import revised
from schema.evaluations import RatedEvaluation, RecognitionStatus
from schema.identifiers import Identifier, Scheme
from schema.measures import MeasureStatus, ReachedThrough
from schema.records import Authority, Evaluation, Record, Registration
from tests.joining.invented import AGENCIES, SOURCES, UNIT, copy_from, customs
from tests.rules.making import pack
from tests.stages.canaries import canary, check, records, reports, subject
from tests.stages.test_disclose import dumped, granting, projection

HOME, AWAY = "990000", "980000"
KINDS = tuple(kind.value for kind in RecordKind)
AT_HOME = projection(granting(*KINDS, personal=True, regions=[HOME]))
EVERYWHERE = projection(granting(*KINDS, personal=True))
regions = st.sampled_from([HOME, "990100", "CN", AWAY, "980100", "100000", None])
places = st.lists(regions, min_size=len(records()), max_size=len(records()))


def inside(region: str | None) -> bool:
    return region in {HOME, "990100", "CN"}


def issued(record: Record, region: str | None, place: int) -> Record:
    """Give a record its issuer's region, and a source that delivered it."""
    slug = tuple(SOURCES)[place % len(SOURCES)]
    return revised(record, issuer=Authority(name="issuer", region=region), provenances=copy_from(slug))


def spread(where: Iterable[str | None]) -> tuple[Record, ...]:
    return tuple(
        issued(record, region, place) for place, (record, region) in enumerate(zip(records(), where, strict=True))
    )


def told(held: Iterable[Record]) -> tuple[SourceReport, ...]:
    """Report what sources that delivered these records, and no others, say."""
    found = delivering(tuple(held))
    nothing = {"outcome": OutcomeKind.NOT_FOUND, "message": "total 0", "records": 0}
    return tuple(each if each.source in found else revised(each, **nothing) for each in reports())


def holding(held: tuple[Record, ...]) -> Subject:
    """Give a subject with these records, as sources report them, and conflicts about them alone."""
    one = subject(told(held))
    ids = {record.id for record in held}
    lists = {name: tuple(each for each in kept if each.id in ids) for name, kept in by_list(held).items()}
    conflicts = tuple(each for each in one.conflicts if not each.records or ids.issuperset(each.records))
    return revised(one, records=held, conflicts=conflicts, **lists)


def by_list(held: tuple[Record, ...]) -> dict[str, Any]:

    return {name: tuple(each for each in held if type(each) is kind) for kind, name in LISTS.items()}


@pytest.mark.go("GO-18-g", "GO-01-b")
@settings(max_examples=25)
@given(places)
def test_records_from_elsewhere_read_like_no_records(where: list[str | None]) -> None:
    held = spread(where)
    near = tuple(record for record, region in zip(held, where, strict=True) if inside(region))
    shown, as_if = AT_HOME.subject(holding(held)), AT_HOME.subject(holding(near))
    registered = [region for record, region in zip(held, where, strict=True) if isinstance(record, Registration)]
    if all(map(inside, registered)):
        assert dumped(shown) == dumped(as_if)
    assert {record.id for record in shown.records or ()} == {record.id for record in near}
    far = {record.kind for record, region in zip(held, where, strict=True) if not inside(region)}
    assert not far or dumped(shown) != dumped(EVERYWHERE.subject(holding(held)))


@settings(max_examples=25)
@given(places)
def test_what_is_withheld_is_said_whatever_was_found(where: list[str | None]) -> None:
    entries = {(each.what, each.reason) for each in AT_HOME.subject(holding(spread(where))).withheld}
    assert entries == {("OTHER_REGIONS", WithheldReason.OUTSIDE_REGIONS)}


def test_a_source_elsewhere_is_shown_like_one_whose_kinds_are_not_granted() -> None:
    for outcome in (OutcomeKind.FOUND, OutcomeKind.NOT_FOUND):
        (models,) = (each for each in AT_HOME.subject(subject(reports(outcome))).sources if each.source == "models")
        assert (models.outcome, models.records) == (OutcomeKind.WITHHELD, None)
        assert models.message == "your grant does not cover its records"
    (models,) = (
        each for each in AT_HOME.subject(subject(reports(OutcomeKind.FAILED))).sources if each.source == "models"
    )
    assert models.outcome is OutcomeKind.FAILED


def test_a_source_here_is_shown_to_have_found_what_is_in_sight_and_never_to_have_found_nothing() -> None:
    held = tuple(issued(record, HOME, 1) for record in records())
    by_source = {str(each.source): each for each in AT_HOME.subject(holding(held)).sources}
    assert (by_source["tax"].outcome, by_source["tax"].records) == (OutcomeKind.FOUND, None)
    assert by_source["court"].outcome is OutcomeKind.WITHHELD
    assert by_source["court"].message == "your grant covers its records of some regions only"


@pytest.mark.parametrize(
    ("issuer", "covered"),
    [
        (Authority(name="a", region="990100"), True),
        (Authority(name="a", region="980000", code="11990000TA03LY008D"), False),
        (Authority(name="a", code="11990000TA03LY008D"), True),
        (Authority(name="a", code="11980000TA13LY00XG"), False),
        (Authority(name="a", code="11100000TA13LY00XG"), True),
        (Authority(name="a", agency="tax"), True),
        (Authority(name="a", agency="civility-office"), False),
        (Authority(name="a", agency="customs"), True),
        (Authority(name="a", agency="unheard-of"), False),
        (Authority(name="a"), False),
    ],
)
def test_where_an_issuer_is_follows_from_its_record_its_agency_or_its_code(issuer: Authority, covered: bool) -> None:
    coverage = Coverage(granting(regions=[HOME]), SOURCES, AGENCIES)
    record: Record = revised(records()[0], issuer=issuer)
    assert [coverage.record(record), coverage.record(record)] == [covered, covered]
    assert Coverage(granting(), SOURCES, AGENCIES).record(record)


def test_name_and_identifiers_of_the_registry_belong_to_the_registration() -> None:
    for region, named in ((HOME, True), (AWAY, False)):
        held = tuple(issued(record, region, 0) for record in records())
        shown = AT_HOME.subject(holding(held))
        assert (shown.name is not None, bool(shown.names), shown.kind is not None) == (named, named, named)
        assert (canary("REGISTRATION") in dumped(shown)) is named
    unregistered = AT_HOME.subject(holding(()))
    assert unregistered.name == canary("REGISTRATION")  # the division in the code asked by is inside
    elsewhere = projection(granting(*KINDS, regions=[AWAY])).subject(holding(()))
    assert (elsewhere.name, elsewhere.kind) == (None, None)


def test_identifiers_another_source_proves_are_shown_where_its_agency_is() -> None:
    learnt = {"tax": customs(1), "models": customs(2), "cross-reference": customs(3)}
    one = holding(())
    items = tuple(revised(one.identifiers[0], identifier=number, sources=(slug,)) for slug, number in learnt.items())
    shown = AT_HOME.subject(revised(one, identifiers=(one.identifiers[0], *items))).identifiers
    assert {item.identifier for item in shown} - {UNIT} == {customs(1), customs(3)}


def test_a_stranger_among_what_was_delivered_may_be_of_any_issuer() -> None:
    assert [each for each in AT_HOME.subject(subject()).conflicts if not each.records] == []
    assert [each for each in EVERYWHERE.subject(subject()).conflicts if not each.records] != []


def whole(region: str) -> Check:
    """Give a check all of whose records were issued in one region, with everything that may tell of them."""
    held = tuple(issued(record, region, place) for place, record in enumerate(records()))
    true = check()
    through = ReachedThrough(unit=UNIT, unit_name=canary("REGISTRATION"), role=Role.LEGAL_REPRESENTATIVE)
    (measure,) = true.measures
    measure = revised(
        measure,
        records=held,
        reason=f"on a list of region {region}",
        status=MeasureStatus.FOR_REFERENCE,
        recognised_under=pack().list_agreements[0],
        suspended_since=datetime(2026, 11, 1, tzinfo=UTC),
        reached_through=through,
    )
    grades = tuple(each for each in held if isinstance(each, Evaluation))
    rated = tuple(revised(each, evaluation=grade) for each, grade in zip(true.evaluations or (), grades, strict=True))
    return revised(true, subject=holding(held), sources=told(held), measures=(measure,), evaluations=rated)


@pytest.mark.go("GO-18-g", "GO-16-a")
def test_a_measure_stays_and_does_not_tell_where_its_record_is_from() -> None:
    shown = AT_HOME.check(whole(AWAY))
    (measure,) = shown.measures
    assert (measure.id, measure.status, measure.records) == ("line:record", MeasureStatus.FOR_REFERENCE, ())
    assert measure.reason == MeasureStatus.FOR_REFERENCE.description
    assert (measure.recognised_under, measure.suspended_since, measure.reached_through) == (None, None, None)
    assert shown.guidance is check().guidance
    (told_whole,) = EVERYWHERE.check(whole(AWAY)).measures
    assert (told_whole.reason, told_whole.recognised_under) == (
        f"on a list of region {AWAY}",
        pack().list_agreements[0],
    )
    assert told_whole.reached_through is not None
    assert told_whole.suspended_since is not None
    without_registrations = projection(granting("SERIOUS_DISHONESTY_ENTRY")).check(whole(AWAY))
    assert without_registrations.measures[0].reached_through is None


@pytest.mark.go("GO-18-g")
def test_explanations_and_prospects_are_for_who_sees_every_region() -> None:
    shown = AT_HOME.check(whole(AWAY))
    said = dumped(revised(shown, measures=()))
    assert [kind for kind in KINDS if canary(kind) in said] == []
    assert (shown.why_not, shown.what_would_change_it, shown.evaluations) == ((), (), ())
    assert EVERYWHERE.check(whole(AWAY)).why_not != ()


def test_a_grade_in_sight_keeps_its_status_and_not_its_reason() -> None:
    rated = AT_HOME.check(whole(HOME)).evaluations or ()
    assert [(each.status, each.reason) for each in rated] == [
        (RecognitionStatus.OWN, RecognitionStatus.OWN.description)
    ] * len(rated)
    unrated: RatedEvaluation = revised((check().evaluations or ())[0], evaluation=None)
    assert AT_HOME.check(revised(whole(HOME), evaluations=(unrated,))).evaluations == ()
    assert EVERYWHERE.check(revised(whole(HOME), evaluations=(unrated,))).evaluations == (unrated,)


def test_reports_about_linked_units_are_for_who_sees_every_registration() -> None:
    person = Identifier(scheme=Scheme.RESIDENT_IDENTITY, value="99")
    linked = tuple(revised(each, wave=3, asked_by=person) for each in reports())
    one = subject((*reports(), *linked))
    for kinds, where, count in (
        (KINDS, ["*"], 2),
        (KINDS, [HOME], 1),
        (tuple(kind for kind in KINDS if kind != "REGISTRATION"), ["*"], 1),
    ):
        assert len(projection(granting(*kinds, regions=where)).subject(one).sources) == count * len(SOURCES)
