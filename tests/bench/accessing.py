"""What knowing who asks costs, by each credential, beside one SHA-256 of it."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Awaitable, Callable, Iterator

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding

from gateway.access.access import Access
from gateway.access.api_keys import ApiKeys
from gateway.access.credentials import Presented
from tests.access.issuing import Issuer, issuing
from tests.access.making import access_to, bearer, grant, issuer_of
from tests.bench.timing import REPEATS, Line, compared

ROUNDS = 40
KEY = "sandbox-of-the-bench"


async def measure() -> list[Line]:
    """Measure an API key, a token seen before, a token seen first, and a certificate told by a proxy."""
    leaf = x509.load_pem_x509_certificate(trustme.CA().issue_cert("approvals.example").cert_chain_pems[0].bytes())
    header = f":{base64.b64encode(leaf.public_bytes(Encoding.DER)).decode()}:"
    keys = Access([ApiKeys({hashlib.sha256(KEY.encode()).hexdigest(): grant("by-key")})])
    with issuing() as server:
        async with access_to(
            issuer_of(server), trusted=["10.0.0.0/8"], certificate=leaf.fingerprint(SHA256()).hex()
        ) as access:
            known, fresh = bearer(server.signed({})), _tokens(server)
            return [
                await _line("know an API key", KEY, lambda: keys.verify(bearer(KEY))),
                await _line("know a token seen before", KEY, lambda: access.verify(known)),
                await _line("know a token seen first", KEY, lambda: access.verify(next(fresh))),
                await _line(
                    "know a certificate", header, lambda: access.verify(Presented(client_cert=header, peer="10.1.2.3"))
                ),
            ]


def _tokens(server: Issuer) -> Iterator[Presented]:
    """Give tokens that differ, made before anything is timed."""
    return iter([bearer(server.signed({"jti": str(number)})) for number in range((REPEATS + 1) * ROUNDS)])


async def _line(work: str, credential: str, ours: Callable[[], Awaitable[object]]) -> Line:
    async def digested() -> None:
        hashlib.sha256(credential.encode()).hexdigest()

    beside, cost = await compared(digested, ours, rounds=ROUNDS)
    return Line(work, "its SHA-256", beside, "verified", cost)
