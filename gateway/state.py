"""The state folder: database, signing keys, master key. Keys are made on first use and readable by their owner only."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from gateway.receipts.keys import (
    PublicKeys,
    SigningKey,
    new_signing_key,
    public_key_file,
    read_public_keys,
    read_signing_key,
)
from gateway.store.vault import Vault, new_master_key, read_master_key

DATABASE = "tally.db"
SIGNING_KEY = "signing-key.json"
PUBLIC_KEYS = "public-keys.json"
MASTER_KEY = "master-key.json"


@dataclass(frozen=True, slots=True)
class StateFolder:
    """Paths of one gateway's state."""

    path: Path

    @property
    def database_url(self) -> str:
        """SQLAlchemy URL of the database."""
        return f"sqlite:///{self.path / DATABASE}"

    @property
    def public_keys(self) -> Path:
        """JWK Set of the public keys, old ones included: give it to whoever verifies receipts."""
        return self.path / PUBLIC_KEYS

    def signing_key(self, now: datetime) -> SigningKey:
        """Give the signing key, made on first use; its public half joins the public keys."""
        key = read_signing_key(self._kept(SIGNING_KEY, lambda: new_signing_key(now)))
        self._publish(key)
        return key

    def vault(self, random: Callable[[int], bytes] = os.urandom) -> Vault:
        """Give the vault of personal values; its master key is made on first use."""
        return Vault(read_master_key(self._kept(MASTER_KEY, lambda: new_master_key(random))), random)

    def read_public_keys(self) -> PublicKeys:
        """Give the public keys; none before the first start."""
        return read_public_keys(self.public_keys.read_bytes()) if self.public_keys.exists() else {}

    def _publish(self, key: SigningKey) -> None:
        known = dict(self.read_public_keys())
        if key.public.key_id not in known:
            known[key.public.key_id] = key.public
            _write_new(self.public_keys, public_key_file(known.values()), mode=0o644)

    def _kept(self, name: str, make: Callable[[], bytes]) -> bytes:
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self.path / name
        if not file.exists():
            _write_new(file, make(), mode=0o600)
        return file.read_bytes()


def _write_new(file: Path, content: bytes, *, mode: int) -> None:
    """Write a file whole or not at all."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(file)
