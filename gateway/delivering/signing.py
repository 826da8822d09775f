"""Signs deliveries as Standard Webhooks are (standardwebhooks.com): HMAC-SHA256 over id, time and body."""

from __future__ import annotations

import binascii
import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

PREFIX: Final = "whsec_"
_LEAST, _MOST = 24, 64


def read_secret(written: str) -> bytes:
    """Give the key of a secret `whsec_` + base64; raises `ValueError` that says what is wrong, never the secret."""
    if not written.startswith(PREFIX):
        raise ValueError(f"does not begin with {PREFIX}")
    try:
        key = b64decode(written.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise ValueError(f"is no base64 after {PREFIX}") from None
    if not _LEAST <= len(key) <= _MOST:
        raise ValueError(f"holds a key of {len(key)} bytes; {_LEAST} to {_MOST} are meant")
    return key


def signed_headers(message: str, at: datetime, body: bytes, secrets: Iterable[bytes]) -> Mapping[str, str]:
    """Give the headers of a message sent at an instant: its id, the second, and a signature by each secret."""
    second = str(int(at.timestamp()))
    signed = b".".join((message.encode(), second.encode(), body))
    signatures = (b64encode(hmac.digest(secret, signed, "sha256")).decode() for secret in secrets)
    return {
        "webhook-id": message,
        "webhook-timestamp": second,
        "webhook-signature": " ".join(f"v1,{signature}" for signature in signatures),
    }
