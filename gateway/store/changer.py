"""Changes the store without holding up the event loop: each change one exclusive transaction, in a thread apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from gateway.store.engine import Store
from gateway.store.worker import Worker

T = TypeVar("T")


class StoreChanger:
    """One changing thread; what a change raises undoes it whole."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._worker = Worker("tally-change")

    async def call(self, change: Callable[[Connection], T]) -> T:
        """Run `change` in an exclusive transaction and give what it gives, once that is on disk.

        Raises `StoreError` if the store is held by another for too long. Cancelling stops the waiting, not the change.
        """

        def job() -> T:
            with self._store.writing() as connection:
                return change(connection)

        return await self._worker.call(job)

    def close(self) -> None:
        """End the thread after what it has been asked."""
        self._worker.stop()
