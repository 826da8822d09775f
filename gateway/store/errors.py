"""What can go wrong with the store, as operators and the gateway see it."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.rights.entries import RightsEntry
from schema.declare import CodeList


class StoreFault(CodeList):
    """Stable codes of a store that cannot be opened."""

    STORE_UNSUPPORTED = "STORE_UNSUPPORTED", "The database URL names something the store cannot live in."
    STORE_MISSING = "STORE_MISSING", "There is no store at that place."
    STORE_UNREADABLE = "STORE_UNREADABLE", "The file cannot be opened, or is not a store."
    STORE_NEWER = "STORE_NEWER", "The store was written by a newer version."
    STORE_OLDER = "STORE_OLDER", "The store was written by an older version and was not brought up to date yet."
    STORE_SERVED = "STORE_SERVED", "Another process serves from this store."
    STORE_BUSY = "STORE_BUSY", "Another process holds the store for too long, or it does not answer."
    MASTER_KEY = "MASTER_KEY", "The master key file cannot be used, or is not this store's."


class StoreError(Exception):
    """The store cannot be used: code, what is wrong, and what to do instead."""

    def __init__(self, code: StoreFault, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.code = code
        self.message = message
        self.hint = hint


class NotDurable(Exception):  # noqa: N818 - an outcome of a commit, answered as RECEIPT_UNAVAILABLE
    """The entry is not known to be on disk; the answer it stands for must not leave."""


class Overtaken(Exception):  # noqa: N818 - an outcome of a commit: the rules have to run again
    """The rights log moved on about this subject or record, so nothing was written; `entries` are all that is new."""

    def __init__(self, entries: Sequence[RightsEntry]) -> None:
        super().__init__(f"the rights log is at {entries[-1].seq}")
        self.entries = tuple(entries)
