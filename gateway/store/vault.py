"""Personal values at rest: one AES-256-GCM key per subject, wrapped by a master key; pseudonyms of persons."""

from __future__ import annotations

import hmac
from collections.abc import Callable

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from gateway.receipts import base64url
from gateway.refs import person_ref
from gateway.store.errors import StoreError, StoreFault
from schema.identifiers import Identifier

_KEY_BYTES = 32
_NONCE_BYTES = 12
_HINT = "give the file that was made with this store; without it its personal values stay closed"


class Vault:
    """Wraps subject keys, seals bytes under them, and names persons without telling who they are.

    `random` gives that many unpredictable bytes. Sealed bytes are nonce and AES-GCM ciphertext, bound to a context.
    """

    def __init__(self, master: bytes, random: Callable[[int], bytes]) -> None:
        if len(master) != _KEY_BYTES:
            raise ValueError(f"a master key has {_KEY_BYTES} bytes")
        self._wrapping = AESGCM(_derived(master, b"wrap"))
        self._naming = _derived(master, b"name")
        self._random = random

    def subject_ref(self, identifier: Identifier) -> str:
        """Name a subject: units as `SCHEME:value`, persons by a keyed pseudonym (HMAC-SHA256)."""
        plain = f"{identifier.scheme.value}:{identifier.value}"
        return person_ref(self._keyed(plain)) if identifier.scheme.personal else plain

    def name_ref(self, name: str) -> str:
        """Name a search by a keyed digest of the name, which does not tell the name."""
        return f"NAME:{self._keyed(f'name:{name}')}"

    def address(self, digest: str) -> str:
        """Give the place evidence of that digest is kept at; it does not tell the digest."""
        return self._keyed(f"evidence:{digest}")

    def new_subject_key(self, subject_ref: str) -> tuple[bytes, AESGCM]:
        """Make a subject's key: wrapped for the store, and ready to use."""
        key = self._random(_KEY_BYTES)
        return self._encrypt(self._wrapping, key, subject_ref), AESGCM(key)

    def unwrap(self, wrapped: bytes, subject_ref: str) -> AESGCM:
        """Open a wrapped subject key; another master key is `StoreError(MASTER_KEY)`."""
        try:
            return AESGCM(self._wrapping.decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], subject_ref.encode()))
        except InvalidTag as error:
            raise StoreError(StoreFault.MASTER_KEY, "the master key is not this store's", _HINT) from error

    def seal(self, key: AESGCM, content: bytes, context: str) -> bytes:
        """Encrypt content under a subject key, bound to a context such as a receipt id."""
        return self._encrypt(key, content, context)

    def _encrypt(self, key: AESGCM, content: bytes, context: str) -> bytes:
        nonce = self._random(_NONCE_BYTES)
        return nonce + key.encrypt(nonce, content, context.encode())

    def _keyed(self, text: str) -> str:
        return base64url.to_text(hmac.digest(self._naming, text.encode(), "sha256"))


def unseal(key: AESGCM, sealed: bytes, context: str) -> bytes:
    """Decrypt what `Vault.seal` made; `InvalidTag` if it was changed or bound to another context."""
    return key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context.encode())


def new_master_key(random: Callable[[int], bytes]) -> bytes:
    """Make a master key file: one symmetric JWK (RFC 7518, section 6.4)."""
    jwk = {"kty": "oct", "alg": "A256GCM", "k": base64url.to_text(random(_KEY_BYTES))}
    return orjson.dumps(jwk, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def read_master_key(data: bytes) -> bytes:
    """Read a master key file; raises `StoreError(MASTER_KEY)`."""
    try:
        jwk = orjson.loads(data)
        key = base64url.to_bytes(jwk["k"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(StoreFault.MASTER_KEY, "the master key file is not a JWK with kty oct and k", _HINT) from error
    if jwk.get("kty") != "oct" or len(key) != _KEY_BYTES:
        raise StoreError(StoreFault.MASTER_KEY, "the master key is not a symmetric key of 256 bits", _HINT)
    return key


def _derived(master: bytes, label: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=b"tally-vault-1 " + label).derive(master)
