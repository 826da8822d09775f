"""Checks over WebSocket, as clients of a closed gateway ask them: tokens, certificates told by a proxy, reloads."""

from __future__ import annotations

import asyncio
import base64
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from gateway.state import DATABASE
from tests.access.issuing import AUDIENCE, Issuer
from tests.access.test_certificates import HEADER
from tests.connectors.acting import UNIT
from tests.http.websocket.clients import client, handshake
from tests.serving.served import MATTERS, Served, eventually

CHECK = f"""{{
    check(
        subject: {{scheme: CREDIT_CODE, value: "{UNIT.value}"}}, matter: "food-production-licence",
        purpose: ADMINISTRATIVE_LICENCE, caseNumber: "socket-1"
    ) {{ guidance sources {{ source }} receipt {{ id }} }}
}}"""


def address(served: Served) -> httpx.URL:
    return httpx.URL(served.url)


@contextmanager
def without_approvals(served: Served) -> Iterator[None]:
    """Take a client out of the served configuration for a while."""
    _rename(served, "approvals", "others")
    try:
        yield
    finally:
        _rename(served, "others", "approvals")


def _rename(served: Served, old: str, new: str) -> None:
    exchanges = served.exchanges()
    served.edit("clients.toml", f'client = "{old}"', f'client = "{new}"')
    served.hang_up()
    assert eventually(lambda: served.exchanges() > exchanges)


def code_of(refused: dict[str, Any]) -> str:
    assert refused["type"] == "error"
    code: str = refused["payload"][0]["extensions"]["code"]
    return code


async def test_a_check_leaves_receipt_and_access_entry_as_over_http(served: Served, issuer: Issuer) -> None:
    credential = {"Authorization": f"Bearer {issuer.token('approvals')}"}
    async with client(address(served), additional_headers=credential) as opened:
        told = await opened.ask(CHECK, extensions={"requestId": "socket-check-1"})
        check = told["data"]["check"]
        kept = await opened.ask(f'{{ receipt(id: "{check["receipt"]["id"]}") }}')
    assert "errors" not in told
    assert check["guidance"]
    assert check["sources"]
    body = json.loads(kept["data"]["receipt"])["body"]
    assert b"socket-1" in base64.urlsafe_b64decode(body + "==")
    with sqlite3.connect(served.folder.parent / "state" / DATABASE) as connection:
        entries = connection.execute(
            "SELECT client, case_number, receipt_id FROM access_entry WHERE request_id = 'socket-check-1'"
        ).fetchall()
    assert entries == [("approvals", "socket-1", check["receipt"]["id"])]


async def test_the_deadline_of_a_check_holds(served: Served, issuer: Issuer) -> None:
    async with client(address(served), init=False) as opened:
        await opened.init(Authorization=f"Bearer {issuer.token('approvals')}")
        started = time.monotonic()
        await opened.ask(CHECK.replace("caseNumber", "deadlineMs: 200, caseNumber"))
        assert time.monotonic() - started < 2


async def test_nobody_else_is_let_in(served: Served, issuer: Issuer) -> None:
    for payload in ({}, {"Authorization": "Bearer sandbox-market-regulation"}, {"Authorization": "Basic eA=="}):
        async with client(address(served), init=False) as opened:
            await opened.send(type="connection_init", payload=payload)
            code, reason = await opened.closed()
            assert (code, reason.split(":")[0]) == (4403, "UNAUTHENTICATED")
    assert '"code":4403' in served.log()


async def test_a_certificate_is_no_credential_for_pages_of_other_sites(served: Served) -> None:
    told = {"Client-Cert": HEADER}
    async with client(address(served), additional_headers=told) as opened:
        assert "errors" not in await opened.ask(MATTERS["query"])
    with pytest.raises(InvalidStatus) as caught:
        async with client(address(served), init=False, additional_headers={**told, "Origin": "https://evil.example"}):
            pass
    assert caught.value.response.status_code == 403
    assert '"message":"socket refused"' in served.log()


async def test_a_token_that_expires_and_a_client_taken_out_ask_nothing_more(served: Served, issuer: Issuer) -> None:
    late: dict[str, Any] = {"iss": issuer.url, "aud": AUDIENCE, "client_id": "approvals", "exp": int(time.time()) - 58}
    async with client(address(served), init=False) as expiring, client(address(served), init=False) as leaving:
        await expiring.init(Authorization=f"Bearer {issuer.signed(late)}")
        await leaving.init(Authorization=f"Bearer {issuer.token('approvals')}")
        for opened in (expiring, leaving):
            assert "errors" not in await opened.ask(MATTERS["query"])
        await asyncio.sleep(max(0.0, late["exp"] + 60.1 - time.time()))
        await expiring.subscribe(MATTERS["query"])
        assert code_of(await expiring.next()) == "UNAUTHENTICATED"
        with without_approvals(served):
            await leaving.subscribe(MATTERS["query"])
            assert code_of(await leaving.next()) == "UNAUTHENTICATED"


async def test_a_handshake_with_a_very_long_line_is_answered(served: Served) -> None:
    for long in (handshake(path="/graphql?" + "x" * 9_000), handshake("X-Long: " + "x" * 9_000)):
        reader, writer = await asyncio.open_connection(address(served).host, address(served).port)
        writer.write(long)
        async with asyncio.timeout(5):
            assert (await reader.read()).startswith(b"HTTP/1.1 4")
        writer.close()


async def test_neither_tokens_nor_what_is_asked_is_in_the_log(served: Served, issuer: Issuer) -> None:
    token = issuer.token("approvals")
    signature = token.rpartition(".")[2]
    async with client(address(served), init=False, additional_headers={"Authorization": f"Bearer {token}"}) as opened:
        await opened.send(type="connection_init", payload={"Authorization": f"Bearer {token}x"})
        await opened.closed()
    reader, writer = await asyncio.open_connection(address(served).host, address(served).port)
    writer.write(handshake(path="/graphql?case=from-the-query-string"))
    assert (await reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 101 ")
    writer.close()
    assert "from-the-query-string" not in served.log()
    assert signature not in served.log()
    assert UNIT.value not in served.log()
