"""One serving process per SQLite store, enforced by a file lock that the system drops when the process ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from gateway.store.errors import StoreError, StoreFault


class ServingLock:
    """Holds `<store>.serving`; a second holder is refused with the first one's process id."""

    def __init__(self, database: Path) -> None:
        path = database.with_name(database.name + ".serving")
        self._file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = self._file.read(32).strip()
            self.release()
            raise StoreError(
                StoreFault.STORE_SERVED,
                f"process {holder or 'unknown'} already serves from {database}",
                "stop it first, or give this process a store of its own",
            ) from error
        self._file.truncate(0)
        self._file.write(f"{os.getpid()}\n")
        self._file.flush()

    def release(self) -> None:
        """Let the next process serve; a second call does nothing."""
        self._file.close()
