"""What an agency file says of credentials: kinds and names only; the secrets themselves are the operator's settings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class AuthKind(StrEnum):
    """How a request shows who asks."""

    NONE = "none"
    BEARER = "bearer"
    API_KEY = "api_key"
    BASIC = "basic"
    OAUTH2 = "oauth2"
    SIGNATURE = "signature"


class ClientAuthentication(StrEnum):
    """Where a client shows its secret to a token endpoint (RFC 6749, 2.3.1)."""

    BASIC = "basic"
    BODY = "body"


class Digest(StrEnum):
    """How a declared string is signed: keyed (RFC 2104), or plain with the secret inside the string."""

    HMAC_SHA256 = "hmac-sha256"
    HMAC_SM3 = "hmac-sm3"
    SHA256 = "sha256"
    SM3 = "sm3"

    @property
    def keyed(self) -> bool:
        """Tell whether the secret is the key, rather than part of the string."""
        return self in {Digest.HMAC_SHA256, Digest.HMAC_SM3}


class TimestampFormat(StrEnum):
    """How the instant of a request is written."""

    EPOCH_S = "epoch-s"
    EPOCH_MS = "epoch-ms"
    ISO = "iso"


class SignatureEncoding(StrEnum):
    """How a signature is written."""

    HEX = "hex"
    HEX_CAPITALS = "HEX"
    BASE64 = "base64"


@dataclass(frozen=True, slots=True)
class NoAuth:
    """Anyone may ask."""

    settings: ClassVar[tuple[str, ...]] = ()
    secret: ClassVar[tuple[str, ...]] = ()  # those of the settings that must not be known


@dataclass(frozen=True, slots=True)
class BearerAuth:
    """Token in the `Authorization` header (RFC 6750)."""

    settings: ClassVar[tuple[str, ...]] = ("key",)
    secret: ClassVar[tuple[str, ...]] = ("key",)


@dataclass(frozen=True, slots=True)
class ApiKeyAuth:
    """Key in a header or in a query parameter, one of which is named."""

    header: str | None = None
    query: str | None = None
    settings: ClassVar[tuple[str, ...]] = ("key",)
    secret: ClassVar[tuple[str, ...]] = ("key",)


@dataclass(frozen=True, slots=True)
class BasicAuth:
    """User and password (RFC 7617)."""

    settings: ClassVar[tuple[str, ...]] = ("user", "password")
    secret: ClassVar[tuple[str, ...]] = ("password",)


@dataclass(frozen=True, slots=True)
class OAuth2Auth:
    """Client credentials grant (RFC 6749, 4.4); `token_url` is whole, or a path below the source's url."""

    token_url: str
    scope: str | None = None
    client_authentication: ClientAuthentication = ClientAuthentication.BASIC
    settings: ClassVar[tuple[str, ...]] = ("client_id", "client_secret")
    secret: ClassVar[tuple[str, ...]] = ("client_secret",)


@dataclass(frozen=True, slots=True)
class SignatureAuth:
    """Signature over a declared string, and the headers that carry it; both hold placeholders in braces."""

    string: str
    headers: Mapping[str, str] = field(default_factory=dict)
    digest: Digest = Digest.HMAC_SHA256
    encoding: SignatureEncoding = SignatureEncoding.HEX
    timestamp: TimestampFormat = TimestampFormat.EPOCH_MS
    settings: ClassVar[tuple[str, ...]] = ("app_id", "secret")
    secret: ClassVar[tuple[str, ...]] = ("secret",)

    def sends(self, name: str) -> bool:
        """Tell whether a header carries what a placeholder stands for."""
        return any(name in placeholders(text) for text in self.headers.values())


AuthSpec = NoAuth | BearerAuth | ApiKeyAuth | BasicAuth | OAuth2Auth | SignatureAuth


@dataclass(frozen=True, slots=True)
class TlsSpec:
    """What the operator gives beyond the system's trust: files of a private authority, of a client certificate."""

    client_certificate: bool = False
    ca: bool = False

    @property
    def settings(self) -> tuple[str, ...]:
        """Names of the settings, each the path of a PEM file."""
        certificate = ("certificate", "private_key") if self.client_certificate else ()
        return (*certificate, *(("ca",) if self.ca else ()))


def placeholders(text: str) -> tuple[str, ...]:
    """Give the names in braces in a text."""
    return tuple(PLACEHOLDER.findall(text))
