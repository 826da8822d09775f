"""Appends one entry to the rights log of a state folder, while a gateway may be serving from it."""

from __future__ import annotations

from gateway.cli.opening import opened
from gateway.rights.entries import RightsChange, RightsEntry, Standing
from gateway.state import StateFolder
from gateway.store.engine import Mode
from gateway.store.rights_log import append


def enter(folder: StateFolder, change: RightsChange, standing: Standing) -> RightsEntry:
    """Append an entry in a capacity; raises `CommandFailed` if it is refused or the store cannot be opened."""
    with opened(folder, Mode.APPEND) as store, store.writing() as connection:
        return append(connection, change, frozenset({standing}))
