"""Opens the store of a state folder that is there, for a verb of the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gateway.cli.exits import CommandFailed
from gateway.receipts.keys import KeyFileError
from gateway.rights.entries import RightsFault
from gateway.state import StateFolder
from gateway.store.engine import Mode, Store, open_store
from gateway.store.errors import StoreError


@contextmanager
def store_opened(folder: StateFolder, mode: Mode) -> Iterator[Store]:
    """Open and close it, also while a gateway serves from it; what it refuses inside ends in a `CommandFailed`."""
    require_state(folder)
    try:
        store = open_store(folder.database_url, mode)
        try:
            yield store
        finally:
            store.close()
    except (RightsFault, StoreError) as error:
        raise CommandFailed(error.message, code=error.code.value, hint=error.hint) from error
    except KeyFileError as error:
        raise CommandFailed(f"a key file in {folder.path}: {error}") from error


def require_state(folder: StateFolder) -> None:
    """Raise `CommandFailed` if the state folder is not there; a verb makes none."""
    if not folder.path.is_dir():
        raise CommandFailed(
            f"there is no state folder at {folder.path}", hint="name the running gateway's with --state"
        )
