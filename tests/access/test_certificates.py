"""Certificates told by a proxy: believed from trusted networks, in their time, of known clients."""

from __future__ import annotations

import base64
from datetime import timedelta

import pytest
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.access.credentials import Presented
from schema.errors import ErrorCode, Refusal
from tests.access.issuing import Issuer
from tests.access.making import SetClock, access_to, issuer_of

LEAF = x509.load_pem_x509_certificate(trustme.CA().issue_cert("approvals.example").cert_chain_pems[0].bytes())
HEADER = f":{base64.b64encode(LEAF.public_bytes(Encoding.DER)).decode()}:"
FINGERPRINT = LEAF.fingerprint(SHA256()).hex()
PROXY = "10.1.2.3"


async def _verified(server: Issuer, header: str, peer: str | None, known: str = FINGERPRINT) -> str:
    async with access_to(issuer_of(server), trusted=["10.0.0.0/8", "::1/128"], certificate=known) as access:
        return (await access.verify(Presented(client_cert=header, peer=peer))).client


async def test_a_trusted_proxy_tells_the_client(server: Issuer) -> None:
    assert await _verified(server, HEADER, PROXY) == "by-certificate"
    assert await _verified(server, f"  {HEADER} ", "::1") == "by-certificate"


@pytest.mark.parametrize("peer", ["11.0.0.1", "127.0.0.1", None, "", "unix:"])
async def test_nobody_else_may_tell_it(server: Issuer, peer: str | None) -> None:
    with pytest.raises(Refusal, match="does not trust") as refused:
        await _verified(server, HEADER, peer)
    assert refused.value.code is ErrorCode.UNAUTHENTICATED


@pytest.mark.parametrize("header", ["", ":", "::", ":####:", HEADER[1:], f":{'A' * 20_000}:", ":AAAA:", "\ud800"])
async def test_what_is_no_certificate_is_refused(server: Issuer, header: str) -> None:
    with pytest.raises(Refusal, match="holds no certificate"):
        await _verified(server, header, PROXY)


async def test_a_certificate_of_nobody_is_refused(server: Issuer) -> None:
    with pytest.raises(Refusal, match="no client"):
        await _verified(server, HEADER, PROXY, known="0" * 64)


async def test_a_certificate_out_of_its_time_is_refused(server: Issuer) -> None:
    clock = SetClock()
    clock.ahead = LEAF.not_valid_after_utc - clock() + timedelta(days=1)
    trusted = access_to(issuer_of(server), clock, trusted=["10.0.0.0/8"], certificate=FINGERPRINT)
    async with trusted as access:
        with pytest.raises(Refusal, match="not in its time"):
            await access.verify(Presented(client_cert=HEADER, peer=PROXY))
