"""What a condition of a line asks of a record: each attribute fits, does not, or is not stated and so unknown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gateway.rules.conditions import absent, find, fits, reaches
from gateway.rules.facts import facts_of
from gateway.rules.trigger import ADVERSE_KINDS, AbsenceCondition, LevelCondition, RecordCondition
from schema.codes import Area, Level, PenaltyKind, RecordKind, Severity
from schema.measures import Truth
from schema.records import Record
from tests.rules.making import AS_OF, dossier, enforcement, entry, environment, model, penalty, rate

TRUE, FALSE, UNKNOWN = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN
FOOD = "《中华人民共和国食品安全法》第一百三十五条"


@pytest.mark.go("GO-02-a", "GO-09-b", "GO-09-c")
@pytest.mark.parametrize(
    ("asked", "record", "truth"),
    [
        ({}, penalty(), TRUE),
        ({"severities": {Severity.SERIOUS}}, penalty(severity=Severity.SERIOUS), TRUE),
        ({"severities": {Severity.SERIOUS}}, penalty(severity=Severity.GENERAL), FALSE),
        ({"severities": {Severity.SERIOUS}}, penalty(severity=Severity.UNKNOWN), UNKNOWN),
        ({"areas": {Area.MARKET_ORDER}}, penalty(area=Area.MARKET_ORDER), TRUE),
        ({"areas": {Area.MARKET_ORDER}}, penalty(area=Area.LIFE_AND_HEALTH), FALSE),
        ({"areas": {Area.MARKET_ORDER}}, penalty(area=None), UNKNOWN),
        ({"offences": {"fake-drugs"}}, penalty(offence_code="fake-drugs"), TRUE),
        ({"offences": {"fake-drugs"}}, penalty(offence_code="bad-food"), FALSE),
        ({"offences": {"fake-drugs"}}, penalty(offence_code=None), UNKNOWN),
        ({"cites": ("广告法", "食品安全法")}, penalty(legal_basis=FOOD), TRUE),
        ({"cites": ("广告法",)}, penalty(legal_basis=FOOD), FALSE),
        ({"cites": ("广告法",)}, penalty(legal_basis=None), UNKNOWN),
        ({"penalty_kinds": {PenaltyKind.FINE}}, penalty(penalty_kinds=(PenaltyKind.FINE, PenaltyKind.WARNING)), TRUE),
        ({"penalty_kinds": {PenaltyKind.FINE}}, penalty(penalty_kinds=(PenaltyKind.WARNING,)), FALSE),
        ({"penalty_kinds": {PenaltyKind.FINE}}, penalty(penalty_kinds=()), FALSE),
        ({"penalty_kinds": {PenaltyKind.FINE}}, entry(), FALSE),
        ({"lists": {"fiscal-fund"}}, entry(list_id="fiscal-fund"), TRUE),
        ({"lists": {"fiscal-fund"}}, entry(list_id="tax-illegal"), FALSE),
        ({"lists": {"fiscal-fund"}}, penalty(), FALSE),
        ({"able_and_refuses": True}, enforcement(able_and_refuses=True), TRUE),
        ({"able_and_refuses": True}, enforcement(able_and_refuses=False), FALSE),
        ({"able_and_refuses": True}, enforcement(able_and_refuses=None), UNKNOWN),
        ({"able_and_refuses": True}, penalty(), FALSE),
        ({"able_and_refuses": False}, enforcement(able_and_refuses=False), TRUE),
        ({"able_and_refuses": False}, enforcement(able_and_refuses=True), FALSE),
        ({"decided_within_months": 12}, penalty(decided_on=date(2025, 11, 24)), TRUE),
        ({"decided_within_months": 12}, penalty(decided_on=date(2025, 11, 23)), FALSE),
        ({"decided_within_months": 12}, penalty(decided_on=None), UNKNOWN),
        ({"severities": {Severity.SERIOUS}, "areas": {Area.MARKET_ORDER}}, penalty(area=None), FALSE),
        (
            {"severities": {Severity.SERIOUS}, "areas": {Area.MARKET_ORDER}},
            penalty(severity=Severity.SERIOUS, area=None),
            UNKNOWN,
        ),
    ],
)
def test_what_a_record_must_be(asked: dict[str, Any], record: Record, truth: Truth) -> None:
    sets: dict[str, Any] = {key: frozenset(value) if isinstance(value, set) else value for key, value in asked.items()}
    assert fits(RecordCondition(text="a record", kind=record.kind, **sets), record, AS_OF) is truth


@pytest.mark.go("GO-04-a", "GO-04-b")
@pytest.mark.parametrize(
    ("months", "record", "truth"),
    [
        (None, penalty(decided_on=date(1999, 1, 1)), FALSE),
        (None, penalty(decided_on=None), FALSE),
        (36, penalty(decided_on=date(1999, 1, 1)), TRUE),
        (36, entry(decided_on=date(1999, 1, 1)), FALSE),
        (36, entry(decided_on=date(1999, 1, 1), exit_on=AS_OF), TRUE),
        (36, enforcement(decided_on=date(1999, 1, 1)), FALSE),
        (36, entry(decided_on=None), FALSE),
        (36, entry(decided_on=None, exit_on=AS_OF), UNKNOWN),
        (36, model(), TRUE),
    ],
)
def test_what_counts_as_bad_in_a_window(months: int | None, record: Record, truth: Truth) -> None:
    kinds = (RecordKind.PENALTY, RecordKind.SERIOUS_DISHONESTY_ENTRY, RecordKind.ENFORCEMENT_ENTRY)
    found = absent(AbsenceCondition(text="none", kinds=kinds, months=months), facts_of(dossier(record), AS_OF))
    assert found.truth is truth
    assert found.causes == (() if truth is TRUE else (f"record {record.id}",))
    assert found.records == ((record,) if truth is FALSE else ())
    assert found.kinds == kinds


@pytest.mark.go("GO-19-b", "GO-21-c")
def test_a_record_that_is_found_stands_counts_and_fits() -> None:
    condition = RecordCondition(text="fined", kind=RecordKind.PENALTY, areas=frozenset({Area.MARKET_ORDER}))
    fit, unsaid = penalty("fit", area=Area.MARKET_ORDER), penalty("unsaid", area=None)
    reference = penalty("reference", area=Area.MARKET_ORDER, reference_only=True)
    found = find(condition, facts_of(dossier(unsaid, fit, reference, entry()), AS_OF))
    assert (found.truth, found.records, found.causes) == (TRUE, (fit,), ("record fit",))
    doubtful = find(condition, facts_of(dossier(unsaid, reference, gaps=["PENALTY"]), AS_OF))
    assert (doubtful.truth, doubtful.records) == (UNKNOWN, ())
    assert doubtful.causes == ("record unsaid", "court: no answer in time")
    none = find(condition, facts_of(dossier(reference), AS_OF))
    assert (none.truth, none.causes) == (FALSE, ())
    assert {each.text for each in (found, doubtful, none)} == {"fined"}
    assert {each.kinds for each in (found, doubtful, none)} == {(RecordKind.PENALTY,)}


def test_what_is_silent_is_named_once_for_all_kinds() -> None:
    kinds = (RecordKind.PENALTY, RecordKind.ENFORCEMENT_ENTRY)
    silent = facts_of(dossier(gaps=[kind.value for kind in kinds]), AS_OF)
    found = absent(AbsenceCondition(text="none", kinds=kinds, months=12), silent)
    assert (found.truth, found.causes, found.text) == (UNKNOWN, ("court: no answer in time",), "none")


GOOD = LevelCondition(text="good", field="environment", at_least=Level.GOOD)


@pytest.mark.go("GO-06-b", "GO-16-b")
@pytest.mark.parametrize(
    ("records", "truth", "causes"),
    [
        ((environment("green"),), TRUE, ("record ecology-green",)),
        ((environment("blue"),), TRUE, ("record ecology-blue",)),
        ((environment("yellow"),), FALSE, ("record ecology-yellow",)),
        ((environment("blue", "ecology-far"),), FALSE, ()),
        ((environment("blue", name_differs=True),), UNKNOWN, ("record ecology-blue",)),
        ((), FALSE, ()),
    ],
)
def test_a_grade_reaches_a_level_as_the_asker_recognises_it(
    records: tuple[Record, ...], truth: Truth, causes: tuple[str, ...]
) -> None:
    subject = dossier(*records)
    found = reaches(GOOD, rate(subject, "food-production-licence"), facts_of(subject, AS_OF))
    assert (found.truth, found.causes, found.text) == (truth, causes, "good")
    assert found.kinds == (RecordKind.EVALUATION,)
    assert found.records == (records if causes and truth is not UNKNOWN else ())


def test_a_grade_of_a_silent_field_is_unknown_and_says_who_is_silent() -> None:
    subject = dossier(environment("green"), gaps=["EVALUATION:environment"])
    found = reaches(GOOD, rate(subject, "food-production-licence"), facts_of(subject, AS_OF))
    assert (found.truth, found.causes) == (UNKNOWN, ("court: no answer in time",))
    assert found.kinds == (RecordKind.EVALUATION,)
    other = dossier(environment("green"), gaps=["EVALUATION:tax"])
    assert reaches(GOOD, rate(other, "food-production-licence"), facts_of(other, AS_OF)).truth is TRUE


def test_a_grade_an_unrated_subject_is_treated_as_looks_at_its_bad_records_too() -> None:
    good = LevelCondition(text="good", field="highway-construction", at_least=Level.GOOD)
    subject = dossier()
    found = reaches(good, rate(subject, "public-tender"), facts_of(subject, AS_OF))
    assert (found.truth, found.records, found.causes) == (TRUE, (), ("agreement highway-entry",))
    assert found.kinds == (RecordKind.EVALUATION, *sorted(ADVERSE_KINDS))
