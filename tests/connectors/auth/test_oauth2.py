"""The client credentials grant against a real server: one token for all, had anew when need be, faults told apart."""

from __future__ import annotations

import asyncio
import base64
import gc
from urllib.parse import unquote_plus

import pytest
from starlette.responses import Response

from connectors.auth.authenticator import authenticator, origins_of
from connectors.auth.oauth2 import TokenHolder
from connectors.auth.spec import ClientAuthentication, OAuth2Auth
from connectors.core.faults import (
    Defect,
    TimedOut,
    Unreachable,
)
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.exchange import PolicedExchange, Policy, Request
from connectors.exchange.httpx_exchange import HttpxExchange
from connectors.exchange.policy import origin_of
from tests.connectors.auth.department import SECRETS, SPEC, Hands, asking, department, shown


@pytest.mark.parametrize("kind", [AiohttpExchange, HttpxExchange])
async def test_a_client_shows_its_secret_in_the_header_form_encoded(kind: type[PolicedExchange]) -> None:
    async with asking(OAuth2Auth("/oauth/token", scope="units penalties"), kind=kind) as (asked, auth, _, _):
        assert await shown(auth) == "Bearer token-1"
    assert asked.forms == [{"grant_type": ["client_credentials"], "scope": ["units penalties"]}]
    scheme, _, pair = asked.headers[0]["authorization"].partition(" ")
    assert scheme == "Basic"
    assert list(map(unquote_plus, base64.b64decode(pair).decode("ascii").split(":"))) == list(SECRETS.values())
    assert asked.headers[0]["content-type"] == "application/x-www-form-urlencoded"


async def test_a_client_shows_its_secret_in_the_body() -> None:
    spec = OAuth2Auth("/oauth/token", client_authentication=ClientAuthentication.BODY)
    async with asking(spec) as (asked, auth, _, _):
        await shown(auth)
    named = {name: [value] for name, value in SECRETS.items()}
    assert asked.forms == [{"grant_type": ["client_credentials"], **named}]
    assert "authorization" not in asked.headers[0]


async def test_the_rest_of_a_request_stays_as_it_is() -> None:
    async with asking() as (_, auth, _, _):
        request = Request("POST", "http://h/x?y=1", {"X": "1"}, b"{}")
        signed = await auth.signed(request)
    assert (signed.method, signed.url, signed.body, signed.headers["X"]) == ("POST", "http://h/x?y=1", b"{}", "1")
    assert request.headers == {"X": "1"}
    assert auth.static_headers is None


async def test_many_who_ask_at_once_share_one_token() -> None:
    async with asking() as (asked, auth, _, _):
        asked.held_up.clear()
        waiting = [asyncio.create_task(shown(auth)) for _ in range(50)]
        await asked.reached.wait()
        asked.held_up.set()
        assert set(await asyncio.gather(*waiting)) == {"Bearer token-1"}
        assert await shown(auth) == "Bearer token-1"
    assert len(asked.forms) == 1


@pytest.mark.parametrize(
    ("expires_in", "kept", "gone"),
    [
        (3600, 3569, 3570),
        ("3600", 3569, 3570),
        (20, 9, 10),
        (None, 269, 300),
        (0, 269, 300),
        (-5, 269, 300),
        (10**12, 86_369, 86_370),
    ],
)
async def test_a_token_is_used_until_shortly_before_it_expires(expires_in: object, kept: float, gone: float) -> None:
    async with asking() as (asked, auth, _, hands):
        asked.expires_in = expires_in
        await shown(auth)
        hands.pass_by(seconds=kept)
        assert await shown(auth) == "Bearer token-1"
        hands.pass_by(seconds=gone - kept)
        assert await shown(auth) == "Bearer token-2"


async def test_a_refused_token_is_had_anew() -> None:
    async with asking() as (asked, auth, exchange, _):
        signed = await auth.signed(Request("GET", f"{asked.url}/units"))
        assert (await exchange.send(signed)).status == 200
        asked.tokens = 7
        assert (await exchange.send(signed)).status == 401
        auth.refused()
        again = await auth.signed(Request("GET", f"{asked.url}/units"))
        assert (await exchange.send(again)).status == 200
        assert again.headers["Authorization"] == "Bearer token-8"


async def test_late_refusals_of_an_old_token_leave_the_new_one_alone() -> None:
    async with asking() as (asked, auth, _, _):
        old = await auth.signed(Request("GET", f"{asked.url}/units"))
        for _ in range(5):
            auth.refused(old)
            assert await shown(auth) == "Bearer token-2"
        auth.refused(await auth.signed(Request("GET", f"{asked.url}/units")))
        assert await shown(auth) == "Bearer token-3"


async def test_a_cancelled_caller_does_not_end_the_request_others_wait_for() -> None:
    async with asking() as (asked, auth, _, _):
        asked.held_up.clear()
        first, second = (asyncio.create_task(shown(auth)) for _ in range(2))
        await asked.reached.wait()
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        asked.held_up.set()
        assert await second == "Bearer token-1"
    assert len(asked.forms) == 1


async def test_a_token_nobody_waits_for_any_more_serves_the_next_caller() -> None:
    async with asking() as (asked, auth, _, _):
        asked.held_up.clear()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await shown(auth)
        asked.held_up.set()
        assert await shown(auth) == "Bearer token-1"
    assert len(asked.forms) == 1


async def test_a_failure_nobody_waits_for_any_more_is_not_reported_as_a_defect(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with asking() as (asked, auth, _, _):
        asked.held_up.clear()
        asked.answer = Response(status_code=500)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await shown(auth)
        asked.held_up.set()
        await asyncio.sleep(0.2)
        asked.answer = None
        assert await shown(auth) == "Bearer token-1"
    gc.collect()
    assert len(asked.forms) == 2
    assert "never retrieved" not in caplog.text


async def test_a_token_endpoint_that_hangs_is_given_up_and_asked_again() -> None:
    async with department() as asked:
        policy = Policy(origins=frozenset({origin_of(asked.url)}), connections=4, connect_seconds=1.0, max_bytes=1_000)
        async with AiohttpExchange(policy) as exchange:
            holder = TokenHolder(
                SPEC, SECRETS, base_url=asked.url, send=exchange.send, clock=Hands(), patience_seconds=0.2
            )
            asked.held_up.clear()
            with pytest.raises(TimedOut):
                await asyncio.wait_for(holder.token(), 2)
            asked.held_up.set()
            assert await holder.token() == f"token-{asked.tokens}"


async def test_no_token_endpoint_at_all() -> None:
    async with asking(OAuth2Auth("http://127.0.0.1:9/token")) as (_, auth, _, _):
        with pytest.raises(Unreachable):
            await shown(auth)


async def test_a_token_endpoint_elsewhere_is_an_origin_of_its_own() -> None:
    spec = OAuth2Auth("https://login.example.invalid/oauth/token")
    assert origins_of(spec, "http://127.0.0.1:1") == {"https://login.example.invalid:443"}
    assert origins_of(SPEC, "http://127.0.0.1:1/api/") == {"http://127.0.0.1:1"}


async def test_a_token_endpoint_outside_the_declared_origins_is_never_sent_the_secret() -> None:
    async with department() as asked:
        policy = Policy(origins=frozenset({"http://127.0.0.1:9"}), connections=1, connect_seconds=1.0, max_bytes=1_000)
        async with AiohttpExchange(policy) as exchange:
            auth = authenticator(SPEC, SECRETS, base_url=asked.url, send=exchange.send, clock=Hands())
            with pytest.raises(Defect):
                await shown(auth)
    assert asked.forms == []
