"""Appends one entry to the rights log of a state folder, while a gateway may be serving from it."""

from __future__ import annotations

from gateway.cli.exits import CommandFailed
from gateway.rights.entries import RightsChange, RightsEntry, RightsFault, Standing
from gateway.state import StateFolder
from gateway.store.engine import Mode, open_store
from gateway.store.errors import StoreError
from gateway.store.rights_log import append


def enter(folder: StateFolder, change: RightsChange, standing: Standing) -> RightsEntry:
    """Append an entry in a capacity; raises `CommandFailed` if it is refused or the store cannot be opened."""
    if not folder.path.is_dir():
        raise CommandFailed(
            f"there is no state folder at {folder.path}", hint="name the running gateway's with --state"
        )
    try:
        store = open_store(folder.database_url, Mode.APPEND)
        try:
            with store.writing() as connection:
                return append(connection, change, frozenset({standing}))
        finally:
            store.close()
    except (RightsFault, StoreError) as error:
        message = str(error).removesuffix(f"; {error.hint}")
        raise CommandFailed(message, code=error.code.value, hint=error.hint) from error
