"""Personal values at rest: one AES-256-GCM key per subject, wrapped by a master key; pseudonyms of persons."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from hashlib import sha256
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.receipts import base64url
from gateway.refs import person_ref
from gateway.store.errors import StoreError, StoreFault
from gateway.store.master_keys import KEY_BYTES, MasterKeys, derived, new_master_keys
from schema.identifiers import Identifier

_NONCE_BYTES = 12
_HINT = "give the file that was made with this store; without it its personal values stay closed"


class Wrapped(NamedTuple):
    """A subject's key as it is stored, and which master key it is under (None: one from before they had ids)."""

    key_id: str | None
    wrapped: bytes


class Vault:
    """Wraps subject keys, seals bytes under them, and names persons without telling who they are.

    `read` gives the master keys as they are now; it is asked again before a key is wrapped, and where one is under a
    key not known yet, so that another process may change them meanwhile. `random` gives that many unpredictable
    bytes. Sealed bytes are nonce and AES-GCM ciphertext, bound to a context.
    """

    def __init__(self, read: Callable[[], MasterKeys], random: Callable[[int], bytes]) -> None:
        self._read = read
        self._random = random
        self._keys = read()
        self._ciphers = _ciphers(self._keys)
        self._naming = self._keys.naming

    @classmethod
    def passing(cls, random: Callable[[int], bytes]) -> Vault:
        """Make a vault whose keys are kept nowhere."""
        keys = new_master_keys(random)
        return cls(lambda: keys, random)

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

    def fingerprint(self, content: bytes) -> str:
        """Tell a request apart from others by a keyed digest, which does not tell what it says."""
        return self._keyed(f"request:{sha256(content).hexdigest()}")

    def new_subject_key(self, subject_ref: str) -> tuple[Wrapped, AESGCM]:
        """Make a subject's key: wrapped for the store, and ready to use."""
        self._refresh()
        key = self._random(KEY_BYTES)
        return self._wrap(key, subject_ref), AESGCM(key)

    def rewrapped(self, wrapped: Wrapped, subject_ref: str) -> Wrapped:
        """Give a wrapped key under the current master key; one under none of the keys is `StoreError(MASTER_KEY)`."""
        self._refresh()
        return self._wrap(self._unwrapped(wrapped, subject_ref), subject_ref)

    def unwrap(self, wrapped: Wrapped, subject_ref: str) -> AESGCM:
        """Open a wrapped subject key; one under none of the keys is `StoreError(MASTER_KEY)`."""
        return AESGCM(self._unwrapped(wrapped, subject_ref))

    def seal(self, key: AESGCM, content: bytes, context: str) -> bytes:
        """Encrypt content under a subject key, bound to a context such as a receipt id."""
        nonce = self._random(_NONCE_BYTES)
        return nonce + key.encrypt(nonce, content, context.encode())

    def _wrap(self, key: bytes, subject_ref: str) -> Wrapped:
        key_id = self._keys.current.key_id
        return Wrapped(key_id, self.seal(self._ciphers[key_id], key, subject_ref))

    def _unwrapped(self, wrapped: Wrapped, subject_ref: str) -> bytes:
        if wrapped.key_id is not None and wrapped.key_id not in self._ciphers:
            self._refresh()
        tried = self._ciphers.values() if wrapped.key_id is None else filter(None, [self._ciphers.get(wrapped.key_id)])
        for cipher in tried:
            try:
                return unseal(cipher, wrapped.wrapped, subject_ref)
            except InvalidTag:
                continue
        raise StoreError(StoreFault.MASTER_KEY, "the master key is not this store's", _HINT)

    def _refresh(self) -> None:
        keys = self._read()
        if keys is self._keys:
            return
        if keys.naming != self._naming:
            raise StoreError(StoreFault.MASTER_KEY, "the master key file was exchanged for another store's", _HINT)
        self._ciphers, self._keys = _ciphers(keys), keys

    def _keyed(self, text: str) -> str:
        return base64url.to_text(hmac.digest(self._naming, text.encode(), "sha256"))


def unseal(key: AESGCM, sealed: bytes, context: str) -> bytes:
    """Decrypt what `Vault.seal` made; `InvalidTag` if it was changed or bound to another context."""
    return key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context.encode())


def _ciphers(keys: MasterKeys) -> dict[str, AESGCM]:
    return {key.key_id: AESGCM(derived(key.secret, b"wrap")) for key in (keys.current, *keys.old)}
