"""Credentials on requests, as a department sees them, and nowhere else."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import logging
import traceback
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.auth.authenticator import Authenticator, authenticator, origins_of
from connectors.auth.spec import ApiKeyAuth, AuthSpec, BasicAuth, BearerAuth, NoAuth, OAuth2Auth, SignatureAuth
from connectors.core.faults import Malformed, Unreachable
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.exchange import PolicedExchange, Policy, Reply, Request
from connectors.exchange.httpx_exchange import HttpxExchange
from connectors.exchange.policy import origin_of
from tests.connectors.acting import now
from tests.connectors.wires import http, says, speaking

CANARY = "canary-4711"
SIGNED = SignatureAuth(
    "{app_id}|{timestamp}|{nonce}|{method}|{path}|{query}|{body_sha256}",
    {"X-App-Id": "{app_id}", "X-Timestamp": "{timestamp}", "X-Nonce": "{nonce}", "X-Signature": "{signature}"},
)
KINDS: list[tuple[AuthSpec, Mapping[str, str]]] = [
    (BearerAuth(), {"key": CANARY}),
    (ApiKeyAuth(header="X-Api-Key"), {"key": CANARY}),
    (ApiKeyAuth(query="appkey"), {"key": CANARY}),
    (BasicAuth(), {"user": "tally", "password": CANARY}),
    (OAuth2Auth("/token"), {"client_id": "tally", "client_secret": CANARY}),
    (SIGNED, {"app_id": "tally", "secret": CANARY}),
]


async def unreached(request: Request) -> Reply:
    raise AssertionError(f"{request.method} was sent without need")


def made(spec: AuthSpec, secrets: Mapping[str, str]) -> Authenticator:
    return authenticator(spec, secrets, base_url="http://h.invalid", send=unreached, clock=now)


@pytest.fixture(params=[AiohttpExchange, HttpxExchange])
def kind(request: pytest.FixtureRequest) -> type[PolicedExchange]:
    found: type[PolicedExchange] = request.param
    return found


def policy(url: str) -> Policy:
    return Policy(origins=frozenset({origin_of(url)}), connections=2, connect_seconds=0.5, max_bytes=1_000)


@pytest.mark.parametrize(
    ("spec", "secrets", "headers"),
    [
        (NoAuth(), {}, {}),
        (BearerAuth(), {"key": "k1"}, {"Authorization": "Bearer k1"}),
        (ApiKeyAuth(header="X-Api-Key"), {"key": "App k1"}, {"X-Api-Key": "App k1"}),
        # RFC 7617, 2 and 2.1
        (
            BasicAuth(),
            {"user": "Aladdin", "password": "open sesame"},
            {"Authorization": "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="},
        ),
        (BasicAuth(), {"user": "test", "password": "123£"}, {"Authorization": "Basic dGVzdDoxMjPCow=="}),
    ],
)
async def test_credentials_that_never_change_are_headers(
    spec: AuthSpec, secrets: Mapping[str, str], headers: Mapping[str, str]
) -> None:
    auth = made(spec, secrets)
    assert auth.static_headers == headers
    signed = await auth.signed(Request("POST", "http://h.invalid/x", {"A": "1"}, b"{}"))
    assert signed == Request("POST", "http://h.invalid/x", {"A": "1", **headers}, b"{}")
    auth.refused()
    assert auth.static_headers == headers
    assert origins_of(spec, "http://h.invalid") == frozenset()


@given(st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters=":"), min_size=1, max_size=20))
def test_any_user_and_password_come_back_from_basic_authentication(word: str) -> None:
    static = made(BasicAuth(), {"user": word, "password": f"{word}:{word}"}).static_headers or {}
    assert b64decode(static["Authorization"].removeprefix("Basic ")).decode() == f"{word}:{word}:{word}"


@pytest.mark.parametrize(
    ("url", "signed"),
    [
        ("http://h.invalid/x", "http://h.invalid/x?app%20key=k%2F1%26%E5%AF%86"),
        ("http://h.invalid/x?a=1", "http://h.invalid/x?a=1&app%20key=k%2F1%26%E5%AF%86"),
        ("http://h.invalid/x?app%20key=old&a=1", "http://h.invalid/x?a=1&app%20key=k%2F1%26%E5%AF%86"),
        ("http://h.invalid/x?", "http://h.invalid/x?app%20key=k%2F1%26%E5%AF%86"),
    ],
)
async def test_a_key_in_the_query_stands_there_once(url: str, signed: str) -> None:
    auth = made(ApiKeyAuth(query="app key"), {"key": "k/1&密"})
    assert auth.static_headers is None
    assert (await auth.signed(Request("GET", url))).url == signed


async def test_a_link_that_repeats_the_key_is_not_given_it_twice() -> None:
    auth = made(ApiKeyAuth(query="appkey"), {"key": "k1"})
    first = await auth.signed(Request("GET", "http://h.invalid/x?page=2"))
    assert await auth.signed(first) == first


@pytest.mark.parametrize(
    ("spec", "secrets", "name"),
    [
        (BearerAuth(), {"key": ""}, "key"),
        (BearerAuth(), {"key": f"{CANARY}\n"}, "key"),
        (BearerAuth(), {"key": f"{CANARY}\r\nX-Evil: 1"}, "key"),
        (BearerAuth(), {"key": f"{CANARY}密"}, "key"),
        (ApiKeyAuth(header="X-Api-Key"), {"key": f" {CANARY}"}, "key"),
        (ApiKeyAuth(query="appkey"), {"key": f"{CANARY}\n"}, "key"),
        (BasicAuth(), {"user": "a:b", "password": CANARY}, "user"),
        (BasicAuth(), {"user": "a", "password": f"{CANARY}\n"}, "password"),
        (OAuth2Auth("/t"), {"client_id": "a", "client_secret": f"{CANARY}\n"}, "client_secret"),
        (SIGNED, {"app_id": f"{CANARY}密", "secret": "s"}, "app_id"),
        (SIGNED, {"app_id": "a", "secret": f"{CANARY}\n"}, "secret"),
    ],
)
def test_an_unusable_credential_is_refused_at_start_by_name(
    spec: AuthSpec, secrets: Mapping[str, str], name: str
) -> None:
    with pytest.raises(ValueError, match=f"`{name}` .*; give|`{name}` holds a colon") as caught:
        made(spec, secrets)
    assert CANARY not in "".join(traceback.format_exception(caught.value))


def test_an_identity_no_header_carries_may_be_anything() -> None:
    spec = SignatureAuth("{app_id}{path}", {"X-Signature": "{signature}"})
    assert made(spec, {"app_id": "信用", "secret": "s"}).static_headers is None


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "/a/b?x=1&y=%E6%A0%B7",
        "/%E5%90%8D%2F/x?",
        "/a'(b)!*;$,=@:~?q='(1)!*;$,/?@:",
        "/p?a=1&a=2&b",
        "/x%20y?z=a+b",
    ],
)
@pytest.mark.parametrize("body", [None, '{"名":1}'.encode(), b"\xff\x00"])
async def test_a_department_verifies_a_signature_from_what_arrives(
    kind: type[PolicedExchange], target: str, body: bytes | None
) -> None:
    arrived: list[bytes] = []

    async def reads_all(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.append(await reader.readexactly(len(body or b"")))
        writer.write(http(b"{}", "Connection: close"))

    async with speaking(reads_all) as wire, kind(policy(wire.url)) as exchange:
        auth = authenticator(
            SIGNED, {"app_id": "tally", "secret": "密"}, base_url=wire.url, send=exchange.send, clock=now
        )
        request = Request("POST" if body else "GET", wire.url + target, {}, body)
        await exchange.send(await auth.signed(request))
        await exchange.send(await auth.signed(request))
    nonces = {_verified(head.decode(), read) for head, read in zip(wire.requests, arrived, strict=True)}
    assert len(nonces) == 2


def _verified(head: str, body: bytes) -> str:
    (method, target, _), *lines = (line.split(" ", 2) for line in head.split("\r\n") if line)
    shown = {name.rstrip(":").lower(): " ".join(rest) for name, *rest in lines}
    path, _, query = target.partition("?")
    assert datetime.fromtimestamp(int(shown["x-timestamp"]) / 1000, now().tzinfo) == now()
    parts = (shown["x-app-id"], shown["x-timestamp"], shown["x-nonce"], method, path, query)
    string = "|".join((*parts, hashlib.sha256(body).hexdigest()))
    assert shown["x-signature"] == hmac.digest("密".encode(), string.encode(), "sha256").hex()
    return shown["x-nonce"]


async def test_a_key_in_the_query_arrives(kind: type[PolicedExchange]) -> None:
    async with speaking(says(http(b"{}"))) as wire, kind(policy(wire.url)) as exchange:
        auth = made(ApiKeyAuth(query="appkey"), {"key": "k/1&密+"})
        await exchange.send(await auth.signed(Request("GET", f"{wire.url}/x?a=1")))
    assert parse_qs(urlsplit(wire.requests[0].split()[1].decode()).query) == {"a": ["1"], "appkey": ["k/1&密+"]}


@pytest.mark.parametrize(("spec", "secrets"), KINDS, ids=lambda item: type(item).__name__)
@pytest.mark.parametrize("answer", [http(b'{"access_token":"canary-4711"}'), b"SSH-2.0\r\n\r\n", None])
async def test_no_credential_in_logs_faults_or_reprs(
    kind: type[PolicedExchange],
    spec: AuthSpec,
    secrets: Mapping[str, str],
    answer: bytes | None,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    async with speaking(says(answer or b"")) as wire, kind(policy(wire.url)) as exchange:
        auth = authenticator(spec, secrets, base_url=wire.url, send=exchange.send, clock=now)
        try:
            signed = await auth.signed(Request("GET", f"{wire.url}/x"))
            said.append(repr(signed))
            await exchange.send(signed)
        except (Malformed, Unreachable) as fault:
            said += ["".join(traceback.format_exception(fault)), repr(fault), fault.message, fault.detail]
        said += [repr(auth), repr(spec)]
    assert wire.requests
    said += [record.getMessage() for record in caplog.records]
    shown = (CANARY, b64encode(f"tally:{CANARY}".encode()).decode())
    assert not [text for text in said if any(word in text for word in shown)]
