"""The state folder: database, signing and master keys. Keys are made on first use, readable by their owner only."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from gateway.key_file import KeyFile, write_whole
from gateway.receipts.keys import (
    PublicKeys,
    SigningKey,
    new_signing_key,
    public_key_file,
    read_public_keys,
    read_signing_key,
)
from gateway.receipts.succession import succeeded
from gateway.store.engine import store_exists
from gateway.store.errors import StoreError, StoreFault
from gateway.store.master_keys import MasterKeys, new_master_keys, read_master_keys
from gateway.store.vault import Vault

DATABASE = "tally.db"
SIGNING_KEY = "signing-key.json"
PUBLIC_KEYS = "public-keys.json"
MASTER_KEY = "master-key.json"
_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class StateFolder:
    """Paths of one gateway's state; `store_url` says where the store is that is not a file in the folder."""

    path: Path
    store_url: str | None = field(default=None, repr=False)

    @property
    def database_url(self) -> str:
        """SQLAlchemy URL of the store, which may hold a password."""
        return self.store_url or f"sqlite:///{self.path / DATABASE}"

    @property
    def has_store(self) -> bool:
        """Whether there is a store already; raises `StoreError` if that cannot be found out."""
        return store_exists(self.database_url)

    @property
    def public_keys(self) -> Path:
        """JWK Set of the public keys, old ones included: give it to whoever verifies receipts."""
        return self.path / PUBLIC_KEYS

    def signing_key(self, now: datetime) -> KeyFile[SigningKey]:
        """Give the signing key, made on first use; whichever key is in force is among the public keys."""
        return KeyFile(self._kept(SIGNING_KEY, lambda: new_signing_key(now)), self._published)

    def rotate_signing_key(self, now: datetime) -> SigningKey:
        """Sign with a new key from now on; the one before ends. The caller holds the store exclusively."""
        made = new_signing_key(now)
        write_whole(self.path / SIGNING_KEY, made, mode=_PRIVATE)
        return self._published(made)

    def vault(self, random: Callable[[int], bytes] = os.urandom) -> Vault:
        """Give the vault of personal values; its master keys are made on first use."""
        return Vault(self.master_keys(random), random)

    def master_keys(self, random: Callable[[int], bytes] = os.urandom) -> KeyFile[MasterKeys]:
        """Give the master keys; made on first use, and never for a store that was written under others."""
        file = self.path / MASTER_KEY
        # Looked for again, because a process that starts beside this one makes it before it makes the store.
        if not file.exists() and self.has_store and not file.exists():
            raise StoreError(
                StoreFault.MASTER_KEY,
                f"{file} is missing, and the store was written under it",
                "restore it from a backup; without it personal values stay closed and persons are not found again",
            )
        self._kept(MASTER_KEY, lambda: new_master_keys(random, datetime.now(UTC)).file())
        return KeyFile(file, read_master_keys)

    def write_master_keys(self, keys: MasterKeys) -> None:
        """Exchange the master keys. The caller holds the store exclusively."""
        write_whole(self.path / MASTER_KEY, keys.file(), mode=_PRIVATE)

    def read_public_keys(self) -> PublicKeys:
        """Give the public keys; none before the first start."""
        return read_public_keys(self.public_keys.read_bytes()) if self.public_keys.exists() else {}

    def _published(self, data: bytes) -> SigningKey:
        """Read the signing key and see to it that it is among the public keys, and that every other one has an end."""
        key = read_signing_key(data)
        known = self.read_public_keys()
        wanted = succeeded(known, key.public)
        if wanted != known:
            write_whole(self.public_keys, public_key_file(wanted.values()), mode=0o644)
        return key

    def _kept(self, name: str, make: Callable[[], bytes]) -> Path:
        self.path.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = self.path / name
        if not file.exists():
            write_whole(file, make(), mode=_PRIVATE, replacing=False)
        return file
