"""Who may open sockets, how many, and what ends them."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import time
from contextlib import AsyncExitStack

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests.http.conftest import sample_process
from tests.http.websocket.clients import client


def bearer(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {name}"}


async def test_the_credential_is_that_of_the_handshake_or_of_the_first_message(sockets: httpx.URL) -> None:
    async with client(sockets, additional_headers=bearer("one"), init=False) as opened:
        await opened.init()
        assert (await opened.ask("{ asker }"))["data"] == {"asker": "one"}
    async with client(sockets, additional_headers=bearer("one"), init=False) as opened:
        await opened.init(authorization="Bearer two", other=1)
        assert (await opened.ask("{ asker }"))["data"] == {"asker": "two"}


@pytest.mark.parametrize(
    ("payload", "code", "reason"),
    [
        ({"Authorization": "Bearer nobody"}, 4403, "UNAUTHENTICATED: this credential is not known"),
        ({"Authorization": "Bearer stranger"}, 4403, "FORBIDDEN: this credential may not ask here"),
        ({"Authorization": "Bearer broken"}, 4500, "internal error"),
        ({"Authorization": 3}, 4400, "payload.Authorization"),
        ({"Authorization": "Bearer a", "authorization": "Bearer b"}, 4400, "payload.Authorization"),
    ],
)
async def test_a_credential_that_is_refused_closes_the_socket(
    sockets: httpx.URL, payload: dict[str, object], code: int, reason: str
) -> None:
    async with client(sockets, init=False) as opened:
        await opened.send(type="connection_init", payload=payload)
        found, told = await opened.closed()
    assert found == code
    assert told.startswith(reason)


async def test_a_credential_that_expires_asks_nothing_more(sockets: httpx.URL) -> None:
    async with client(sockets, init=False) as opened:
        await opened.init(**bearer(f"until-{time.time() + 0.6}"))
        await opened.subscribe("subscription { count(to: 100, pause: 0.1) }", "events")
        assert (await opened.next())["type"] == "next"
        while (received := await opened.next())["type"] == "next":
            pass
        assert (received["type"], received["id"]) == ("error", "events")
        assert received["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"
        await opened.subscribe("{ asker }")
        assert (await opened.next())["payload"][0]["extensions"]["code"] == "UNAUTHENTICATED"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "https://approvals.example.evil.example"])
async def test_pages_of_other_sites_open_no_socket(sockets: httpx.URL, origin: str) -> None:
    with pytest.raises(InvalidStatus) as caught:
        async with client(sockets, init=False, additional_headers={"Origin": origin}):
            pass
    response = caught.value.response
    assert response.status_code == 403
    assert b'"code":"FORBIDDEN"' in bytes(response.body)
    assert b"websocket.origins" in bytes(response.body)
    assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_pages_of_this_and_of_named_sites_do(sockets: httpx.URL) -> None:
    own = f"http://{sockets.host}:{sockets.port}"
    for origin in (own, "https://approvals.example"):
        async with client(sockets, additional_headers={"Origin": origin}) as opened:
            assert (await opened.ask("{ asker }"))["data"] == {"asker": "guest"}


async def test_operations_at_once_are_limited(sockets: httpx.URL) -> None:
    async with client(sockets) as opened:
        for number in range(3):
            await opened.subscribe("{ slow(seconds: 0.5) }", f"slow-{number}")
        await opened.subscribe("{ asker }", "fourth")
        refused = await opened.next()
        assert (refused["type"], refused["id"]) == ("error", "fourth")
        assert refused["payload"][0]["extensions"]["code"] == "TOO_MANY_REQUESTS"
        for _ in range(6):
            await opened.next()
        assert (await opened.ask("{ asker }"))["data"] == {"asker": "guest"}


async def test_sockets_of_one_client_and_of_all_are_limited(sockets: httpx.URL) -> None:
    async with AsyncExitStack() as stack:
        for _ in range(8):
            await stack.enter_async_context(client(sockets))
        ninth = await stack.enter_async_context(client(sockets, init=False))
        await ninth.send(type="connection_init")
        code, reason = await ninth.closed()
        assert (code, reason) == (1013, "TOO_MANY_REQUESTS: too many sockets of one client are open")
        for _ in range(4):
            other = await stack.enter_async_context(client(sockets, init=False))
            await other.init(**bearer("other"))
        with pytest.raises(InvalidStatus) as caught:
            await stack.enter_async_context(client(sockets, init=False))
        assert caught.value.response.status_code == 429
        assert b"TOO_MANY_REQUESTS" in bytes(caught.value.response.body)
    async with client(sockets) as again:
        assert (await again.ask("{ asker }"))["data"] == {"asker": "guest"}


async def test_stopping_lets_a_query_end_and_tells_every_socket() -> None:
    with sample_process(errors=subprocess.DEVNULL) as (process, address):
        async with client(address) as busy, client(address) as streaming, client(address, init=False) as new:
            await busy.subscribe("{ slow(seconds: 0.8) }")
            await streaming.subscribe("subscription { count(to: 1000, pause: 0.1) }")
            await streaming.next()
            process.send_signal(signal.SIGTERM)
            assert (await new.closed())[0] == 1012
            assert (await streaming.closed())[0] == 1012
            assert (await busy.next())["payload"]["data"] == {"slow": "done"}
            assert (await busy.closed())[0] == 1012
        assert await asyncio.to_thread(process.wait, 8) == 0


async def test_stopping_waits_for_no_query_for_ever() -> None:
    with sample_process() as (process, address):
        async with client(address) as busy:
            await busy.subscribe("{ slow(seconds: 30) }")
            await asyncio.sleep(0.2)
            process.send_signal(signal.SIGTERM)
            assert (await busy.closed())[0] == 1012
        assert await asyncio.to_thread(process.wait, 8) == 0
        assert process.stderr
        assert "Traceback" not in process.stderr.read()
