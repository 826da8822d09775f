"""Reads from the store without holding up the event loop, in a thread apart from the one that commits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy import Connection

from gateway.rights.entries import RightsEntry
from gateway.store.engine import Store
from gateway.store.rights_log import read_after
from gateway.store.worker import Worker

T = TypeVar("T")
PATIENCE_SECONDS = 4.0


class StoreReader:
    """One reading thread; whoever must not wait for another's reads takes one of its own.

    `patience` is how many seconds a read is waited for, its turn included.
    """

    def __init__(self, store: Store, patience: float = PATIENCE_SECONDS) -> None:
        self._store = store
        self._patience = patience
        self._worker = Worker("tally-read")

    async def call(self, read: Callable[[Connection], T]) -> T:
        """Run `read` in a read transaction and wait for what it gives; `StoreError` if it takes too long or fails."""

        def job() -> T:
            with self._store.reading() as connection:
                return read(connection)

        try:
            return await self._worker.call(job, self._patience)
        except TimeoutError as error:
            raise self._store.unanswered(self._patience) from error

    async def rights_after(self, position: int) -> Sequence[RightsEntry]:
        """Give the rights entries after a position, in order; what a `RightsTail` reads by."""
        return await self.call(lambda connection: read_after(connection, position))

    def close(self) -> None:
        """End the thread after what it has been asked."""
        self._worker.stop()
