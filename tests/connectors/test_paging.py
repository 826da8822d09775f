"""Paging: which page comes next, when an answer is whole, and pages that do not behave; pure, then over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import pytest
import respx
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.connector import SourceRef
from connectors.core.faults import ContractBroken, TooLarge
from connectors.core.runner import Runner
from connectors.core.settings import read_settings
from connectors.declared.load import declared_kind
from connectors.paging import Page, Paging, PagingKind, Turn, following
from schema.codes import FailureKind
from schema.outcomes import Failed, Found, Outcome
from tests.connectors.acting import UNIT, call, now
from tests.connectors.agencies.recorded import BASE, WIRING

FILE = """
kind = "rest"
title = "Licences"
keyed_by = ["CREDIT_CODE"]
history = "FULL"

[[request]]
path = "/licences?code={key}@QUERY@"

[request.paging]
kind = "@KIND@"
size = 2
most_rows = 20
@MORE@

[request.answer]
echo = "/code"

[[request.record]]
kind = "LICENCE"
rows = "/rows"
@TOTAL@
id = "/id"
identifiers = "key"
issuer = { name = "/authority" }
"""
IDS = ("a", "b", "c", "d", "e")
Reply = Callable[[httpx.Request], httpx.Response]


@given(st.integers(1, 40), st.integers(1, 7))
def test_numbered_pages_end_when_the_total_is_there(total: int, size: int) -> None:
    for kind in (PagingKind.PAGE, PagingKind.OFFSET):
        paging = Paging(kind=kind, first=1 if kind is PagingKind.PAGE else 0, size=size, most_rows=100)
        turn: Turn | None = Turn(paging.first)
        so_far, offsets = 0, []
        while turn is not None:
            offsets.append(turn.number)
            rows = min(size, total - so_far)
            so_far += rows
            turn = following(paging, turn, Page(rows=rows, rows_so_far=so_far, total=total))
        assert so_far == total
        assert len(set(offsets)) == len(offsets)


def test_a_page_without_rows_ends_the_asking() -> None:
    paging = Paging(kind=PagingKind.PAGE)
    assert following(paging, Turn(3), Page(rows=0, rows_so_far=4, total=9)) is None


def test_more_rows_than_allowed_are_refused_before_they_are_read() -> None:
    with pytest.raises(TooLarge):
        following(Paging(kind=PagingKind.PAGE, most_rows=10), Turn(1), Page(rows=2, rows_so_far=2, total=11))


def test_a_cursor_that_repeats_is_refused() -> None:
    with pytest.raises(ContractBroken):
        following(Paging(kind=PagingKind.CURSOR), Turn(2, "x"), Page(rows=1, rows_so_far=2, total=None, next_at="x"))


@pytest.mark.parametrize("kind", [PagingKind.CURSOR, PagingKind.LINK])
def test_pages_that_never_end_are_no_more_than_the_rows_allowed(kind: PagingKind) -> None:
    paging = Paging(kind=kind, most_rows=10)
    turn: Turn | None = Turn(paging.first)
    with pytest.raises(TooLarge):
        for number in range(20):
            assert turn is not None
            turn = following(paging, turn, Page(rows=0, rows_so_far=0, total=None, next_at=f"at-{number}"))
    assert turn is not None
    assert turn.number - paging.first == 10


def body(ids: Sequence[str], **more: object) -> httpx.Response:
    rows = [{"id": item, "authority": "样例省厅"} for item in ids]
    return httpx.Response(200, json={"code": UNIT.value, "rows": rows} | more)


def by_page(request: httpx.Request) -> httpx.Response:
    number = page(request)
    return body(IDS[2 * number - 2 : 2 * number], total=5, page=number)


def by_offset(request: httpx.Request) -> httpx.Response:
    first = int(request.url.params["from"])
    return body(IDS[first : first + 2], total=5)


def by_cursor(request: httpx.Request) -> httpx.Response:
    first = int(request.url.params.get("at") or 0)
    following_at = str(first + 2) if first + 2 < 5 else None
    return body(IDS[first : first + 2], next=following_at)


def by_link(request: httpx.Request) -> httpx.Response:
    first = int(request.url.params.get("at", "0"))
    following_at = f"/licences?code={UNIT.value}&at={first + 2}" if first + 2 < 5 else None
    return body(IDS[first : first + 2], next=following_at)


def by_header(request: httpx.Request) -> httpx.Response:
    first = int(request.url.params.get("at", "0"))
    reply = body(IDS[first : first + 2])
    if first + 2 < 5:
        reply.headers["Link"] = f'<{BASE}/licences?code={UNIT.value}&at={first + 2}>; rel="next"'
    return reply


def page(request: httpx.Request) -> int:
    return int(request.url.params["page"])


PAGE = ("page", "&page={page}&size={size}", 'page_echo = "/page"', 'total = "/total"')
OFFSET = ("offset", "&from={offset}", "", 'total = "/total"')
CURSOR = ("cursor", "&at={cursor}", 'next = "/next"', "")
LINK = ("link", "", 'next = "/next"', "")
HEADER = ("link", "", "link_header = true", "")


async def outcome(folder: Path, paging: tuple[str, str, str, str], reply: Reply) -> tuple[Outcome, int]:
    kind, query, more, total = paging
    text = FILE.replace("@KIND@", kind).replace("@QUERY@", query).replace("@MORE@", more).replace("@TOTAL@", total)
    (folder / "agency.toml").write_text(text, encoding="utf-8")
    declared = declared_kind(folder / "agency.toml")
    settings = read_settings(declared.settings_type, {"url": BASE, "limits": {"attempts": 1}}, where="x")
    with respx.mock(using="httpx", assert_all_called=False) as mock:
        route = mock.route(host="department.test", port=8080).mock(side_effect=reply)
        mock.route(host="elsewhere.test").mock(return_value=httpx.Response(200))
        async with Runner(declared(SourceRef("licences", "a"), settings, WIRING), clock=now) as runner:
            told = (await runner.ask(call(UNIT)))[UNIT].outcome
        return told, route.call_count


@pytest.mark.parametrize(
    ("paging", "reply"),
    [(PAGE, by_page), (OFFSET, by_offset), (CURSOR, by_cursor), (LINK, by_link), (HEADER, by_header)],
)
async def test_every_page_is_read(tmp_path: Path, paging: tuple[str, str, str, str], reply: Reply) -> None:
    told, calls = await outcome(tmp_path, paging, reply)
    assert isinstance(told, Found), told
    assert [record.id for record in told.records] == [f"licences:{item}" for item in IDS]
    assert calls == 3


@pytest.mark.parametrize(
    ("paging", "reply", "kind"),
    [
        (PAGE, lambda _: body(IDS[:2], total=5, page=1), FailureKind.CONTRACT_BROKEN),
        (
            PAGE,
            lambda request: body(IDS[: 2 * (2 - page(request))], total=5, page=page(request)),
            FailureKind.TRUNCATED,
        ),
        (PAGE, lambda request: body(IDS[:2], total=5, page=page(request)), FailureKind.CONTRACT_BROKEN),
        (PAGE, lambda request: body(IDS[:2], total=4 + page(request), page=page(request)), FailureKind.TRUNCATED),
        (PAGE, lambda _: body(IDS[:2], total=5), FailureKind.UNACCOUNTED),
        (OFFSET, lambda _: body(IDS[:2], total=500), FailureKind.TOO_LARGE),
        (CURSOR, lambda _: body(IDS[:2], next="again"), FailureKind.CONTRACT_BROKEN),
        (
            CURSOR,
            lambda request: body([], next=f"{request.url.params.get('at')}a", filler="x" * 4_000_000),
            FailureKind.TOO_LARGE,
        ),
        (LINK, lambda _: body(IDS[:2], next="http://elsewhere.test/steal"), FailureKind.INTERNAL),
    ],
)
async def test_pages_that_do_not_behave(
    tmp_path: Path, paging: tuple[str, str, str, str], reply: Reply, kind: FailureKind
) -> None:
    told, _ = await outcome(tmp_path, paging, reply)
    assert isinstance(told, Failed), told
    assert told.failure is kind
