"""One decision, one record: however its number is punctuated, whoever reports it."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import pytest
import strawberry

from gateway.joining.decisions import decision_id, decision_key, merged
from schema.checks import Conflict, ConflictKind
from schema.codes import PenaltyKind, RecordStatus, Severity
from schema.records import Authority, Record, SeriousDishonestyEntry
from tests.joining.invented import (
    COURT_CODE,
    ECOLOGY_CODE,
    SOURCES,
    UNIT,
    copy_from,
    evaluation,
    licence,
    penalty,
    registration,
)

REF = "CREDIT_CODE:x"
AGENCY_OF = {slug: spec.agency for slug, spec in SOURCES.items()}


def merge(*records: Record) -> tuple[list[Record], list[Conflict]]:
    return merged(records, REF, AGENCY_OF)


def entry(source: str, **changes: object) -> SeriousDishonestyEntry:
    given = {
        "id": strawberry.ID(f"{source}:entry"),
        "identifiers": (UNIT,),
        "issuer": Authority(name="样例省社会信用办公室", code=COURT_CODE, agency="credit-office"),
        "document_number": "样信列〔2026〕3号",
        "decided_on": date(2026, 1, 5),
        "list_id": "food-safety",
        "provenances": copy_from(source),
    }
    return SeriousDishonestyEntry(**given | changes)  # type: ignore[arg-type]


NUMBERS = [
    "样环罚[2026]7号",
    "样环罚(2026)7号",
    "样环罚（2026）7号",
    "样环罚【2026】7号",
    "样环罚〔２０２６〕７号",
    " 样环罚 〔2026〕 7号 ",
    "样环罚〔2026〕7号\u200b",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_the_same_number_in_other_punctuation_is_the_same_decision(number: str) -> None:
    records, conflicts = merge(penalty("ecology"), penalty("publicity", number))
    (record,) = records
    assert [copy.source for copy in record.provenances] == ["ecology", "publicity"]
    assert {copy.document_number for copy in record.provenances} == {"样环罚〔2026〕7号", number}
    assert record.document_number == "样环罚〔2026〕7号"
    assert conflicts == []


@pytest.mark.parametrize("number", [None, "", "  ", "无", "/", "-", "00000000000000000X", "0"])
def test_two_decisions_with_blank_or_placeholder_numbers_stay_two(number: str | None) -> None:
    records, _ = merge(penalty("ecology", number), penalty("publicity", number))
    assert [record.id.partition(":")[0] for record in records] == ["ecology", "publicity"]


def test_the_id_of_a_record_that_is_no_decision_does_not_tell_the_departments_key_of_it() -> None:
    keyed = penalty("ecology", None, id=strawberry.ID("ecology:990000199001010017:a"))
    ids = {merge(each)[0][0].id for each in (keyed, keyed, penalty("ecology", None))}
    assert len(ids) == 2
    assert all(re.fullmatch(r"ecology:[0-9a-f]{24}", each) for each in ids)


@pytest.mark.parametrize(
    "changes",
    [
        {"document_number": "样环罚〔2026〕8号"},
        {"decided_on": date(2026, 3, 3)},
        {"decided_on": None},
        {"issuer": Authority(name="样例省生态环境厅")},
        {"issuer": Authority(name="x", code=COURT_CODE)},
    ],
    ids=["number", "day", "no day", "no issuer", "issuer"],
)
def test_another_number_day_or_issuer_is_another_decision(changes: dict[str, Any]) -> None:
    assert len(merge(penalty("ecology"), penalty("publicity", **changes))[0]) == 2


def test_a_licence_and_a_penalty_of_one_number_are_two_decisions() -> None:
    same: dict[str, Any] = {"document_number": "样环〔2026〕7号", "decided_on": date(2026, 3, 2)}
    issuer = Authority(name="样例省生态环境厅", code=ECOLOGY_CODE, agency="ecology")
    assert len(merge(penalty("ecology", **same), licence("publicity", issuer=issuer, **same))[0]) == 2


def test_registrations_and_evaluations_are_no_decisions() -> None:
    numbered = {"document_number": "1号", "decided_on": date(2026, 1, 1), "issuer": penalty("ecology").issuer}
    assert decision_key(evaluation("tax", "tax", **numbered), REF) is None
    assert decision_key(registration("样例", **numbered), REF) is None


def test_the_id_of_a_decision_never_changes_for_receipts_and_the_rights_log_name_it() -> None:
    key = decision_key(penalty("ecology"), REF)
    assert key == (REF, "PENALTY", ECOLOGY_CODE, "样环罚〔2026〕7号", date(2026, 3, 2))
    assert decision_id(key) == "decision:4137639d905c4728904929af"


def test_a_decision_has_the_same_id_from_every_source_and_another_for_another_subject() -> None:
    keys = [decision_key(penalty(source), REF) for source in ("ecology", "publicity")]
    assert keys[0] is not None
    assert keys[0] == keys[1]
    other = decision_key(penalty("ecology"), "CREDIT_CODE:y")
    assert other is not None
    assert decision_id(keys[0]) != decision_id(other)
    assert merge(penalty("publicity"))[0][0].id == decision_id(keys[0])


def test_copies_that_differ_are_a_conflict_and_the_issuers_copy_wins() -> None:
    own = penalty("ecology", fine_yuan=Decimal(20000), penalty_kinds=(PenaltyKind.FINE,), severity=Severity.SERIOUS)
    hub = penalty("publicity", fine_yuan=Decimal(2), penalty_kinds=(PenaltyKind.FINE,), severity=Severity.GENERAL)
    for copies in permutations((own, hub)):
        (record,), (conflict,) = merge(*copies)
        assert record.fine_yuan == Decimal(20000)  # type: ignore[attr-defined]
        assert record.severity is Severity.SERIOUS
        assert conflict.kind is ConflictKind.COPIES_DIFFER
        assert conflict.records == (record.id,)
        assert conflict.message.endswith("differ in: fine_yuan, severity")
        assert set(conflict.sources) == {"ecology", "publicity"}


def test_what_a_copy_does_not_say_is_no_difference_and_is_filled_from_the_others() -> None:
    own = penalty("ecology", fine_yuan=None, severity=Severity.SERIOUS, offence="超标排放")
    hub = penalty("publicity", fine_yuan=Decimal(20000), severity=Severity.UNKNOWN, offence="其他")
    (record,), conflicts = merge(hub, own)
    assert conflicts == []
    assert (record.fine_yuan, record.offence) == (Decimal(20000), "超标排放")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"severity": Severity.NONE}, {"severity": Severity.SERIOUS}),
        ({"severity": Severity.UNKNOWN}, {"severity": Severity.SERIOUS}),
        ({"penalty_kinds": ()}, {"penalty_kinds": (PenaltyKind.FINE,)}),
        (
            {"penalty_kinds": (PenaltyKind.FINE, PenaltyKind.WARNING)},
            {"penalty_kinds": (PenaltyKind.WARNING, PenaltyKind.FINE)},
        ),
    ],
    ids=["no severity", "unknown severity", "no kinds", "another order"],
)
def test_saying_nothing_or_the_same_in_another_order_is_no_difference(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    for copies in permutations((penalty("ecology", **one), penalty("publicity", **other))):
        assert merge(*copies)[1] == []


def test_copies_of_a_licence_differ_in_their_status_alone() -> None:
    same: dict[str, Any] = {"document_number": "样证〔2026〕7号", "decided_on": date(2026, 3, 2)}
    issuer = Authority(name="样例省生态环境厅", code=ECOLOGY_CODE, agency="ecology")
    ended = licence("ecology", issuer=issuer, status=RecordStatus.ENDED, **same)
    (record,), (conflict,) = merge(licence("publicity", issuer=issuer, **same), ended)
    assert record.status is RecordStatus.ENDED
    assert conflict.message == "copies of decision 样证〔2026〕7号 differ in: status"


@pytest.mark.parametrize("status", [RecordStatus.WITHDRAWN, RecordStatus.REPAIRED, RecordStatus.ENDED])
@pytest.mark.go("GO-21-c", "GO-22-d")
def test_the_issuers_withdrawal_repair_or_end_outranks_any_copy(status: RecordStatus) -> None:
    ended = penalty("ecology", status=status, status_since=date(2026, 6, 1))
    for copies in permutations((ended, penalty("publicity"), penalty("registry"))):
        (record,), (conflict,) = merge(*copies)
        assert (record.status, record.status_since) == (status, date(2026, 6, 1))
        assert "status" in conflict.message


def test_of_several_copies_of_the_issuers_own_the_one_that_ended_counts() -> None:
    agencies = AGENCY_OF | {"ecology-archive": "ecology"}
    copies = (penalty("ecology"), penalty("ecology-archive", status=RecordStatus.WITHDRAWN), penalty("publicity"))
    for order in permutations(copies):
        (record,), _ = merged(order, REF, agencies)
        assert record.status is RecordStatus.WITHDRAWN


@pytest.mark.go("GO-19-a")
def test_of_several_copies_of_the_lists_keeper_the_one_with_the_exit_counts() -> None:
    agencies = AGENCY_OF | {"list-archive": "credit-office"}
    copies = (entry("serious-lists"), entry("list-archive", exit_on=date(2026, 6, 1)))
    for order in permutations(copies):
        (record,), _ = merged(order, REF, agencies)
        assert isinstance(record, SeriousDishonestyEntry)
        assert record.exit_on == date(2026, 6, 1)


def test_without_the_issuers_copy_one_that_says_it_ended_counts() -> None:
    ended = penalty("publicity", status=RecordStatus.REPAIRED)
    for copies in permutations((ended, penalty("registry"))):
        (record,), _ = merge(*copies)
        assert record.status is RecordStatus.REPAIRED


@pytest.mark.go("GO-19-a")
def test_another_copys_exit_does_not_take_an_entry_off_the_issuers_list() -> None:
    listed = entry("serious-lists")
    left = entry("publicity", exit_on=date(2026, 6, 1), exit_document="样信移〔2026〕1号")
    for copies in permutations((listed, left)):
        (record,), (conflict,) = merge(*copies)
        assert isinstance(record, SeriousDishonestyEntry)
        assert (record.exit_on, record.exit_document) == (None, None)
        assert "exit_on" in conflict.message


@pytest.mark.go("GO-19-a")
def test_the_issuers_exit_counts_against_every_other_copy() -> None:
    listed = entry("publicity")
    left = entry("serious-lists", exit_on=date(2026, 6, 1), exit_document="样信移〔2026〕1号")
    for copies in permutations((listed, left)):
        (record,), _ = merge(*copies)
        assert isinstance(record, SeriousDishonestyEntry)
        assert record.exit_on == date(2026, 6, 1)


def test_a_record_that_stands_is_not_given_the_day_another_copy_ended_on() -> None:
    (record,), _ = merge(
        penalty("ecology"), penalty("publicity", status=RecordStatus.ENDED, status_since=date(2026, 5, 1))
    )
    assert (record.status, record.status_since) == (RecordStatus.CURRENT, None)
