"""The master keys of a store: which key wraps, which only still unwrap, and the key that names persons.

One JWK Set (RFC 7517) of symmetric keys, each with its part in `key_ops` (section 4.3): the wrapping key can change
without a person's pseudonym changing with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gateway.receipts import base64url
from gateway.store.errors import StoreError, StoreFault

KEY_BYTES = 32
_ID_BYTES = 9
_WRAPS, _UNWRAPS, _NAMES = ["wrapKey", "unwrapKey"], ["unwrapKey"], ["sign"]
_HINT = "give the file that was made with this store; without it its personal values stay closed"


@dataclass(frozen=True, slots=True)
class MasterKey:
    """One master key; `made_at` is None for keys made before this was noted. The secret is never in its `repr`."""

    secret: bytes = field(repr=False)
    made_at: datetime | None = None

    @property
    def key_id(self) -> str:
        """Name of the key, derived one way from it."""
        return base64url.to_text(derived(self.secret, b"id")[:_ID_BYTES])


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """All of a store's master keys: `current` wraps, `old` ones only unwrap, `naming` makes pseudonyms."""

    current: MasterKey
    naming: bytes = field(repr=False)
    old: tuple[MasterKey, ...] = ()

    def rotated(self, random: Callable[[int], bytes], now: datetime) -> MasterKeys:
        """Give the keys with a new current one; the one before stays, to unwrap with."""
        return MasterKeys(MasterKey(random(KEY_BYTES), now), self.naming, (self.current, *self.old))

    def without_old(self) -> MasterKeys:
        """Give the keys less the old ones."""
        return MasterKeys(self.current, self.naming)

    def file(self) -> bytes:
        """Give the key file."""
        keys = [_as_jwk(self.current, _WRAPS), *(_as_jwk(key, _UNWRAPS) for key in self.old)]
        naming = {"kty": "oct", "alg": "HS256", "key_ops": _NAMES, "k": base64url.to_text(self.naming)}
        return orjson.dumps({"keys": [*keys, naming]}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def new_master_keys(random: Callable[[int], bytes], now: datetime | None = None) -> MasterKeys:
    """Make the keys of a new store."""
    return MasterKeys(MasterKey(random(KEY_BYTES), now), random(KEY_BYTES))


def read_master_keys(data: bytes) -> MasterKeys:
    """Read a key file, also one that holds a single key, as earlier versions wrote it; `StoreError(MASTER_KEY)`."""
    try:
        tree = orjson.loads(data)
        if "keys" not in tree:
            return _of_one(_secret(tree))
        return _of_set(tree["keys"])
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise StoreError(
            StoreFault.MASTER_KEY, "the master key file is not a JWK Set of symmetric keys of 256 bits", _HINT
        ) from error


def derived(secret: bytes, label: bytes) -> bytes:
    """Derive a key for one use from a master key (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=b"tally-vault-1 " + label).derive(secret)


def _of_one(secret: bytes) -> MasterKeys:
    return MasterKeys(MasterKey(secret), derived(secret, b"name"))


def _of_set(listed: Iterable[Mapping[str, Any]]) -> MasterKeys:
    by_part: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for jwk in listed:
        by_part.setdefault(tuple(jwk["key_ops"]), []).append(jwk)
    (current,), (naming,) = by_part.pop(tuple(_WRAPS)), by_part.pop(tuple(_NAMES))
    old = by_part.pop(tuple(_UNWRAPS), [])
    if by_part:
        raise ValueError("key_ops")
    return MasterKeys(_master_key(current), _secret(naming), tuple(map(_master_key, old)))


def _master_key(jwk: Mapping[str, Any]) -> MasterKey:
    key = MasterKey(_secret(jwk), datetime.fromtimestamp(jwk["nbf"], UTC) if "nbf" in jwk else None)
    if jwk["kid"] != key.key_id:
        raise ValueError("kid")
    return key


def _secret(jwk: Mapping[str, Any]) -> bytes:
    secret = base64url.to_bytes(jwk["k"])
    if jwk["kty"] != "oct" or len(secret) != KEY_BYTES:
        raise ValueError("k")
    return secret


def _as_jwk(key: MasterKey, operations: list[str]) -> dict[str, Any]:
    made = {} if key.made_at is None else {"nbf": int(key.made_at.timestamp())}
    jwk = {"kty": "oct", "alg": "A256GCM", "kid": key.key_id, "key_ops": operations, **made}
    return {**jwk, "k": base64url.to_text(key.secret)}
