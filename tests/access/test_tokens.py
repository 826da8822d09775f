"""Tokens of a real issuer: believed for this gateway, in their time, under keys that may change."""

from __future__ import annotations

import base64
import time
from datetime import timedelta
from typing import Any

import orjson
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from gateway.access.tokens import LONGEST_TOKEN
from schema.errors import ErrorCode, Refusal
from tests.access.issuing import AUDIENCE, Issuer
from tests.access.making import SetClock, access_to, bearer, issuer_of


def _none_signed(server: Issuer) -> str:
    claims = {"iss": server.url, "aud": AUDIENCE, "client_id": "approvals", "exp": int(time.time()) + 60}
    parts = [base64.urlsafe_b64encode(orjson.dumps(part)).decode().rstrip("=") for part in ({"alg": "none"}, claims)]
    return ".".join([*parts, ""])


def _with_public_key_as_secret(server: Issuer) -> str:
    """The confusion of algorithms: a public key used as the secret of an HMAC."""
    key = OctKey.import_key(server.signing.as_pem(private=False).removeprefix(b"-----BEGIN PUBLIC KEY-----"))
    claims = {"iss": server.url, "aud": AUDIENCE, "client_id": "approvals", "exp": int(time.time()) + 60}
    return jwt.encode({"alg": "HS256", "kid": server.signing.kid}, claims, key, algorithms=["HS256"])


def _by_somebody_else(server: Issuer) -> str:
    claims = {"iss": server.url, "aud": AUDIENCE, "client_id": "approvals", "exp": int(time.time()) + 60}
    return jwt.encode({"alg": "RS256", "kid": server.signing.kid}, claims, RSAKey.generate_key(2048))


async def test_a_token_of_the_token_endpoint_names_the_client(server: Issuer) -> None:
    async with access_to(issuer_of(server)) as access:
        token = server.token("approvals")
        assert (await access.verify(bearer(token))).client == "approvals"
        assert (await access.verify(bearer(token))).client == "approvals"
    assert server.fetched == 1


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ({"aud": "https://somebody.else"}, "audience"),
        ({"aud": None}, "audience"),
        ({"iss": "https://somebody.else"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"iss": 7}, "issuer"),
        ({"exp": None}, "time"),
        ({"exp": int(time.time()) - 3600}, "expired"),
        ({"nbf": int(time.time()) + 3600}, "time"),
        ({"iat": int(time.time()) + 3600}, "time"),
        ({"exp": "soon"}, "time"),
        ({"client_id": "somebody"}, "names no client"),
        ({"client_id": None}, "names no client"),
    ],
)
async def test_a_token_that_is_not_for_us_now_is_refused(server: Issuer, claims: dict[str, Any], said: str) -> None:
    async with access_to(issuer_of(server)) as access:
        with pytest.raises(Refusal, match=said) as refused:
            await access.verify(bearer(server.signed(claims)))
    assert refused.value.code is ErrorCode.UNAUTHENTICATED


@pytest.mark.parametrize("forged", [_none_signed, _with_public_key_as_secret, _by_somebody_else])
async def test_a_forged_token_is_refused(server: Issuer, forged: Any) -> None:
    async with access_to(issuer_of(server)) as access:
        with pytest.raises(Refusal) as refused:
            await access.verify(bearer(forged(server)))
    assert refused.value.code is ErrorCode.UNAUTHENTICATED


@pytest.mark.parametrize("typ", ["at+jwt", "application/at+jwt", "JWT"])
async def test_an_access_token_may_say_so(server: Issuer, typ: str) -> None:
    async with access_to(issuer_of(server)) as access:
        assert (await access.verify(bearer(server.signed({}, {"typ": typ})))).client == "approvals"


@pytest.mark.parametrize("typ", ["dpop+jwt", "logout+jwt", "secevent+jwt"])
async def test_a_token_of_another_type_is_refused(server: Issuer, typ: str) -> None:
    async with access_to(issuer_of(server)) as access:
        with pytest.raises(Refusal, match="another type"):
            await access.verify(bearer(server.signed({}, {"typ": typ})))


@pytest.mark.parametrize(
    "token",
    ["a.b.c", "..", "ä.ö.ü", "e30.e30.e30", "e30.W10.", "x" * LONGEST_TOKEN + ".y.z", "eyJhbGciOiJSUzI1NiJ9.\ud800.x"],
)
async def test_what_is_no_token_is_refused_without_asking_the_issuer(server: Issuer, token: str) -> None:
    async with access_to(issuer_of(server)) as access:
        with pytest.raises(Refusal) as refused:
            await access.verify(bearer(token))
    assert refused.value.code is ErrorCode.UNAUTHENTICATED
    assert server.fetched == 0


async def test_clocks_may_differ_by_the_skew_and_no_more(server: Issuer) -> None:
    now = int(time.time())
    async with access_to(issuer_of(server, clock_skew_seconds=30)) as access:
        await access.verify(bearer(server.signed({"exp": now - 20})))
        with pytest.raises(Refusal, match="expired"):
            await access.verify(bearer(server.signed({"exp": now - 40})))


async def test_a_remembered_token_is_refused_once_it_expires(server: Issuer) -> None:
    clock = SetClock()
    async with access_to(issuer_of(server), clock) as access:
        token = server.signed({"exp": int(time.time()) + 60})
        await access.verify(bearer(token))
        clock.ahead = timedelta(seconds=200)
        with pytest.raises(Refusal, match="expired"):
            await access.verify(bearer(token))


async def test_the_client_may_be_named_by_another_claim(server: Issuer) -> None:
    async with access_to(issuer_of(server, client_claim="azp")) as access:
        await access.verify(bearer(server.signed({"azp": "approvals", "client_id": None})))
