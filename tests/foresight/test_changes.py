"""What would change an answer: which record, corrected or ended, gives which outcome, and from when."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.foresight.events import MOST_RECORDS
from gateway.rules.publicity import may_be_disclosed
from gateway.stages.dossier import Dossier
from schema.codes import RecordKind
from schema.measures import Direction, Guidance, MeasureStatus
from schema.prospects import ChangeKind
from tests.foresight.making import FOR, LICENCE, changes, guidance, judged, of_kind
from tests.rules.making import (
    AS_OF,
    dossier,
    enforcement,
    entry,
    linked,
    measured,
    model,
    pack,
    penalty,
    person,
    revocation,
)
from tests.rules.strategies import dossiers

DISPUTED = datetime(2026, 11, 1, tzinfo=UTC)
ON_MATTER = st.sampled_from(sorted(FOR))
few = settings(max_examples=40, deadline=None)


def without(subject: Dossier, record: str | None) -> Dossier:
    return replace(subject, records=tuple(each for each in subject.records if each.id != record))


@pytest.mark.go("GO-21-c", "GO-22-d")
def test_a_listed_model_would_have_the_green_channel_without_the_entry_and_none_by_leaving_the_list() -> None:
    found = changes(dossier(entry(), model()))
    assert [(each.kind, each.record, each.guidance) for each in found] == [
        (ChangeKind.RECORD_CLEARED, "listed", Guidance.GREEN_CHANNEL),
        (ChangeKind.ENTRY_ENDED, "listed", Guidance.STANDARD),
        (ChangeKind.TIME_PASSES, None, Guidance.STANDARD),
    ]
    cleared, left, late = found
    assert cleared.when == "record listed is withdrawn, corrected or repaired"
    assert cleared.ends == ("RES-02-market-regulation-list:listed",) == left.ends == late.ends
    assert set(cleared.begins) == {f"INC-0{number}-model-three-clean-years" for number in (3, 4, 5)}
    assert left.begins == ()
    assert late.from_day == date(2029, 5, 9)


@pytest.mark.go("GO-21-a", "GO-21-c")
@pytest.mark.parametrize(
    ("decided_on", "from_day"),
    [
        (date(2026, 9, 24), date(2029, 9, 25)),  # no approval may see it after three years of publicity
        (date(2024, 11, 24), date(2027, 11, 25)),
    ],
)
def test_a_bar_names_the_first_day_without_it(decided_on: date, from_day: date) -> None:
    subject = dossier(revocation(decided_on=decided_on))
    (late,) = of_kind(changes(subject), ChangeKind.TIME_PASSES)
    assert (guidance(subject), late.guidance) == (Guidance.BARRED, Guidance.STANDARD)
    assert late.from_day == from_day
    assert may_be_disclosed(subject.records[0], from_day - timedelta(days=1), pack().regimes)
    assert not may_be_disclosed(subject.records[0], from_day, pack().regimes)


@pytest.mark.go("GO-04-b")
@pytest.mark.parametrize(
    ("decided_on", "severity", "from_day"),
    [
        (date(2026, 6, 1), "GENERAL", date(2027, 6, 2)),  # its publicity of a year ends before the window of three
        (date(2026, 6, 1), "SERIOUS", date(2029, 6, 2)),
        (date(2024, 2, 29), "SERIOUS", date(2027, 3, 1)),
    ],
)
def test_the_green_channel_opens_with_the_end_of_the_window_or_of_the_publicity(
    decided_on: date, severity: str, from_day: date
) -> None:
    subject = dossier(model(), penalty(decided_on=decided_on, severity=severity))
    found = changes(subject)
    assert [(each.kind, each.from_day, each.guidance) for each in found] == [
        (ChangeKind.RECORD_CLEARED, None, Guidance.GREEN_CHANNEL),
        (ChangeKind.TIME_PASSES, from_day, Guidance.GREEN_CHANNEL),
    ]
    assert guidance(subject, as_of=from_day - timedelta(days=1)) is Guidance.STANDARD


def test_with_two_bad_records_clearing_one_opens_nothing_and_time_opens_it_with_the_later() -> None:
    two = dossier(model(), penalty("older", date(2026, 1, 5)), penalty("newer", date(2026, 6, 1)))
    assert [(each.kind, each.from_day) for each in changes(two)] == [(ChangeKind.TIME_PASSES, date(2027, 6, 2))]


@pytest.mark.go("GO-22-c")
def test_a_disputed_entry_restrains_again_once_verified_correct() -> None:
    found = changes(dossier(entry(verification_since=DISPUTED)))
    (correct,) = of_kind(found, ChangeKind.VERIFIED_CORRECT)
    assert (correct.record, correct.guidance) == ("listed", Guidance.STRICT_REVIEW)
    assert correct.begins == ("RES-02-market-regulation-list:listed",)
    assert correct.ends == ()


def test_an_entry_under_an_unknown_name_bars_once_its_issuer_confirms() -> None:
    found = changes(dossier(enforcement(name_differs=True)), "public-tender")
    (confirmed,) = of_kind(found, ChangeKind.NAME_CONFIRMED)
    assert (confirmed.record, confirmed.guidance) == ("enforced", Guidance.BARRED)


@pytest.mark.go("GO-14-c")
def test_the_unit_s_record_falls_and_the_person_is_free() -> None:
    unit = linked(revocation())
    (cleared,) = of_kind(changes(person(unit)), ChangeKind.RECORD_CLEARED)
    assert (guidance(person(unit)), cleared.guidance) == (Guidance.BARRED, Guidance.STANDARD)
    assert (cleared.record, cleared.ends) == ("revoked", ("RES-17-food-licence-revoked:revoked",))
    freed = measured(person(replace(unit, records=())), LICENCE)
    assert not [each for each in freed.measures if each.measure.direction is Direction.RESTRAINT]


def test_an_incomplete_answer_stays_incomplete_and_says_what_else_is_established() -> None:
    (cleared, *_) = changes(dossier(entry()), missing=("registry",))
    assert (cleared.guidance, cleared.floor) == (Guidance.INCOMPLETE, Guidance.STANDARD)


def test_nothing_is_foreseen_for_a_clean_subject_nor_for_a_past_day() -> None:
    assert changes(dossier()) == ()
    assert changes(dossier(model())) == ()
    assert changes(dossier(entry(), model()), as_of=date(2026, 10, 1)) == ()


def test_of_many_records_so_many_are_tried() -> None:
    many = dossier(*(entry(f"e{number}", date(2026, 5, 1) + timedelta(days=number)) for number in range(30)))
    tried = of_kind(changes(many), ChangeKind.RECORD_CLEARED)
    assert len(tried) == MOST_RECORDS


def test_a_change_names_every_kind_the_matter_looks_at_whatever_was_found() -> None:
    adverse = {RecordKind.PENALTY, RecordKind.SERIOUS_DISHONESTY_ENTRY, RecordKind.ENFORCEMENT_ENTRY}
    for subject in (dossier(entry(), model()), dossier(entry()), dossier(revocation())):
        assert {each.kinds for each in changes(subject)} == {tuple(sorted({RecordKind.RED_LIST_ENTRY, *adverse}))}


@pytest.mark.go("GO-22-d")
@few
@given(dossiers(), ON_MATTER)
def test_a_cleared_record_gives_what_is_foretold(subject: Dossier, matter: str) -> None:
    for each in of_kind(changes(subject, matter), ChangeKind.RECORD_CLEARED):
        then = judged(without(subject, each.record), matter)
        assert then.decision.guidance is each.guidance
        status = {str(found.id): found.status for found in then.measured.measures}
        assert not [name for name in each.ends if status.get(name) is MeasureStatus.ACTIVE]
        assert all(status[name] is MeasureStatus.ACTIVE for name in each.begins)


@pytest.mark.go("GO-21-c")
@few
@given(dossiers(), ON_MATTER)
def test_every_record_a_worse_guidance_hangs_on_is_named(subject: Dossier, matter: str) -> None:
    now = guidance(subject, matter)
    named = {each.record for each in of_kind(changes(subject, matter), ChangeKind.RECORD_CLEARED)}
    if now in {Guidance.BARRED, Guidance.STRICT_REVIEW}:
        decisive = {each.id for each in subject.records if guidance(without(subject, each.id), matter) is not now}
        assert decisive <= named


@few
@given(dossiers(), ON_MATTER)
def test_the_day_foretold_is_the_first(subject: Dossier, matter: str) -> None:
    for each in of_kind(changes(subject, matter), ChangeKind.TIME_PASSES):
        assert each.from_day is not None
        assert each.from_day > AS_OF
        gone = replace(
            subject,
            records=tuple(one for one in subject.records if may_be_disclosed(one, each.from_day, pack().regimes)),
        )
        assert guidance(gone, matter, each.from_day) is each.guidance
