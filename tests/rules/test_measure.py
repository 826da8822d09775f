"""What applies and from when: windows, durations, whom it binds, for the matters of the sandbox."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from schema.codes import RecordKind, RecordStatus, Severity
from schema.dates import Period
from schema.measures import MeasureStatus, Truth
from schema.records import Record
from tests.rules.making import (
    AS_OF,
    asker,
    dossier,
    enforcement,
    entry,
    environment,
    evaluation,
    measured,
    model,
    of_line,
    one,
    penalty,
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


@pytest.mark.go("GO-04-a", "GO-04-c", "GO-20-c")
def test_a_model_with_three_clean_years_has_the_green_channel() -> None:
    found = one(GREEN, model())
    assert found.status is MeasureStatus.ACTIVE
    assert [record.id for record in found.records] == ["model"]
    assert found.adoption is not None
    assert found.adoption.agency == "market-regulation"


@pytest.mark.go("GO-04-b")
@pytest.mark.parametrize(
    ("as_of", "decided_on", "open_"),
    [
        (AS_OF, date(2023, 11, 23), True),
        (AS_OF, date(2023, 11, 24), False),
        (AS_OF, date(2023, 11, 25), False),
        (date(2028, 2, 29), date(2025, 2, 27), True),
        (date(2028, 2, 29), date(2025, 2, 28), False),
        (date(2027, 2, 28), date(2024, 2, 28), False),
        (date(2027, 2, 28), date(2024, 2, 27), True),
    ],
)
def test_the_window_counts_its_first_day(as_of: date, decided_on: date, *, open_: bool) -> None:
    found = measured(dossier(model(), penalty(decided_on=decided_on)), LICENCE, as_of=as_of)
    assert bool(of_line(found, GREEN)) is open_


@pytest.mark.go("GO-04-b", "GO-22-c")
@pytest.mark.parametrize(
    ("bad", "truth"),
    [
        (penalty(), Truth.FALSE),
        (penalty(severity=Severity.UNKNOWN), Truth.FALSE),
        (penalty(verification_since=SINCE), Truth.UNKNOWN),
        (penalty(decided_on=None), Truth.UNKNOWN),
        (penalty(name_differs=True), Truth.UNKNOWN),
        (entry(decided_on=date(2020, 1, 1)), Truth.FALSE),
        (entry(decided_on=date(2025, 1, 1), exit_on=date(2025, 6, 1)), Truth.FALSE),
    ],
)
def test_a_bad_record_closes_the_channel_and_a_doubtful_one_leaves_it_unknown(bad: Record, truth: Truth) -> None:
    found = measured(dossier(model(), bad), LICENCE)
    assert not of_line(found, GREEN)
    near = next(each for each in found.why_not if each.line == GREEN)
    assert [condition.truth for condition in near.conditions] == [Truth.TRUE, truth]
    assert bad.id in near.what_would_change_it


@pytest.mark.go("GO-04-b")
@pytest.mark.parametrize(
    "harmless",
    [
        penalty(status=RecordStatus.WITHDRAWN),
        penalty(status=RecordStatus.REPAIRED, status_since=AS_OF),
        penalty(reference_only=True),
        penalty(decided_on=AS_OF + timedelta(days=1)),
        entry(decided_on=date(2020, 1, 1), exit_on=date(2022, 1, 1)),
    ],
)
def test_records_that_do_not_count_leave_the_channel_open(harmless: Record) -> None:
    assert one(GREEN, model(), harmless).status is MeasureStatus.ACTIVE


def test_a_repair_that_has_not_taken_effect_does_not_count_yet() -> None:
    pending = penalty(status=RecordStatus.REPAIRED, status_since=AS_OF + timedelta(days=1))
    assert not of_line(measured(dossier(model(), pending), LICENCE), GREEN)


@pytest.mark.go("GO-10-b", "GO-21-a", "GO-22-f")
def test_a_listed_subject_is_examined_strictly_until_exit() -> None:
    found = one(RES_02, entry(decided_on=date(2026, 5, 8)))
    assert found.status is MeasureStatus.ACTIVE
    assert found.period == Period(starts_on=date(2026, 5, 8), ends_before=date(2029, 5, 9), last_day=date(2029, 5, 8))
    assert found.duration_rule == "until the entry behind it ends, at most 3 years from the decision"
    assert {remedy.title_zh for remedy in found.remedies} == {"信用信息异议申诉", "行政复议", "行政诉讼"}
    assert found.unverified is False


@pytest.mark.go("GO-20-b", "GO-10-c")
def test_a_revoked_food_licence_bars_for_five_years_whoever_asks() -> None:
    for agency in ("market-regulation", "customs"):
        found = one(RES_17, revocation(decided_on=date(2024, 11, 24)), by=agency)
        assert found.status is MeasureStatus.ACTIVE
        assert found.period is not None
        assert found.period.last_day == date(2029, 11, 24)


@pytest.mark.go("GO-02-a")
@pytest.mark.parametrize(
    ("record", "truth"),
    [
        (revocation(severity=Severity.UNKNOWN), Truth.UNKNOWN),
        (revocation(legal_basis=None), Truth.UNKNOWN),
        (revocation(severity=Severity.GENERAL), None),
        (revocation(legal_basis="《中华人民共和国广告法》"), None),
        (revocation(penalty_kinds=()), None),
    ],
)
def test_what_the_record_does_not_say_is_never_adverse(record: Record, truth: Truth | None) -> None:
    found = measured(dossier(record), LICENCE)
    assert not of_line(found, RES_17)
    near = [each for each in found.why_not if each.line == RES_17]
    assert [each.conditions[0].truth for each in near] == ([truth] if truth else [])


def test_a_restraint_without_a_date_to_count_from_is_not_applied() -> None:
    found = measured(dossier(revocation(decided_on=None)), LICENCE)
    assert not of_line(found, RES_17)
    near = next(each for each in found.why_not if each.line == RES_17)
    assert near.conditions[-1].truth is Truth.UNKNOWN
    assert (
        near.conditions[-1].text
        == "its duration can be told (5 years from the decision, the corresponding day included)"
    )
    assert near.conditions[-1].causes == ("record revoked",)
    assert near.conditions[-1].kinds == (RecordKind.PENALTY,)


@pytest.mark.go("GO-09-c", "GO-10-b")
@pytest.mark.parametrize(("able", "count"), [(True, 1), (False, 0), (None, 0)])
def test_a_debtor_is_barred_from_tenders_only_if_able_and_refusing(able: object, count: int) -> None:
    found = measured(dossier(enforcement(able_and_refuses=able)), TENDER, by=asker("trading-centre"))
    assert len(of_line(found, RES_15)) == count


@pytest.mark.go("GO-21-a", "GO-21-c")
def test_a_fund_bar_ends_after_two_years_though_the_entry_is_still_public() -> None:
    found = one(
        "RES-14-fiscal-fund-list",
        entry(list_id="fiscal-fund", decided_on=date(2024, 11, 23)),
        matter=FUND,
        by="finance",
    )
    assert (found.status, found.ended_on) == (MeasureStatus.ENDED, AS_OF)
    assert found.unverified is True


def test_each_record_has_its_own_instance() -> None:
    found = of_line(measured(dossier(entry("a"), entry("b", verification_since=SINCE)), LICENCE), RES_02)
    assert [(each.id, each.status) for each in found] == [
        (f"{RES_02}:a", MeasureStatus.ACTIVE),
        (f"{RES_02}:b", MeasureStatus.SUSPENDED),
    ]


@pytest.mark.go("GO-05-c")
@pytest.mark.parametrize(("grade", "count"), [("AA", 1), ("A", 1), ("B", 0), ("D", 0)])
def test_a_good_highway_grade_earns_points_in_tenders(grade: str, count: int) -> None:
    graded = evaluation("highway-construction", "highway-2009", grade)
    found = measured(dossier(graded), TENDER, by=asker("trading-centre"))
    assert len(of_line(found, "INC-12-highway-good")) == count


@pytest.mark.go("GO-06-b", "GO-10-a")
def test_inspection_plans() -> None:
    tax = evaluation("tax", "tax-2025", "A")
    good = one("INC-13-tax-and-environment", tax, environment("blue"), matter=PLAN)
    assert {record.id for record in good.records} == {"tax-A", "ecology-blue"}
    silent = measured(dossier(tax, environment("blue"), gaps=["EVALUATION:tax"]), PLAN)
    assert not of_line(silent, "INC-13-tax-and-environment")
    for list_id in ("tax-illegal", "fiscal-fund"):
        listed = one("RES-01-serious-lists", entry(list_id=list_id), matter=PLAN, by="customs")
        assert listed.status is MeasureStatus.ACTIVE
    assert not of_line(measured(dossier(entry(list_id="builders-conduct")), PLAN), "RES-01-serious-lists")


@pytest.mark.go("GO-06-b")
def test_a_field_without_grade_is_unknown_while_its_source_is_silent_and_lacking_otherwise() -> None:
    tax = evaluation("tax", "tax-2025", "A")
    for gaps, truth in ((("EVALUATION:environment",), Truth.UNKNOWN), ((), Truth.FALSE)):
        found = measured(dossier(tax, gaps=gaps), PLAN)
        near = next(each for each in found.why_not if each.line == "INC-13-tax-and-environment")
        assert [condition.truth for condition in near.conditions] == [Truth.TRUE, Truth.TRUE, truth]


@pytest.mark.go("GO-05-a")
def test_funds_prefer_models_and_the_clean() -> None:
    clean = measured(dossier(), FUND, by=asker("finance"))
    assert [each.line for each in clean.measures] == ["INC-06-three-clean-years"]
    fined = measured(dossier(model(), penalty()), FUND, by=asker("finance"))
    assert [each.line for each in fined.measures] == ["INC-06-model"]
