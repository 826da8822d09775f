"""`[auth]` and `[tls]` of an agency file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from connectors.auth.credentials import HEADER_NAME
from connectors.auth.signature_reading import read_signature
from connectors.auth.spec import (
    ApiKeyAuth,
    AuthKind,
    AuthSpec,
    BasicAuth,
    BearerAuth,
    ClientAuthentication,
    NoAuth,
    OAuth2Auth,
    TlsSpec,
)
from connectors.exchange.policy import origin_of
from connectors.manifest import Table

_URL = re.compile(r"[\x21\x22\x24-\x7e]+")  # no blanks and no fragment (RFC 6749, 3.2)
_MUTUAL_TLS = "mtls"
_WHERE_SECRETS_STAND = "the operator gives it in [[source]] of config/agencies.toml; take it out here"


def read_auth(table: Table | None) -> AuthSpec:
    """Read how a request shows who asks; not written is not at all. Every fault is noted on the table."""
    if table is None:
        return NoAuth()
    kind = _kind(table)
    if kind is None:
        table.rest()
        return NoAuth()
    found = _READ[kind](table)
    for name in found.settings:
        if table.has(name):
            table.fault("is a credential, which no agency file holds", _WHERE_SECRETS_STAND, key=name)
    table.finish()
    return found


def read_tls(table: Table | None) -> TlsSpec:
    """Read what TLS needs beyond the system's trust; verification cannot be switched off."""
    if table is None:
        return TlsSpec()
    found = TlsSpec(client_certificate=table.flag("client_certificate"), ca=table.flag("ca"))
    table.finish()
    return found


def _kind(table: Table) -> AuthKind | None:
    written = table.written("kind")
    if written == _MUTUAL_TLS:
        table.fault("is 'mtls', which goes with any kind", "write [tls] client_certificate = true", key="kind")
        return None
    kind = table.one_of("kind", AuthKind)
    return kind if kind == written else None


def _api_key(table: Table) -> AuthSpec:
    header, query = table.optional_text("header"), table.optional_text("query")
    if header is None and query is None:
        table.fault("does not say where the key stands", 'write header = "X-Api-Key", or query = "appkey"')
    if header is not None and query is not None:
        table.fault("says twice where the key stands", "write header or query", key="query")
    for key, name in (("header", header), ("query", query)):
        if name and not HEADER_NAME.fullmatch(name):
            table.fault(f"is {name!r}", "write a name without spaces or separators", key=key)
    return ApiKeyAuth(header=header, query=query)


def _oauth2(table: Table) -> AuthSpec:
    token_url = table.text("token_url")
    if token_url and not _is_address(token_url):
        table.fault(f"is {token_url!r}", "write a path, such as /oauth/token, or https://host/path", key="token_url")
    return OAuth2Auth(
        token_url=token_url,
        scope=table.optional_text("scope"),
        client_authentication=table.one_of("client_authentication", ClientAuthentication, ClientAuthentication.BASIC),
    )


def _is_address(token_url: str) -> bool:
    if not _URL.fullmatch(token_url) or token_url.startswith("//"):
        return False
    try:
        return token_url.startswith("/") or bool(origin_of(token_url))
    except ValueError:
        return False


_READ: Mapping[AuthKind, Callable[[Table], AuthSpec]] = {
    AuthKind.NONE: lambda _: NoAuth(),
    AuthKind.BEARER: lambda _: BearerAuth(),
    AuthKind.API_KEY: _api_key,
    AuthKind.BASIC: lambda _: BasicAuth(),
    AuthKind.OAUTH2: _oauth2,
    AuthKind.SIGNATURE: read_signature,
}
