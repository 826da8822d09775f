"""The serious-dishonesty lists, against recorded answers."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from schema.codes import Area, FailureKind, RecordStatus, Severity
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Failed, Found, NotFound
from schema.records import SeriousDishonestyEntry
from tests.connectors.acting import OTHER
from tests.connectors.agencies.recorded import CODE, UNIT, ask, failure_of, json, records_of

THIRD = Identifier(scheme=Scheme.CREDIT_CODE, value="11990000TA02LY007P")
ENTRY: dict[str, object] = {
    "entryId": "YZSX-1",
    "uscc": CODE,
    "entName": "样例省有限公司",
    "listCode": "SCJG",
    "listName": "市场监督管理严重违法失信名单",
    "serILLRea_CN": "…",
    "docNo": "样市监列严〔2026〕8号",
    "abntime": "2026/5/7",
    "decOrg_CN": "样例省市场监督管理局",
    "decOrgCode": "11990000TA01LY0062",
    "expDate": "2029-05-06",
    "areaCode": "A2",
    "state": "4",
    "remDate": "2026-11-13",
    "remDocNo": "样市监移〔2026〕1号",
}


def batch(results: list[dict[str, object]], absent: list[str], code: str = "0000") -> dict[str, object]:
    return {"code": code, "message": "成功", "requested": 2, "dataTime": "无", "results": results, "absent": absent}


def entries(*rows: dict[str, object], total: int | None = None) -> dict[str, object]:
    return {"uscc": CODE, "total": len(rows) if total is None else total, "entries": list(rows)}


async def test_one_request_accounts_for_every_key_by_itself() -> None:
    answers, requests = await ask("serious-lists", [UNIT, OTHER, THIRD], json(batch([entries(ENTRY)], [OTHER.value])))
    assert len(requests) == 1
    assert msgspec.json.decode(requests[0].content) == {"codes": [CODE, OTHER.value, THIRD.value]}
    assert isinstance(answers[UNIT].outcome, Found)
    assert isinstance(answers[OTHER].outcome, NotFound)
    left_out = answers[THIRD].outcome
    assert isinstance(left_out, Failed)
    assert left_out.failure is FailureKind.UNACCOUNTED


async def test_an_entry_with_its_exit() -> None:
    (entry,) = await records_of("serious-lists", UNIT, json(batch([entries(ENTRY)], [])))
    assert isinstance(entry, SeriousDishonestyEntry)
    assert (entry.list_id, entry.severity, entry.area) == ("market-regulation", Severity.SERIOUS, Area.MARKET_ORDER)
    assert (entry.status, entry.status_since) == (RecordStatus.ENDED, date(2026, 11, 13))
    assert (entry.exit_on, entry.exit_document) == (date(2026, 11, 13), "样市监移〔2026〕1号")
    assert entry.period is not None
    assert (entry.period.starts_on, entry.period.last_day) == (date(2026, 5, 7), date(2029, 5, 6))
    assert entry.id == "serious-lists:YZSX-1"


@pytest.mark.parametrize(
    ("body", "failure"),
    [
        (batch([entries(ENTRY)], [CODE]), FailureKind.CONTRACT_BROKEN),
        (batch([entries(ENTRY, total=2)], []), FailureKind.TRUNCATED),
        (batch([entries(ENTRY | {"listCode": "????"})], []), FailureKind.CONTRACT_BROKEN),
        (batch([entries(ENTRY | {"state": "9"})], []), FailureKind.CONTRACT_BROKEN),
        (batch([entries(ENTRY | {"uscc": OTHER.value})], []), FailureKind.WRONG_SUBJECT),
        (batch([], []), FailureKind.UNACCOUNTED),
        (batch([], [OTHER.value]), FailureKind.WRONG_SUBJECT),
        (batch([], [CODE, OTHER.value]), FailureKind.WRONG_SUBJECT),
        (batch([], [CODE], "0500"), FailureKind.UPSTREAM_ERROR),
        ({"message": "no code"}, FailureKind.CONTRACT_BROKEN),
    ],
)
async def test_answers_that_are_not_believed(body: dict[str, object], failure: FailureKind) -> None:
    assert await failure_of("serious-lists", UNIT, json(body)) is failure


async def test_a_spoilt_answer_about_one_key_leaves_the_others_alone() -> None:
    body = batch([entries(ENTRY, total=5)], [OTHER.value])
    answers, _ = await ask("serious-lists", [UNIT, OTHER], json(body))
    assert isinstance(answers[UNIT].outcome, Failed)
    assert isinstance(answers[OTHER].outcome, NotFound)
