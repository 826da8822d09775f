"""Opens the store of a state folder for a verb, while a gateway may be serving from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gateway.cli.exits import CommandFailed
from gateway.rights.entries import RightsFault
from gateway.state import StateFolder
from gateway.store.engine import Mode, Store, open_store
from gateway.store.errors import StoreError


@contextmanager
def opened(folder: StateFolder, mode: Mode) -> Iterator[Store]:
    """Open the store; raises `CommandFailed` where there is no folder, or where the store or the log refuses."""
    if not folder.path.is_dir():
        raise CommandFailed(
            f"there is no state folder at {folder.path}", hint="name the running gateway's with --state"
        )
    try:
        store = open_store(folder.database_url, mode)
        try:
            yield store
        finally:
            store.close()
    except (RightsFault, StoreError) as error:
        message = str(error).removesuffix(f"; {error.hint}")
        raise CommandFailed(message, code=error.code.value, hint=error.hint) from error
