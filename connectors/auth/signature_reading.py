"""`[auth]` of kind signature: a declared string, and the headers that carry its parts; nothing in them is unfilled."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.auth.credentials import HEADER_NAME, HEADER_TEXT
from connectors.auth.signing import HEADER_PLACEHOLDERS, STRING_PLACEHOLDERS
from connectors.auth.spec import (
    PLACEHOLDER,
    Digest,
    SignatureAuth,
    SignatureEncoding,
    TimestampFormat,
    placeholders,
)
from connectors.manifest import Table
from schema.suggest import did_you_mean

_MADE_HERE = ("timestamp", "nonce")  # by the gateway, so the source knows them from a header only


def read_signature(table: Table) -> SignatureAuth:
    """Read how requests are signed; every fault is noted on the table."""
    found = SignatureAuth(
        string=table.text("string"),
        headers=_headers(table),
        digest=table.one_of("digest", Digest, Digest.HMAC_SHA256),
        encoding=table.one_of("encoding", SignatureEncoding, SignatureEncoding.HEX),
        timestamp=table.one_of("timestamp", TimestampFormat, TimestampFormat.EPOCH_MS),
    )
    _check_text(table, "string", found.string, STRING_PLACEHOLDERS)
    _check_secret(table, found)
    if not found.sends("signature"):
        table.fault("sends its signature nowhere", 'write headers = { X-Signature = "{signature}" }')
    for name in _MADE_HERE:
        if name in placeholders(found.string) and not found.sends(name):
            hint = f'write headers = {{ X-{name.title()} = "{{{name}}}" }}'
            table.fault(f"signs a {name} that no header carries", hint, key="string")
    return found


def _headers(table: Table) -> Mapping[str, str]:
    headers = table.table("headers")
    if headers is None:
        return {}
    named = {name: headers.text(name) for name in headers.names()}
    for name, text in named.items():
        if not HEADER_NAME.fullmatch(name):
            headers.fault("is not the name of a header", "write a name without spaces or separators", key=name)
        if text and not HEADER_TEXT.fullmatch(text):
            headers.fault("cannot stand in a header", "write ASCII on one line, without blanks at its ends", key=name)
        _check_text(headers, name, text, HEADER_PLACEHOLDERS)
    return named


def _check_secret(table: Table, found: SignatureAuth) -> None:
    inside = "secret" in placeholders(found.string)
    if found.digest.keyed and inside:
        table.fault("holds the secret, which is the key of the digest already", "leave {secret} out", key="string")
    if not found.digest.keyed and found.string and not inside:
        table.fault(f"is signed by {found.digest.value} without a secret", "put {secret} into it", key="string")


def _check_text(table: Table, key: str, text: str, known: tuple[str, ...]) -> None:
    for name in placeholders(text):
        if name not in known:
            table.fault(f"has the placeholder {{{name}}}, which nothing fills", did_you_mean(name, known), key=key)
    if set("{}") & set(PLACEHOLDER.sub("", text)):
        table.fault("has a brace without its partner", "write placeholders as {timestamp}", key=key)
