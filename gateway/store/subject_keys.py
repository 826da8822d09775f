"""What is sealed under a subject's key outside receipts; erasing the subject destroys the key and so closes it."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Connection, insert, select

from gateway.store.tables import subject_key
from gateway.store.vault import Vault, Wrapped, unseal


class SubjectSeal:
    """Seals and opens text under the key of one subject, within a transaction of the caller."""

    def __init__(self, connection: Connection, vault: Vault, subject_ref: str) -> None:
        self._connection = connection
        self._vault = vault
        self._ref = subject_ref

    def seal(self, text: str, context: str) -> bytes:
        """Seal a text, bound to a context; the subject's key is made where there is none."""
        return self._vault.seal(self._found() or self._made(), text.encode(), context)

    def open(self, sealed: bytes | None, context: str) -> str | None:
        """Open what was sealed; None if there is nothing, or the key it was sealed under is destroyed."""
        key = self._found() if sealed is not None else None
        if key is None or sealed is None:
            return None
        try:
            return unseal(key, sealed, context).decode()
        except InvalidTag:  # sealed under a key that was erased; the subject has a new one since
            return None

    def _found(self) -> AESGCM | None:
        wanted = select(subject_key.c.key_id, subject_key.c.wrapped).where(subject_key.c.subject_ref == self._ref)
        found = self._connection.execute(wanted).one_or_none()
        return None if found is None else self._vault.unwrap(Wrapped(*found), self._ref)

    def _made(self) -> AESGCM:
        wrapped, key = self._vault.new_subject_key(self._ref)
        self._connection.execute(insert(subject_key), {"subject_ref": self._ref, **wrapped._asdict()})
        return key
