"""Base64url without padding (RFC 7515, section 2), read strictly: one spelling for one value."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error


def to_text(data: bytes) -> str:
    """Give the unpadded base64url text of bytes."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def to_bytes(text: str) -> bytes:
    """Read unpadded base64url; padding, other characters and stray trailing bits are a `ValueError`."""
    try:
        data = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except Error as error:
        raise ValueError("not base64url") from error
    if to_text(data) != text:
        raise ValueError("not base64url in its one spelling")
    return data
