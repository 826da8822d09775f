"""The tax authority, against recorded answers."""

from __future__ import annotations

from datetime import date

import httpx
import pytest

from schema.codes import FailureKind
from schema.identifiers import Identifier, Scheme
from schema.outcomes import NotFound
from schema.records import Evaluation
from tests.connectors.agencies.recorded import ask, failure_of, outcome_of, records_of

KEY = Identifier(scheme=Scheme.TAXPAYER_NUMBER, value="990100TC21LY007")
OLD = '<tc:Grade id="g-2023"><tc:PJND>2023</tc:PJND><tc:XYJB> b</tc:XYJB><tc:PJRQ>2024-04-20</tc:PJRQ></tc:Grade>'
NEW = (
    '<tc:Grade id="g-2024"><tc:PJND>2024</tc:PJND><tc:XYJB>A</tc:XYJB><tc:PJRQ>2025-07-01</tc:PJRQ>'
    "<tc:PJJG>样例省税务局</tc:PJJG><tc:PJJGDM>11990000TA02LY007P</tc:PJJGDM></tc:Grade>"
)


def soap(inside: str, status: int = 200) -> httpx.Response:
    envelope = (
        '<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"'
        f' xmlns:tc="urn:sandbox:tax-credit"><e:Body>{inside}</e:Body></e:Envelope>'
    )
    return httpx.Response(status, content=envelope.encode(), headers={"content-type": "text/xml"})


def response(grades: str, *, code: str = "0000", echo: str = KEY.value) -> httpx.Response:
    return soap(
        f"<tc:QueryGradeResponse><tc:ResultCode>{code}</tc:ResultCode><tc:NSRSBH>{echo}</tc:NSRSBH>"
        f"<tc:NSRMC>样例</tc:NSRMC>{grades}</tc:QueryGradeResponse>"
    )


async def test_grades_in_order_with_scale_and_period() -> None:
    answers, requests = await ask("tax", KEY, response(f'<tc:Grades total="2">{NEW}{OLD}</tc:Grades>'))
    assert requests[0].headers["soapaction"] == '"urn:sandbox:tax-credit/QueryGrade"'
    assert b"<tc:Token>canary</tc:Token>" in requests[0].content
    assert b"<tc:NSRSBH>990100TC21LY007</tc:NSRSBH>" in requests[0].content
    records = await records_of("tax", KEY, response(f'<tc:Grades total="2">{NEW}{OLD}</tc:Grades>'))
    old, new = records
    assert isinstance(old, Evaluation)
    assert isinstance(new, Evaluation)
    assert (old.grade, old.scale, old.year) == ("B", "tax-2014", 2023)
    assert old.period is not None
    assert old.period.ends_before == date(2025, 7, 1)
    assert (new.grade, new.scale, new.year, new.id) == ("A", "tax-2025", 2024, "tax:g-2024")
    assert new.issuer.code == "11990000TA02LY007P"
    assert answers[KEY].attempts == 1


async def test_unknown_and_unrated_are_told_apart() -> None:
    assert isinstance(await outcome_of("tax", KEY, response("", code="1001")), NotFound)
    assert await records_of("tax", KEY, response('<tc:Grades total="0"/>')) == ()


@pytest.mark.parametrize(
    ("reply", "failure"),
    [
        (response("", code="9001"), FailureKind.UPSTREAM_ERROR),
        (soap("<e:Fault/>", 500), FailureKind.UPSTREAM_ERROR),
        (soap("<e:Fault/>"), FailureKind.UPSTREAM_ERROR),
        (soap("<e:Fault/>", 401), FailureKind.REJECTED),
        (soap("<other/>"), FailureKind.CONTRACT_BROKEN),
        (response(""), FailureKind.UNACCOUNTED),
        (response("", code="1001", echo=""), FailureKind.UNACCOUNTED),
        (response("", code="1001", echo="990100TA01LY006"), FailureKind.WRONG_SUBJECT),
        (response(f'<tc:Grades total="2">{OLD}</tc:Grades>'), FailureKind.TRUNCATED),
        (response(f"<tc:Grades>{OLD}</tc:Grades>"), FailureKind.UNACCOUNTED),
        (response(f'<tc:Grades total="1">{OLD.replace(" b", "AAA")}</tc:Grades>'), FailureKind.CONTRACT_BROKEN),
        (response(f'<tc:Grades total="1">{OLD.replace("2024-04-20", "")}</tc:Grades>'), FailureKind.CONTRACT_BROKEN),
        (httpx.Response(200, content=b"<a"), FailureKind.MALFORMED),
    ],
)
async def test_answers_that_are_not_believed(reply: httpx.Response, failure: FailureKind) -> None:
    assert await failure_of("tax", KEY, reply) is failure
