"""`[auth]` and `[tls]` of an agency file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from connectors.auth.signing import HEADER_PLACEHOLDERS, STRING_PLACEHOLDERS, placeholders
from connectors.auth.spec import (
    ApiKeyAuth,
    AuthKind,
    AuthSpec,
    BasicAuth,
    BearerAuth,
    ClientAuthentication,
    Digest,
    NoAuth,
    OAuth2Auth,
    SignatureAuth,
    SignatureEncoding,
    TimestampFormat,
    TlsSpec,
)
from connectors.exchange.policy import origin_of
from connectors.manifest import Table
from schema.suggest import did_you_mean

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110, 5.6.2


def read_auth(table: Table | None) -> AuthSpec:
    """Read how a request shows who asks; not written is not at all. Every fault is noted on the table."""
    if table is None:
        return NoAuth()
    found = _READ[table.one_of("kind", AuthKind, AuthKind.NONE)](table)
    table.finish()
    return found


def read_tls(table: Table | None) -> TlsSpec:
    """Read what TLS needs beyond the system's trust; verification cannot be switched off."""
    if table is None:
        return TlsSpec()
    found = TlsSpec(client_certificate=table.flag("client_certificate"), ca=table.flag("ca"))
    table.finish()
    return found


def _api_key(table: Table) -> AuthSpec:
    header, query = table.optional_text("header"), table.optional_text("query")
    if (header is None) == (query is None):
        table.fault("does not say where the key stands", 'write header = "X-Api-Key", or query = "appkey"')
    for key, name in (("header", header), ("query", query)):
        if name is not None and not _TOKEN.fullmatch(name):
            table.fault(f"is {name!r}", "write a name without spaces or separators", key=key)
    return ApiKeyAuth(header=header, query=query)


def _oauth2(table: Table) -> AuthSpec:
    token_url = table.text("token_url")
    if token_url and not token_url.startswith("/"):
        try:
            origin_of(token_url)
        except ValueError as error:
            table.fault(f"is {token_url!r}, which {error}", "write a path, or https://host/path", key="token_url")
    elif token_url.startswith("//"):
        table.fault(f"is {token_url!r}", "write a path, or https://host/path", key="token_url")
    return OAuth2Auth(
        token_url=token_url,
        scope=table.optional_text("scope"),
        client_authentication=table.one_of("client_authentication", ClientAuthentication, ClientAuthentication.BASIC),
    )


def _signature(table: Table) -> AuthSpec:
    digest = table.one_of("digest", Digest, Digest.HMAC_SHA256)
    string = table.text("string")
    headers = table.table("headers")
    named = {name: headers.text(name) for name in headers.names()} if headers is not None else {}
    _check_placeholders(table, "string", string, STRING_PLACEHOLDERS)
    for name, text in named.items():
        _check_placeholders(table, "headers", text, HEADER_PLACEHOLDERS)
        if not _TOKEN.fullmatch(name):
            table.fault(f"has a header {name!r}", "write a name without spaces or separators", key="headers")
    if not any("signature" in placeholders(text) for text in named.values()):
        table.fault("sends its signature nowhere", 'write headers = { X-Signature = "{signature}" }')
    inside = "secret" in placeholders(string)
    if digest.keyed and inside:
        table.fault("holds the secret, which is the key of the digest already", "leave {secret} out", key="string")
    if not digest.keyed and string and not inside:
        table.fault(f"is signed by {digest.value} without a secret", "put {secret} into it", key="string")
    return SignatureAuth(
        string=string,
        headers=named,
        digest=digest,
        encoding=table.one_of("encoding", SignatureEncoding, SignatureEncoding.HEX),
        timestamp=table.one_of("timestamp", TimestampFormat, TimestampFormat.EPOCH_MS),
    )


def _check_placeholders(table: Table, key: str, text: str, known: tuple[str, ...]) -> None:
    for name in placeholders(text):
        if name not in known:
            table.fault(f"has the placeholder {{{name}}}, which nothing fills", did_you_mean(name, known), key=key)


_READ: Mapping[AuthKind, Callable[[Table], AuthSpec]] = {
    AuthKind.NONE: lambda _: NoAuth(),
    AuthKind.BEARER: lambda _: BearerAuth(),
    AuthKind.API_KEY: _api_key,
    AuthKind.BASIC: lambda _: BasicAuth(),
    AuthKind.OAUTH2: _oauth2,
    AuthKind.SIGNATURE: _signature,
}
