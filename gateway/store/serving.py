"""One serving process per SQLite store, enforced by a file lock that the system drops when the process ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from gateway.store.errors import StoreError, StoreFault


class ServingLock:
    """Holds `<store>.serving`; a second holder is refused with the first one's process id."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(database.name + ".serving")
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.pread(self._descriptor, 32, 0).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise StoreError(
                StoreFault.STORE_SERVED,
                f"process {holder or 'unknown'} already serves from {database}",
                "stop it first, or give this process a store of its own",
            ) from error
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode("ascii"), 0)

    def release(self) -> None:
        """Let the next process serve."""
        os.close(self._descriptor)
