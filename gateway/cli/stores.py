"""Opens the store of a state folder that is there, for a verb of the command line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gateway.cli.exits import CommandFailed
from gateway.receipts.keys import KeyFileError
from gateway.rights.entries import RightsFault
from gateway.state import SIGNING_KEY, StateFolder
from gateway.store.engine import Mode, Store, open_store
from gateway.store.errors import StoreError, StoreFault


@contextmanager
def store_opened(folder: StateFolder, mode: Mode) -> Iterator[Store]:
    """Open and close it, also while a gateway serves from it; what it refuses inside ends in a `CommandFailed`."""
    require_state(folder)
    try:
        _require_store(folder)
        store = open_store(folder.database_url, mode)
        try:
            yield store
        finally:
            store.close()
    except (RightsFault, StoreError) as error:
        raise CommandFailed(error.message, code=error.code.value, hint=error.hint) from error
    except KeyFileError as error:
        raise CommandFailed(f"a key file in {folder.path}: {error}") from error


def _require_store(folder: StateFolder) -> None:
    """Raise `CommandFailed` where a gateway has kept its keys and its store is elsewhere; a verb makes none beside."""
    if (folder.path / SIGNING_KEY).exists() and not folder.has_store:
        raise CommandFailed(
            f"the store of the gateway that keeps its keys in {folder.path} is not there",
            code=StoreFault.STORE_MISSING.value,
            hint="name the configuration whose store.url says where it is with --config, or restore it from a backup",
        )


def require_state(folder: StateFolder) -> None:
    """Raise `CommandFailed` if the state folder is not there; a verb makes none."""
    if not folder.path.is_dir():
        raise CommandFailed(
            f"there is no state folder at {folder.path}", hint="name the running gateway's with --state"
        )
