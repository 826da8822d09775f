"""Signatures over a declared string: what its placeholders stand for, and how it is digested; pure."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import SplitResult, urlsplit

from cryptography.hazmat.primitives import hashes, hmac

from connectors.auth.spec import PLACEHOLDER, Digest, SignatureAuth, SignatureEncoding, TimestampFormat, placeholders
from connectors.exchange.exchange import Request
from schema.dates import SHANGHAI

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OF_TARGET: Mapping[str, Callable[[SplitResult], str]] = {
    "path": lambda target: target.path or "/",
    "query": lambda target: target.query,
    "sorted_query": lambda target: sorted_query(target.query),
}
_OF_BODY: Mapping[str, Callable[[bytes], str]] = {
    "body": lambda body: body.decode("utf-8", "surrogateescape"),
    "body_sha256": lambda body: digest(Digest.SHA256, b"", body).hex(),
    "body_sm3": lambda body: digest(Digest.SM3, b"", body).hex(),
}
_TIMESTAMPS: Mapping[TimestampFormat, Callable[[datetime], str]] = {
    TimestampFormat.EPOCH_S: lambda now: str((now - _EPOCH) // timedelta(seconds=1)),
    TimestampFormat.EPOCH_MS: lambda now: str((now - _EPOCH) // timedelta(milliseconds=1)),
    TimestampFormat.ISO: lambda now: now.astimezone(SHANGHAI).isoformat(timespec="seconds"),
}
HEADER_PLACEHOLDERS = ("app_id", "timestamp", "nonce", "signature", "body_sha256", "body_sm3")
STRING_PLACEHOLDERS = ("method", *_OF_TARGET, *_OF_BODY, "timestamp", "nonce", "app_id", "secret")


class Signer:
    """Signs requests of one source; `path` and `query` are signed as they are sent, percent-encoded."""

    def __init__(self, spec: SignatureAuth, app_id: str, secret: str) -> None:
        self._spec = spec
        self._app_id = app_id
        self._secret = secret
        self._wanted = frozenset(placeholders(spec.string)).union(*map(placeholders, spec.headers.values()))

    def headers(self, request: Request, *, now: datetime, nonce: str) -> Mapping[str, str]:
        """Give the headers that sign a request sent at `now`; `nonce` is to be used once."""
        values = self._of_request(request) | {
            "timestamp": _TIMESTAMPS[self._spec.timestamp](now),
            "nonce": nonce,
            "app_id": self._app_id,
        }
        string = _filled(self._spec.string, {**values, "secret": self._secret}).encode("utf-8", "surrogateescape")
        values["signature"] = _encoded(digest(self._spec.digest, self._secret.encode(), string), self._spec.encoding)
        return {name: _filled(text, values) for name, text in self._spec.headers.items()}

    def _of_request(self, request: Request) -> dict[str, str]:
        target, body = urlsplit(request.url), request.body or b""
        found = {name: read(target) for name, read in _OF_TARGET.items() if name in self._wanted}
        found |= {name: read(body) for name, read in _OF_BODY.items() if name in self._wanted}
        return found | {"method": request.method}


def sorted_query(query: str) -> str:
    """Give a query's parameters ordered by name, those of one name by value."""
    return "&".join(sorted(query.split("&"), key=lambda parameter: parameter.partition("=")))


def digest(kind: Digest, secret: bytes, text: bytes) -> bytes:
    """Digest a text: HMAC (RFC 2104) or plain, with SHA-256 (FIPS 180-4) or SM3 (GB/T 32905)."""
    algorithm = hashes.SM3() if kind in {Digest.SM3, Digest.HMAC_SM3} else hashes.SHA256()
    context = hmac.HMAC(secret, algorithm) if kind.keyed else hashes.Hash(algorithm)
    context.update(text)
    return context.finalize()


def _filled(text: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def _encoded(signature: bytes, encoding: SignatureEncoding) -> str:
    if encoding is SignatureEncoding.BASE64:
        return base64.b64encode(signature).decode()
    return signature.hex().upper() if encoding is SignatureEncoding.HEX_CAPITALS else signature.hex()
