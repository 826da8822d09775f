"""The registry, against recorded answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from schema.codes import Area, FailureKind, PenaltyKind, Role, Severity, SubjectKind
from schema.identifiers import Identifier, Scheme, organisation_code_of
from schema.outcomes import Found, NotFound
from schema.records import Penalty, Registration
from tests.connectors.acting import PERSON
from tests.connectors.agencies.recorded import CODE, DATA_TIME, UNIT, ask, failure_of, json, outcome_of, records_of

KEY = {"type": "uscc", "value": CODE}
OFFICER = {
    "name": "周样",
    "certType": "01",
    "certNo": PERSON.value,
    "role": "法定代表人",
    "from": "2016-05-20",
    "to": "2025-11-23",
}
PENALTY = {
    "penId": "SCJG-1",
    "uniscid": CODE.lower(),
    "entName": "样例省有限公司",
    "penDecNo": "样市监处罚〔2024〕17号",
    "penType": "罚款;吊销许可证",
    "penAmt": "125000.00",
    "penAuth_CN": "样例省市场监督管理局",
    "penAuthCode": "11990000TA01LY0062",
    "penDecIssDate": "2024/11/23",
    "illegActDate": 1727107200000,
    "sevLevel": "3",
    "areaCode": "A1",
    "penState": "1",
    "persons": [{**OFFICER, "directlyResponsible": "1"}],
}
DATA = {
    "uniscid": CODE,
    "orgCode": "TC21LY00-7",
    "regNo": "990100000000216",
    "taxNo": "无",
    "entName": "样例省有限公司",
    "entType": "有限责任公司",
    "regState": "存续",
    "estDate": "2016-05-20",
    "regOrg": "样例省市场监督管理局",
    "regOrgCode": "11990000TA01LY0062",
    "names": [{"entName": "旧名有限公司", "from": "2016-05-20", "to": "2019-03-01"}],
    "officers": [OFFICER],
    "penaltyTotal": 1,
    "penalties": [PENALTY],
}
ANSWER = {"code": "0000", "message": "成功", "key": KEY, "dataTime": DATA_TIME, "data": DATA}


async def test_a_unit() -> None:
    answers, requests = await ask("registry", UNIT, json(ANSWER))
    assert [(item.method, item.url.path) for item in requests] == [("GET", f"/api/v1/units/uscc/{CODE}")]
    assert requests[0].headers["x-api-key"] == "canary"
    found = answers[UNIT].outcome
    assert isinstance(found, Found)
    assert [alias.identifier.scheme for alias in found.aliases] == [
        Scheme.CREDIT_CODE,
        Scheme.ORGANISATION_CODE,
        Scheme.REGISTRATION_NUMBER,
    ]
    registration, penalty = found.records
    assert isinstance(registration, Registration)
    assert registration.id == f"registry:{CODE}"
    assert [name.name for name in registration.names] == ["样例省有限公司", "旧名有限公司"]
    assert registration.officers[0].identifier == PERSON
    assert registration.officers[0].period is not None
    assert registration.officers[0].period.last_day == date(2025, 11, 23)
    assert isinstance(penalty, Penalty)
    assert (penalty.decided_on, penalty.conduct_on) == (date(2024, 11, 23), date(2024, 9, 24))
    assert penalty.penalty_kinds == (PenaltyKind.FINE, PenaltyKind.REVOKE_LICENCE)
    assert (penalty.severity, penalty.area) == (Severity.SERIOUS, Area.LIFE_AND_HEALTH)
    assert penalty.fine_yuan == Decimal(125000)
    assert penalty.issuer.code == "11990000TA01LY0062"
    assert penalty.responsible[0].directly_responsible is True
    assert penalty.provenances[0].document_number == "样市监处罚〔2024〕17号"


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        (Identifier(scheme=Scheme.REGISTRATION_NUMBER, value="990100000000216"), "regno"),
        (organisation_code_of(UNIT), "orgcode"),
    ],
)
async def test_a_unit_by_its_other_codes(key: Identifier, kind: str) -> None:
    body = ANSWER | {"key": {"type": kind, "value": key.value}}
    answers, requests = await ask("registry", key, json(body))
    assert requests[0].url.path == f"/api/v1/units/{kind}/{key.value}"
    assert isinstance(answers[key].outcome, Found)


async def test_nothing_needs_the_key_echoed() -> None:
    nothing = {"code": "0404", "message": "未查询到该主体", "key": KEY, "data": None}
    assert isinstance(await outcome_of("registry", UNIT, json(nothing)), NotFound)
    assert await failure_of("registry", UNIT, json({**nothing, "key": None})) is FailureKind.UNACCOUNTED


@pytest.mark.parametrize(
    ("change", "failure"),
    [
        ({"code": "9999"}, FailureKind.UPSTREAM_ERROR),
        ({"key": {"type": "uscc", "value": "11990000TA01LY0062"}}, FailureKind.WRONG_SUBJECT),
        ({"data": DATA | {"uniscid": "11990000TA01LY0062"}}, FailureKind.WRONG_SUBJECT),
        ({"data": DATA | {"uniscid": "9199****TC21LY007J"}}, FailureKind.UNACCOUNTED),
        ({"data": None}, FailureKind.UNACCOUNTED),
        ({"data": DATA | {"penaltyTotal": 2}}, FailureKind.TRUNCATED),
        ({"data": DATA | {"penaltyTotal": None}}, FailureKind.UNACCOUNTED),
        ({"data": DATA | {"estDate": "once"}}, FailureKind.CONTRACT_BROKEN),
        ({"data": DATA | {"penalties": [PENALTY | {"penType": "杖责"}]}}, FailureKind.CONTRACT_BROKEN),
        ({"data": DATA | {"entName": 7}}, FailureKind.CONTRACT_BROKEN),
    ],
)
async def test_answers_that_are_not_believed(change: dict[str, object], failure: FailureKind) -> None:
    assert await failure_of("registry", UNIT, json(ANSWER | change)) is failure


async def test_a_penalty_without_a_code_of_its_own_is_left_out_and_counted() -> None:
    body = ANSWER | {"data": DATA | {"penalties": [PENALTY | {"uniscid": "无"}]}}
    found = await outcome_of("registry", UNIT, json(body))
    assert isinstance(found, Found)
    assert ([record.kind.value for record in found.records], found.rejected) == (["REGISTRATION"], 1)


async def test_a_person_is_asked_in_the_body_and_gives_links() -> None:
    post = {"uniscid": CODE, "entName": "样例省有限公司", "role": "董事", "from": "2016-05-20", "to": None}
    body = {
        "code": "0000",
        "key": {"certType": "01", "certNo": PERSON.value},
        "data": {"name": "周样", "postTotal": 2, "posts": [post, post | {"uniscid": "?"}]},
    }
    answers, requests = await ask("registry", PERSON, json(body))
    assert PERSON.value not in str(requests[0].url)
    assert msgspec.json.decode(requests[0].content) == {"certType": "01", "certNo": PERSON.value}
    found = answers[PERSON].outcome
    assert isinstance(found, Found)
    assert [(link.unit, link.role) for link in found.links] == [(UNIT, Role.DIRECTOR)]
    assert found.rejected == 1


async def test_a_masked_number_of_an_officer_is_none() -> None:
    body = ANSWER | {"data": DATA | {"officers": [OFFICER | {"certNo": "9900**********0018"}]}}
    registration = (await records_of("registry", UNIT, json(body)))[0]
    assert isinstance(registration, Registration)
    assert registration.officers[0].identifier is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("股份有限公司", SubjectKind.ENTERPRISE),
        ("个体工商户", SubjectKind.SELF_EMPLOYED),
        ("事业单位", SubjectKind.PUBLIC_INSTITUTION),
        ("驻华机构", SubjectKind.OTHER),
        (None, SubjectKind.OTHER),
    ],
)
async def test_kinds_of_unit(words: str | None, kind: SubjectKind) -> None:
    (registration, *_) = await records_of("registry", UNIT, json(ANSWER | {"data": DATA | {"entType": words}}))
    assert isinstance(registration, Registration)
    assert registration.subject_kind is kind
