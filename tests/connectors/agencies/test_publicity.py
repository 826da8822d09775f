"""The double-publicity hub, against recorded answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import httpx
import msgspec
import pytest

from schema.codes import FailureKind, RecordStatus, Severity
from schema.outcomes import Found, NotFound
from schema.records import Licence, Penalty
from tests.connectors.agencies.recorded import CODE, UNIT, ask, failure_of, outcome_of

PENALTY: dict[str, object] = {
    "CF_ID": "HUB-1",
    "CF_XDR_MC": "样例省有限公司",
    "CF_XDR_LB": "法人及非法人组织",
    "CF_XDR_SHXYM": CODE,
    "CF_XDR_GSDJ": "990100000000216",
    "CF_XDR_ZZJG": CODE,
    "CF_WSH": "样市监处罚[2024]17号",
    "CF_CFLB": "罚款；没收违法所得",
    "CF_NR_FK": "12.5",
    "CF_NR_WFFF": 0.2,
    "CF_JDRQ": "2024/11/3",
    "CF_YXQ": "2099-12-31",
    "CF_GSJZQ": "2024-01-01",
    "CF_SXYZCD": "",
    "CF_CFJG": "样例省市场监督管理局",
    "CF_CFJGDM": "00000000000000000X",
    "CF_ZT": "2",
    "CF_ZTRQ": "2025-01-02",
}
LICENCE: dict[str, object] = {
    "XK_ID": "HUB-2",
    "XK_XDR_SHXYM": CODE,
    "XK_WSH": "无",
    "XK_XKZS": "食品生产许可证",
    "XK_JDRQ": "2024-11-03",
    "XK_YXQZ": "2024-11-04",
    "XK_YXQZI": "2029-11-03",
    "XK_ZT": "1",
}


def page(rows: list[dict[str, object]], total: int | None = None, number: int = 1, **more: object) -> httpx.Response:
    body = {"status": "200", "xydm": CODE, "total": len(rows) if total is None else total, "pageNo": number}
    content = msgspec.json.encode(body | {"pageSize": 5, "rows": rows} | more).decode().encode("gb18030")
    return httpx.Response(200, content=content, headers={"content-type": "application/json"})


async def test_licences_and_penalties_out_of_gb18030() -> None:
    answers, requests = await ask("publicity", UNIT, xzxk=[page([LICENCE])], xzcf=[page([PENALTY])])
    assert sorted(item.url.path for item in requests) == ["/openapi/sgs/xzcf", "/openapi/sgs/xzxk"]
    assert requests[0].url.params["xydm"] == CODE
    found = answers[UNIT].outcome
    assert isinstance(found, Found)
    licence, penalty = found.records
    assert isinstance(licence, Licence)
    assert isinstance(penalty, Penalty)
    assert (licence.document_number, licence.licence_name) == (None, "食品生产许可证")
    assert licence.period is not None
    assert licence.period.last_day == date(2029, 11, 3)
    assert penalty.subject_name == "样例省有限公司"
    assert [item.value for item in penalty.identifiers] == [CODE, "990100000000216"]
    assert (penalty.fine_yuan, penalty.confiscated_yuan) == (Decimal(125000), Decimal(2000))
    assert (penalty.decided_on, penalty.public_until) == (date(2024, 11, 3), None)
    assert penalty.period is not None
    assert penalty.period.ends_before is None
    assert (penalty.severity, penalty.issuer.code) == (Severity.UNKNOWN, None)
    assert (penalty.status, penalty.status_since) == (RecordStatus.WITHDRAWN, date(2025, 1, 2))
    assert penalty.document_number == "样市监处罚[2024]17号"


async def test_every_page_is_read() -> None:
    rows = [PENALTY | {"CF_ID": f"HUB-{number}"} for number in range(7)]
    pages = [page(rows[:5], 7), page(rows[5:], 7, 2)]
    answers, requests = await ask("publicity", UNIT, xzxk=[page([])], xzcf=pages)
    found = answers[UNIT].outcome
    assert isinstance(found, Found)
    assert len({record.id for record in found.records}) == 7
    assert [item.url.params["pageNo"] for item in requests if "xzcf" in item.url.path] == ["1", "2"]


async def test_nothing_needs_both_totals() -> None:
    assert isinstance(await outcome_of("publicity", UNIT, page([])), NotFound)


async def test_a_person_of_the_unit_is_not_the_unit() -> None:
    person = PENALTY | {"CF_XDR_LB": "自然人", "CF_XDR_SHXYM": ""}
    found = await outcome_of("publicity", UNIT, xzxk=[page([])], xzcf=[page([person, PENALTY | {"CF_XDR_SHXYM": "?"}])])
    assert found == Found(rejected=1)


@pytest.mark.parametrize(
    ("penalties", "failure"),
    [
        ([page([PENALTY], 2), page([], 2, 2)], FailureKind.TRUNCATED),
        ([page([PENALTY], 2), page([PENALTY], 2, 1)], FailureKind.CONTRACT_BROKEN),
        ([page([PENALTY], 2), page([PENALTY], 3, 2)], FailureKind.TRUNCATED),
        ([page([PENALTY], 1_000_000)], FailureKind.TOO_LARGE),
        ([page([PENALTY], 0)], FailureKind.CONTRACT_BROKEN),
        ([page([], status="500")], FailureKind.UPSTREAM_ERROR),
        ([page([], xydm=None)], FailureKind.UNACCOUNTED),
        ([page([], xydm="11990000TA01LY0062")], FailureKind.WRONG_SUBJECT),
        ([page([PENALTY | {"CF_XDR_SHXYM": "11990000TA01LY0062"}])], FailureKind.WRONG_SUBJECT),
        ([page([PENALTY | {"CF_NR_FK": "-1"}])], FailureKind.CONTRACT_BROKEN),
        ([httpx.Response(200, content=b"{")], FailureKind.MALFORMED),
        ([httpx.Response(404, html="gone")], FailureKind.MOVED),
    ],
)
async def test_answers_that_are_not_believed(penalties: list[httpx.Response], failure: FailureKind) -> None:
    assert await failure_of("publicity", UNIT, xzxk=[page([LICENCE])], xzcf=penalties) is failure


async def test_a_list_that_fails_spoils_the_other() -> None:
    assert (
        await failure_of("publicity", UNIT, xzxk=[page([])], xzcf=[httpx.Response(500)]) is FailureKind.UPSTREAM_ERROR
    )


async def test_a_page_that_repeats_is_not_taken_for_the_next() -> None:
    pages = [page([PENALTY], 2), page([PENALTY], 2, 2)]
    assert await failure_of("publicity", UNIT, xzxk=[page([])], xzcf=pages) is FailureKind.CONTRACT_BROKEN
