"""The instance of a measure: its status and why, its period, and what it carries."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from gateway.rules.adoptions import AdoptionRule, adoption_of
from gateway.stages.measure import measure
from schema.codes import RecordStatus
from schema.dates import Period
from schema.measures import MeasureKind, MeasureStatus
from schema.records import Record
from tests.rules.making import (
    AS_OF,
    asker,
    dossier,
    enforcement,
    entry,
    matters,
    measured,
    model,
    of_line,
    one,
    pack,
    revocation,
)

LICENCE, TENDER, FUND, PLAN = (
    "food-production-licence",
    "public-tender",
    "fiscal-fund-application",
    "annual-inspection-plan",
)


RES_02, RES_17, RES_15 = "RES-02-market-regulation-list", "RES-17-food-licence-revoked", "RES-15-able-and-refuses"


GREEN = "INC-03-model-three-clean-years"


SINCE = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.go("GO-21-c", "GO-22-c", "GO-19-b", "GO-20-c")
@pytest.mark.parametrize(
    ("record", "status", "ended_on"),
    [
        (entry(decided_on=date(2023, 11, 24)), MeasureStatus.ACTIVE, None),
        (entry(decided_on=date(2023, 11, 23)), MeasureStatus.ENDED, AS_OF),
        (entry(exit_on=AS_OF), MeasureStatus.ENDED, AS_OF),
        (entry(exit_on=AS_OF + timedelta(days=1)), MeasureStatus.ACTIVE, None),
        (entry(status=RecordStatus.REPAIRED, status_since=date(2026, 10, 1)), MeasureStatus.ENDED, date(2026, 10, 1)),
        (entry(status=RecordStatus.WITHDRAWN), MeasureStatus.ENDED, None),
        (entry(period=Period(starts_on=date(2026, 5, 8), ends_before=AS_OF)), MeasureStatus.ENDED, AS_OF),
        (entry(verification_since=SINCE), MeasureStatus.SUSPENDED, None),
        (entry(name_differs=True), MeasureStatus.UNCONFIRMED, None),
        (entry(reference_only=True), MeasureStatus.FOR_REFERENCE, None),
        (entry(verification_since=SINCE, exit_on=AS_OF), MeasureStatus.ENDED, AS_OF),
    ],
)
def test_the_status_of_a_restraint(record: Record, status: MeasureStatus, ended_on: date | None) -> None:
    found = one(RES_02, record)
    assert (found.status, found.ended_on) == (status, ended_on)
    assert found.suspended_since == (SINCE if status is MeasureStatus.SUSPENDED else None)
    assert found.reason


def test_a_restraint_known_from_a_cached_answer_only_is_unconfirmed() -> None:
    found = one(RES_02, entry(), cached=frozenset({"listed"}))
    assert (found.status, found.reason) == (MeasureStatus.UNCONFIRMED, "rests on a cached answer: listed")


@pytest.mark.go("GO-22-c", "GO-21-c", "GO-19-b", "GO-20-a")
@pytest.mark.parametrize(
    ("line", "record", "reason"),
    [
        (RES_02, entry(), "its conditions hold; adopted by the asking department"),
        (RES_17, revocation(), "its conditions hold; binding by law"),
        (RES_02, entry(decided_on=date(2023, 11, 23)), "its period ended on 2026-11-23"),
        (RES_02, entry(exit_on=AS_OF), "it left the list"),
        (RES_02, entry(status=RecordStatus.REPAIRED), "the credit repair took effect"),
        (RES_02, entry(status=RecordStatus.WITHDRAWN), "its issuer withdrew the record"),
        (RES_02, entry(status=RecordStatus.ENDED), "its issuer ended it"),
        (RES_02, entry(period=Period(starts_on=date(2026, 5, 8), ends_before=AS_OF)), "its own period is over"),
        (RES_02, entry(exit_on=AS_OF, status=RecordStatus.REPAIRED), "it left the list"),
        (
            RES_02,
            entry(verification_since=SINCE),
            "suspended: record listed under verification since 2026-11-01 00:00:00+00:00 (GO-22-c)",
        ),
        (RES_02, entry(name_differs=True), "listed carries a name the subject never bore; ask the issuer to confirm"),
        (RES_02, entry(reference_only=True), "a reference list triggers nothing (GO-19-b)"),
        ("RES-03-market-regulation-list", entry(), "no operative basis"),
        ("RES-03-market-regulation-list", entry(reference_only=True), "no operative basis"),
        (GREEN, model(name_differs=True), "model carries a name the subject never bore; ask the issuer to confirm"),
    ],
)
def test_every_status_says_why(line: str, record: Record, reason: str) -> None:
    assert one(line, record).reason == reason


@pytest.mark.go("GO-20-c")
def test_what_is_not_adopted_says_who_has_not() -> None:
    found = one(GREEN, model(), by="ecology")
    assert found.reason == "recommended, and ecology has not adopted it for this matter (GO-20-c)"


@pytest.mark.go("GO-19-b", "GO-21-c")
def test_a_record_for_reference_that_ended_is_not_shown_at_all() -> None:
    assert not of_line(measured(dossier(entry(reference_only=True, exit_on=AS_OF)), LICENCE), RES_02)


@pytest.mark.go("GO-21-c")
def test_of_several_endings_the_first_counts() -> None:
    over = Period(starts_on=date(2026, 5, 8), ends_before=date(2026, 10, 2))
    found = one(RES_02, entry(exit_on=date(2026, 10, 1), period=over))
    assert (found.ended_on, found.reason) == (date(2026, 10, 1), "it left the list")
    assert found.period is not None
    assert found.period.last_day == date(2026, 9, 30)


@pytest.mark.go("GO-22-f")
def test_the_remedies_are_those_open_against_the_kind_of_record_behind_it() -> None:
    listed, debtor = one(RES_02, entry()), one(RES_15, enforcement(), matter=TENDER, by="trading-centre")
    rules = pack().remedies
    for found, record in ((listed, entry()), (debtor, enforcement())):
        open_ = [rule.remedy for rule in rules if not rule.record_kinds or record.kind in rule.record_kinds]
        assert list(found.remedies) == open_
    assert listed.remedies != debtor.remedies


@pytest.mark.go("GO-10-b", "GO-20-b", "GO-20-c", "GO-21-a")
@pytest.mark.parametrize(("line", "record"), [(RES_02, entry()), (RES_17, revocation()), (GREEN, model())])
def test_an_instance_carries_what_its_line_says(line: str, record: Record) -> None:
    rule = next(each for each in pack().lines if each.id == line)
    found = one(line, record)
    assert found.id == (f"{line}:{record.id}" if rule.restraint else line)
    assert found.measure == rule.entry.measure
    assert (found.effect, found.kind, found.bases) == (rule.effect, rule.kind, rule.bases)
    assert (found.implementer, found.implementer_inferred) == (rule.implementer, rule.implementer_inferred)
    assert (found.adoption is None) is (rule.kind is MeasureKind.MANDATORY)
    assert found.records == (record,)
    assert found.reached_through is None
    if rule.duration is not None:
        assert found.duration_rule == rule.duration.text


@pytest.mark.go("GO-20-b", "GO-20-c")
def test_what_binds_by_law_needs_no_adoption_and_shows_none() -> None:
    (line,) = (each for each in pack().lines if each.id == RES_17)
    rule = AdoptionRule(
        agency="market-regulation",
        document="(invented for the sandbox)",
        in_force=Period(starts_on=date(2026, 4, 1)),
        lines=frozenset({RES_17}),
    )
    assert adoption_of([rule], line) is not None
    found = measure(
        dossier(revocation()), (), matter=matters()[LICENCE], asker=asker(), as_of=AS_OF, pack=pack(), adoptions=(rule,)
    )
    (barred,) = of_line(found, RES_17)
    assert (barred.status, barred.adoption) == (MeasureStatus.ACTIVE, None)


def test_an_incentive_lasts_as_long_as_the_first_record_behind_it_that_says_how_long() -> None:
    lasts = Period(starts_on=date(2026, 6, 27), ends_before=date(2027, 12, 28))
    assert one(GREEN, model(period=lasts)).period == lasts
    assert one(GREEN, model()).period is None


@pytest.mark.go("GO-20-c")
def test_a_recommended_restraint_nobody_adopted_is_no_duty() -> None:
    found = one("RES-14-market-regulation-list", entry(), matter=FUND, by="finance")
    assert found.status is MeasureStatus.NOT_ADOPTED
    assert found.adoption is None


@pytest.mark.go("GO-22-g")
def test_an_objection_never_suspends_an_incentive() -> None:
    assert one(GREEN, model(verification_since=SINCE)).status is MeasureStatus.ACTIVE


def test_a_designation_under_an_unknown_name_is_unconfirmed() -> None:
    assert one(GREEN, model(name_differs=True)).status is MeasureStatus.UNCONFIRMED


@pytest.mark.go("GO-20-a")
def test_a_catalogue_line_is_for_reference_at_most() -> None:
    assert one("RES-03-market-regulation-list", entry()).status is MeasureStatus.FOR_REFERENCE
    ended = measured(dossier(entry(exit_on=AS_OF)), LICENCE)
    assert not of_line(ended, "RES-03-market-regulation-list")
