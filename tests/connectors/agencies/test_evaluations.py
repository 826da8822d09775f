"""Ecology, customs, transport and the cross-reference, against recorded answers."""

from __future__ import annotations

from datetime import date

import httpx
import msgspec
import pytest

from schema.codes import FailureKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import Found, NotFound
from schema.records import Evaluation
from tests.connectors.acting import OTHER
from tests.connectors.agencies.recorded import CODE, UNIT, ask, failure_of, json, outcome_of, records_of

CUSTOMS = Identifier(scheme=Scheme.CUSTOMS_CODE, value="9901960001")
GRADE = {
    "id": "HJ-1",
    "year": 2025,
    "grade": "绿牌",
    "evaluatedOn": "2026-03-01",
    "validUntil": "2027-02-28",
    "issuerName": "厅",
}
LEVEL = {
    "id": "HG-1",
    "customsCode": CUSTOMS.value,
    "tradeCode": CODE,
    "creditLevel": "高级认证企业",
    "identifyDate": "2026-07-26",
}
ROW = {
    "id": "JT-1",
    "uscc": CODE,
    "grade": "aa",
    "year": 2025,
    "scope": "national",
    "regionCode": "100000",
    "issuer": "部",
}


def ecology(**changes: object) -> httpx.Response:
    enterprise = {"creditCode": CODE, "name": "样", "total": 1, "evaluations": [GRADE | {"regionCode": "980000"}]}
    credit = {"creditCode": CODE, "registryChecked": True, "dataTime": "2026-11-22T22:00:00+08:00"}
    return json({"data": {"environmentCredit": credit | {"enterprise": enterprise} | changes}})


def customs(**changes: object) -> httpx.Response:
    return json({"resultCode": "200", "customsCode": CUSTOMS.value, "found": True, "data": LEVEL} | changes)


def transport(*rows: dict[str, object], **changes: object) -> httpx.Response:
    return json({"asked": CODE, "total": len(rows), "rows": list(rows)} | changes)


def crossing(**changes: object) -> httpx.Response:
    return json({"found": True, "code": CODE, "customsCode": CUSTOMS.value, "from": "2019-03-01", "to": None} | changes)


async def test_an_environmental_grade() -> None:
    answers, requests = await ask("ecology", UNIT, ecology())
    assert msgspec.json.decode(requests[0].content)["variables"] == {"code": CODE}
    assert requests[0].headers["authorization"] == "Bearer canary"
    found = answers[UNIT].outcome
    assert isinstance(found, Found)
    (grade,) = found.records
    assert isinstance(grade, Evaluation)
    assert (grade.grade, grade.scale, grade.issuer.region) == ("green", "environment-2013", "980000")
    assert grade.period is not None
    assert grade.period.last_day == date(2027, 2, 28)


async def test_a_customs_level() -> None:
    (level,) = await records_of("customs", CUSTOMS, customs())
    assert isinstance(level, Evaluation)
    assert (level.grade, level.scale) == ("advanced certified", "customs-2026-04")
    assert level.identifiers == (CUSTOMS, UNIT)


@pytest.mark.parametrize(
    ("day", "words", "expected"),
    [
        (date(2026, 3, 31), "其他注册登记和备案企业", ("customs-2021", "others")),
        (date(2026, 4, 1), "认证企业", ("customs-2026-04", "certified")),
        (date(2026, 3, 31), "失信企业", ("customs-2021", "dishonest")),
        (date(2026, 4, 1), "严重失信企业", ("customs-2026-04", "seriously dishonest")),
    ],
)
async def test_customs_scales_change_on_a_day(day: date, words: str, expected: tuple[str, str]) -> None:
    level = LEVEL | {"identifyDate": day.isoformat(), "creditLevel": words}
    (found,) = await records_of("customs", CUSTOMS, customs(data=level))
    assert isinstance(found, Evaluation)
    assert (found.scale, found.grade) == expected


async def test_highway_grades() -> None:
    province = ROW | {"id": "JT-2", "scope": "province", "regionCode": "980000", "grade": "B"}
    national, provincial = await records_of("transport", UNIT, transport(ROW, province))
    assert isinstance(national, Evaluation)
    assert isinstance(provincial, Evaluation)
    assert (national.grade, national.issuer.region) == ("AA", "CN")
    assert (provincial.grade, provincial.issuer.region) == ("B", "980000")


