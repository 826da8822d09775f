"""Signing keys: Ed25519 as JWK (RFC 8037), named by thumbprint (RFC 7638), each with the time it is valid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey


class KeyFileError(ValueError):
    """A key file cannot be used; the message says what is wrong and what to write instead."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Key that verifies: valid from `not_before` until just before `not_after` (None: no end set)."""

    key_id: str
    not_before: datetime
    not_after: datetime | None
    jwk: Mapping[str, str]
    key: Ed25519PublicKey

    def valid_at(self, instant: datetime) -> bool:
        """Tell whether the key may have signed at that instant."""
        return self.not_before <= instant and (self.not_after is None or instant < self.not_after)

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Tell whether the Ed25519 signature is this key's over the message (RFC 8032)."""
        try:
            self.key.verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class SigningKey:
    """Key that signs, with its public half."""

    public: PublicKey
    key: Ed25519PrivateKey

    def sign(self, message: bytes) -> bytes:
        """Give the 64-byte Ed25519 signature over the message."""
        return self.key.sign(message)


PublicKeys = Mapping[str, PublicKey]


def new_signing_key(not_before: datetime, not_after: datetime | None = None) -> bytes:
    """Make a signing key file: one private JWK with `kid`, `nbf` and, if an end is set, `exp` (whole seconds)."""
    key = OKPKey.generate_key("Ed25519", private=True)
    jwk: dict[str, Any] = {**key.as_dict(private=True), "kid": key.thumbprint(), "nbf": _seconds(not_before)}
    if not_after is not None:
        jwk["exp"] = _seconds(not_after)
    return orjson.dumps(jwk, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_signing_key(data: bytes) -> SigningKey:
    """Read a signing key file; raises `KeyFileError`."""
    jwk = _json_object(data)
    if "d" not in jwk:
        raise KeyFileError("the signing key file holds no private key (member d); give the file `new_signing_key` made")
    key = _okp(jwk).private_key
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError("the key is not an Ed25519 key; use kty OKP with crv Ed25519")
    return SigningKey(public=_public_key({name: item for name, item in jwk.items() if name != "d"}), key=key)


def read_public_keys(data: bytes) -> PublicKeys:
    """Read a JWK Set of public keys (RFC 7517, section 5), old keys included; raises `KeyFileError`."""
    listed = _json_object(data).get("keys")
    if not isinstance(listed, list) or not all(isinstance(jwk, dict) for jwk in listed):
        raise KeyFileError('a key file is a JWK Set: {"keys": [...]}')
    if any("d" in jwk for jwk in listed):
        raise KeyFileError("the key file holds a private key (member d); verification needs public keys only")
    keys = [_public_key(jwk) for jwk in listed]
    if len({key.key_id for key in keys}) != len(keys):
        raise KeyFileError("the key file lists one key twice; keep one entry a key")
    return {key.key_id: key for key in keys}


def public_key_file(keys: Iterable[PublicKey]) -> bytes:
    """Give the JWK Set file of public keys that `read_public_keys` reads."""
    return orjson.dumps(
        {"keys": [_as_jwk(key) for key in keys]}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    )


def _as_jwk(key: PublicKey) -> dict[str, Any]:
    jwk: dict[str, Any] = {**key.jwk, "kid": key.key_id, "nbf": _seconds(key.not_before)}
    return jwk if key.not_after is None else {**jwk, "exp": _seconds(key.not_after)}


def _public_key(jwk: Mapping[str, Any]) -> PublicKey:
    okp = _okp(jwk)
    public = okp.public_key
    if not isinstance(public, Ed25519PublicKey):
        raise KeyFileError("the key is not an Ed25519 key; use kty OKP with crv Ed25519")
    thumbprint = okp.thumbprint()
    if jwk.get("kid") != thumbprint:
        raise KeyFileError(f"the kid is not the key's thumbprint (RFC 7638); write {thumbprint}")
    not_after = _instant(jwk, "exp") if "exp" in jwk else None
    members = {name: jwk[name] for name in ("kty", "crv", "x")}
    return PublicKey(key_id=thumbprint, not_before=_instant(jwk, "nbf"), not_after=not_after, jwk=members, key=public)


def _okp(jwk: Mapping[str, Any]) -> OKPKey:
    try:
        return OKPKey.import_key({name: jwk[name] for name in ("kty", "crv", "x", "d") if name in jwk})
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise KeyFileError("the key is not an Ed25519 JWK (RFC 8037): kty OKP, crv Ed25519, x") from error


def _json_object(data: bytes) -> dict[str, Any]:
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise KeyFileError("the key file is not JSON") from error
    if not isinstance(value, dict):
        raise KeyFileError("the key file is not a JSON object")
    return value


def _instant(jwk: Mapping[str, Any], member: str) -> datetime:
    seconds = jwk.get(member)
    if type(seconds) is not int:
        raise KeyFileError(f"the key has no {member}; write the instant in whole seconds since 1970 (NumericDate)")
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise KeyFileError(f"the key's {member} is beyond the calendar") from error


def _seconds(instant: datetime) -> int:
    return int(instant.timestamp())
