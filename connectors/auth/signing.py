"""Signatures over a declared string: what its placeholders stand for, and how it is digested; pure."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, hmac

from connectors.auth.spec import Digest, SignatureAuth, SignatureEncoding, TimestampFormat
from connectors.exchange.exchange import Request
from schema.dates import SHANGHAI

_PLACEHOLDER = re.compile(r"\{([a-z0-9_]+)\}")
_OF_REQUEST = ("method", "path", "query", "sorted_query", "body", "body_sha256", "body_sm3")
HEADER_PLACEHOLDERS = ("app_id", "timestamp", "nonce", "signature", "body_sha256", "body_sm3")
STRING_PLACEHOLDERS = (*_OF_REQUEST, "timestamp", "nonce", "app_id", "secret")


def placeholders(text: str) -> tuple[str, ...]:
    """Give the names in braces in a text."""
    return tuple(_PLACEHOLDER.findall(text))


def signature_headers(
    spec: SignatureAuth, request: Request, *, app_id: str, secret: str, now: datetime, nonce: str
) -> Mapping[str, str]:
    """Give the headers that sign a request; `nonce` is to be used once."""
    values = {
        **_of_request(request, placeholders("".join((spec.string, *spec.headers.values())))),
        "timestamp": _TIMESTAMPS[spec.timestamp](now),
        "nonce": nonce,
        "app_id": app_id,
    }
    signed = _filled(spec.string, {**values, "secret": secret})
    signature = _encoded(
        _digest(spec.digest, secret.encode(), signed.encode("utf-8", "surrogateescape")), spec.encoding
    )
    return {name: _filled(text, {**values, "signature": signature}) for name, text in spec.headers.items()}


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)


def _of_request(request: Request, wanted: tuple[str, ...]) -> dict[str, str]:
    parts = urlsplit(request.url)
    body = request.body or b""
    found: dict[str, Callable[[], str]] = {
        "method": lambda: request.method,
        "path": lambda: parts.path,
        "query": lambda: parts.query,
        "sorted_query": lambda: "&".join(sorted(parts.query.split("&"))) if parts.query else "",
        "body": lambda: body.decode("utf-8", "surrogateescape"),
        "body_sha256": lambda: _digest(Digest.SHA256, b"", body).hex(),
        "body_sm3": lambda: _digest(Digest.SM3, b"", body).hex(),
    }
    return {name: read() for name, read in found.items() if name in wanted}


def _digest(kind: Digest, secret: bytes, text: bytes) -> bytes:
    algorithm = hashes.SM3() if kind in {Digest.SM3, Digest.HMAC_SM3} else hashes.SHA256()
    context = hmac.HMAC(secret, algorithm) if kind.keyed else hashes.Hash(algorithm)
    context.update(text)
    return context.finalize()


def _encoded(digest: bytes, encoding: SignatureEncoding) -> str:
    if encoding is SignatureEncoding.BASE64:
        return base64.b64encode(digest).decode()
    return digest.hex().upper() if encoding is SignatureEncoding.HEX_CAPITALS else digest.hex()


_TIMESTAMPS: Mapping[TimestampFormat, Callable[[datetime], str]] = {
    TimestampFormat.EPOCH_S: lambda now: str(int(now.timestamp())),
    TimestampFormat.EPOCH_MS: lambda now: str(int(now.timestamp() * 1000)),
    TimestampFormat.ISO: lambda now: now.astimezone(SHANGHAI).isoformat(timespec="seconds"),
}
