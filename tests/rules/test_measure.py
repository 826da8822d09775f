"""What applies and why: statuses, windows, durations, adoption, why-not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from schema.codes import RecordKind, RecordStatus, Severity
from schema.dates import Period
from schema.measures import Measure, MeasureKind, MeasureStatus, Truth
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
    pack,
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


def one(line: str, *records: Record, matter: str = LICENCE, by: str = "market-regulation", **more: object) -> Measure:
    found = of_line(measured(dossier(*records, **more), matter, by=asker(by)), line)  # type: ignore[arg-type]
    assert len(found) == 1
    return found[0]


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


@pytest.mark.go("GO-04-a")
@pytest.mark.parametrize("gap", ["PENALTY", "SERIOUS_DISHONESTY_ENTRY", "ENFORCEMENT_ENTRY"])
def test_silence_is_not_cleanness(gap: str) -> None:
    found = measured(dossier(model(), gaps=[gap]), LICENCE)
    assert not of_line(found, GREEN)
    near = next(each for each in found.why_not if each.line == GREEN)
    assert near.conditions[1].truth is Truth.UNKNOWN
    assert near.conditions[1].causes == ("court: no answer in time",)


def test_a_kind_no_source_supplies_is_never_known_to_be_absent() -> None:
    found = measured(dossier(model(), supplied=frozenset({"PENALTY", "RED_LIST_ENTRY"})), LICENCE)
    assert not of_line(found, GREEN)


@pytest.mark.go("GO-10-b", "GO-21-a", "GO-22-f")
def test_a_listed_subject_is_examined_strictly_until_exit() -> None:
    found = one(RES_02, entry(decided_on=date(2026, 5, 8)))
    assert found.status is MeasureStatus.ACTIVE
    assert found.period == Period(starts_on=date(2026, 5, 8), ends_before=date(2029, 5, 9), last_day=date(2029, 5, 8))
    assert found.duration_rule == "until the entry behind it ends, at most 3 years from the decision"
    assert {remedy.title_zh for remedy in found.remedies} == {"信用信息异议申诉", "行政复议", "行政诉讼"}
    assert found.unverified is False


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


@pytest.mark.parametrize(
    ("records", "gaps", "said"),
    [
        ((model(), penalty()), (), "if it were so that: {none} (record p)"),
        ((model(), penalty(verification_since=SINCE)), (), "if it were known that: {none} (record p)"),
        ((), (), "if it were so that: {model}"),
        ((), ("RED_LIST_ENTRY",), "if it were known that: {model} (court: no answer in time)"),
        (
            (model(name_differs=True, reference_only=True), penalty(decided_on=None)),
            (),
            "if it were so that: {model} and if it were known that: {none} (record p)",
        ),
        (
            (penalty("a", decided_on=None), penalty("b", decided_on=None), model()),
            (),
            "if it were known that: {none} (record a; record b)",
        ),
    ],
)
def test_why_not_says_what_would_change_it(records: tuple[Record, ...], gaps: tuple[str, ...], said: str) -> None:
    (line,) = (each for each in pack().lines if each.id == GREEN)
    words = {"model": line.trigger.has[0].text, "none": line.trigger.none[0].text}
    near = next(each for each in measured(dossier(*records, gaps=gaps), LICENCE).why_not if each.line == GREEN)
    assert near.what_would_change_it == said.format(**words)
    assert near.measure == line.entry.measure
    assert [each.text for each in near.conditions] == [words["model"], words["none"]]


def test_why_not_shows_the_record_that_comes_nearest() -> None:
    near_by = revocation("near", legal_basis=None)
    for order in ((revocation("far", severity=Severity.UNKNOWN, legal_basis=None), near_by), (near_by,)):
        found = measured(dossier(*order), LICENCE)
        (near,) = (each for each in found.why_not if each.line == RES_17)
        assert near.conditions[0].causes == (f"record {order[0].id}",)


def test_a_measure_that_applies_is_not_explained_away() -> None:
    found = measured(dossier(revocation(), revocation("unsaid", legal_basis=None)), LICENCE)
    assert [each.id for each in of_line(found, RES_17)] == [f"{RES_17}:revoked"]
    assert RES_17 not in {each.line for each in found.why_not}


@pytest.mark.go("GO-21-c")
def test_a_reference_that_is_over_is_explained_as_applying_no_more() -> None:
    found = measured(dossier(entry(reference_only=True, exit_on=AS_OF)), LICENCE)
    (near,) = (each for each in found.why_not if each.line == RES_02)
    assert near.what_would_change_it == "nothing: it no longer applies"


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


def test_an_incentive_lasts_as_long_as_the_first_record_behind_it_that_says_how_long() -> None:
    lasts = Period(starts_on=date(2026, 6, 27), ends_before=date(2027, 12, 28))
    assert one(GREEN, model(period=lasts)).period == lasts
    assert one(GREEN, model()).period is None


@pytest.mark.go("GO-20-c")
def test_a_recommended_restraint_nobody_adopted_is_no_duty() -> None:
    found = one("RES-14-market-regulation-list", entry(), matter=FUND, by="finance")
    assert found.status is MeasureStatus.NOT_ADOPTED
    assert found.adoption is None


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


def test_a_line_that_has_nothing_to_say_is_not_listed() -> None:
    assert measured(dossier(), TENDER).why_not == ()


@pytest.mark.parametrize("matter", [LICENCE, TENDER, FUND, PLAN])
def test_every_condition_names_the_kinds_it_looks_at_and_no_value_of_a_record(matter: str) -> None:
    tax = evaluation("tax", "tax-2025", "D", subject_name="SECRET-NAME", document_number="SECRET-NUMBER")
    secrets: dict[str, Any] = {
        "subject_name": "SECRET-NAME",
        "document_number": "SECRET-NUMBER",
        "offence": "SECRET-OFFENCE",
    }
    subject = dossier(tax, model(), penalty(**secrets), revocation(**secrets | {"legal_basis": None}))
    found = measured(subject, matter)
    for near in found.why_not:
        assert all(condition.kinds for condition in near.conditions)
        said = [
            near.what_would_change_it,
            *(c.text for c in near.conditions),
            *(s for c in near.conditions for s in c.causes),
        ]
        assert not [text for text in said if "SECRET" in text]
    assert not [each.reason for each in found.measures if "SECRET" in each.reason]


def test_a_level_an_unrated_subject_is_treated_as_tells_of_its_bad_records() -> None:
    found = measured(dossier(penalty()), TENDER)
    near = next((each for each in found.why_not if each.line == "INC-12-highway-good"), None)
    assert near is None
    unknown = measured(dossier(penalty(verification_since=SINCE)), TENDER)
    condition = next(each for each in unknown.why_not if each.line == "INC-12-highway-good").conditions[0]
    assert "PENALTY" in condition.kinds
    assert condition.causes == ("agreement highway-entry",)
