"""The endpoint: what may be asked, how it is refused, and that approvals never wait for the public."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio

from gateway.http.turns import TurnLimits
from gateway.public_query.asking import PublicQuestion
from gateway.public_query.limits import PublicLimits
from schema.outcomes import NotFound
from tests.joining.invented import UNIT, credit
from tests.leaks.canaries import told_by
from tests.public_query.asked import MANY, PAGE, Public, public

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def asked(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Public]:
    def tell(spec: Any, key: Any) -> Any:
        return told_by(spec, key) if key == UNIT else NotFound(evidence="nothing is kept of it")

    async with public(tmp_path_factory.mktemp("public"), tell) as found:
        yield found


def other(asked: Public, **limits: int) -> Public:
    """Give the same gateway's public query within other limits."""
    kept = {name: getattr(MANY, name) for name in PublicLimits.__dataclass_fields__}
    return Public(asked.house, PublicLimits(**(kept | limits)))


@pytest.mark.go("GO-11-a")
@pytest.mark.parametrize(
    ("code", "status", "error"),
    [
        ("", 400, "INVALID_IDENTIFIER"),
        ("9" * 65, 400, "INVALID_IDENTIFIER"),
        ("样例省清源食品有限公司", 400, "INVALID_IDENTIFIER"),
        (UNIT.value[:-1] + "0", 400, "INVALID_IDENTIFIER"),
        (credit(77).value, 404, "UNKNOWN_SUBJECT"),
    ],
)
async def test_only_the_credit_code_of_a_unit_that_is_registered_is_answered(
    asked: Public, code: str, status: int, error: str
) -> None:
    reply = await asked.json(code)
    assert (reply.status_code, reply.json()["errors"][0]["extensions"]["code"]) == (status, error)
    assert reply.json()["errors"][0]["extensions"]["hint"]
    page = await asked.page(code)
    if code:
        assert page.status_code == status
        assert 'role="alert"' in page.text
    else:
        assert page.status_code == 200


@pytest.mark.parametrize(
    ("page", "status"), [("1", 200), ("20", 200), ("0", 400), ("21", 400), ("x", 400), ("1e9", 400)]
)
async def test_pages_are_few(asked: Public, page: str, status: int) -> None:
    reply = await other(asked, page_records=1).json(page=page)
    assert reply.status_code == status
    if status == 200:
        assert len(reply.json()["records"]) <= 1


async def test_a_form_is_small_and_nothing_else_is_read(asked: Public) -> None:
    client = asked._client
    for content, sent_as, status in (
        (b"code=" + b"9" * 3000, "application/x-www-form-urlencoded", 413),
        (b'{"code": "x"}', "application/json", 415),
        (b"&".join(b"a=1" for _ in range(99)), "application/x-www-form-urlencoded", 400),
        (b"code=\xff\xfe", "application/x-www-form-urlencoded", 400),
    ):
        reply = await client.post("/public", content=content, headers={"content-type": sent_as})
        assert reply.status_code == status, reply.text
    assert (await client.put("/public")).status_code == 405


async def test_nothing_is_kept_by_caches_or_search_engines(asked: Public) -> None:
    for reply in (await asked.json(), await asked.page(), await asked.json("x")):
        assert reply.headers["cache-control"] == "no-store"
        assert "noindex" in reply.headers["x-robots-tag"]
        assert "set-cookie" not in reply.headers
    assert "script" not in (await asked.page()).text


async def test_who_asks_too_often_waits_and_is_told_how_long(asked: Public) -> None:
    slow = other(asked, queries_per_minute_per_address=2)
    assert [(await slow.json()).status_code for _ in range(3)] == [200, 200, 429]
    page = await slow.page()
    assert (page.status_code, page.headers["retry-after"].isdigit()) == (429, True)
    assert "查询过于频繁" in page.text


async def test_of_many_at_once_few_are_at_work_and_the_rest_wait_or_are_refused(
    asked: Public, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, most, go = 0, 0, asyncio.Event()

    async def answer(question: PublicQuestion, office: object) -> Any:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        await go.wait()
        at_work -= 1
        raise httpx.HTTPError("enough")

    monkeypatch.setattr("gateway.public_query.endpoint.answer_public", answer)
    narrow = other(asked, concurrency=2, queue=1, wait_seconds=5)
    tasks = [asyncio.create_task(narrow._client.get("/public", params={"code": UNIT.value})) for _ in range(6)]
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for _ in range(50):
        await asyncio.sleep(0)
    go.set()
    replies = await asyncio.gather(*tasks, return_exceptions=True)
    refused = [each for each in replies if isinstance(each, httpx.Response)]
    assert most == 2
    assert [each.status_code for each in refused] == [429] * 3
    assert done
    assert TurnLimits().concurrency > PublicLimits().concurrency


async def test_a_browser_is_shown_the_form_first_in_its_language(asked: Public) -> None:
    client = asked._client
    for language, words in (("zh-CN", "公共信用信息一站式查询"), ("en", "One-stop query of public credit information")):
        reply = await client.get("/public", headers={**PAGE, "accept-language": language})
        assert (reply.status_code, reply.headers["content-language"]) == (200, language)
        assert words in reply.text