async def test_a_customs_code_is_an_alias() -> None:
    found = await outcome_of("cross-reference", UNIT, crossing(customsCode=" 9901960001"))
    assert isinstance(found, Found)
    assert found.records == ()
    assert [alias.identifier for alias in found.aliases] == [CUSTOMS]


@pytest.mark.parametrize(
    ("slug", "key", "reply"),
    [
        ("ecology", UNIT, ecology(enterprise=None)),
        ("customs", CUSTOMS, customs(resultCode="204", found=False, data=None)),
        ("transport", UNIT, transport()),
        ("cross-reference", UNIT, json({"found": False, "code": CODE})),
    ],
)
async def test_nothing(slug: str, key: Identifier, reply: httpx.Response) -> None:
    assert isinstance(await outcome_of(slug, key, reply), NotFound)


@pytest.mark.parametrize(
    ("slug", "key", "reply", "failure"),
    [
        ("ecology", UNIT, ecology(enterprise=None, registryChecked=False), FailureKind.UNACCOUNTED),
        ("ecology", UNIT, json({"data": {"environmentCredit": None}}), FailureKind.UNACCOUNTED),
        ("ecology", UNIT, json({"data": None, "errors": [{"message": "x"}]}), FailureKind.UPSTREAM_ERROR),
        ("ecology", UNIT, ecology(creditCode=OTHER.value), FailureKind.WRONG_SUBJECT),
        ("ecology", UNIT, ecology(enterprise={"creditCode": CODE, "total": 1}), FailureKind.TRUNCATED),
        ("customs", CUSTOMS, customs(resultCode="500"), FailureKind.UPSTREAM_ERROR),
        ("customs", CUSTOMS, customs(resultCode="204", found=None, data=None), FailureKind.UNACCOUNTED),
        ("customs", CUSTOMS, customs(data=None), FailureKind.UNACCOUNTED),
        ("customs", CUSTOMS, customs(data=LEVEL | {"creditLevel": "其他"}), FailureKind.CONTRACT_BROKEN),
        ("customs", CUSTOMS, customs(data=LEVEL | {"identifyDate": None}), FailureKind.CONTRACT_BROKEN),
        ("customs", CUSTOMS, customs(data=LEVEL | {"customsCode": "9901960002"}), FailureKind.WRONG_SUBJECT),
        ("transport", UNIT, transport(ROW, total=2), FailureKind.TRUNCATED),
        ("transport", UNIT, transport(total=None), FailureKind.UNACCOUNTED),
        ("transport", UNIT, transport(asked=None), FailureKind.UNACCOUNTED),
        ("transport", UNIT, transport(ROW | {"grade": "AAA"}), FailureKind.CONTRACT_BROKEN),
        ("transport", UNIT, transport(ROW | {"scope": "county"}), FailureKind.CONTRACT_BROKEN),
        ("transport", UNIT, transport(ROW | {"uscc": OTHER.value}), FailureKind.WRONG_SUBJECT),
        ("cross-reference", UNIT, crossing(customsCode="?"), FailureKind.CONTRACT_BROKEN),
        ("cross-reference", UNIT, crossing(found=None), FailureKind.UNACCOUNTED),
        ("cross-reference", UNIT, crossing(code=OTHER.value), FailureKind.WRONG_SUBJECT),
        ("cross-reference", UNIT, httpx.Response(429, headers={"retry-after": "9"}), FailureKind.OVERLOADED),
        ("cross-reference", UNIT, httpx.Response(302, headers={"location": "http://x/"}), FailureKind.MOVED),
    ],
)
async def test_answers_that_are_not_believed(
    slug: str, key: Identifier, reply: httpx.Response, failure: FailureKind
) -> None:
    assert await failure_of(slug, key, reply) is failure


@pytest.mark.parametrize("slug", ["ecology", "transport"])
async def test_rows_without_a_code_of_their_own_are_left_out_and_counted(slug: str) -> None:
    enterprise = {"creditCode": "9199****", "total": 1, "evaluations": [GRADE]}
    answer = ecology(enterprise=enterprise) if slug == "ecology" else transport(ROW | {"uscc": "9199****"})
    assert await outcome_of(slug, UNIT, answer) == Found(rejected=1)
