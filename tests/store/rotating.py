"""Rotates the master key of a state folder, one subject key a transaction, until it is done or killed."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.rotation import rotate_master_key


def main(folder: StateFolder) -> None:
    """Rotate."""
    store = open_store(folder.database_url, Mode.APPEND)
    rotate_master_key(store, folder, os.urandom, datetime.now(UTC), step=1)
    store.close()


if __name__ == "__main__":
    main(StateFolder(Path(sys.argv[1])))
