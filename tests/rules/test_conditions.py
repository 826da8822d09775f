"""What a condition of a line asks of a record: each attribute fits, does not, or is not stated and so unknown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gateway.rules.conditions import absent, fits
from gateway.rules.facts import facts_of
from gateway.rules.trigger import AbsenceCondition, RecordCondition
from schema.codes import Area, PenaltyKind, RecordKind, Severity
from schema.measures import Truth
from schema.records import Record
from tests.rules.making import AS_OF, dossier, enforcement, entry, model, penalty

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
