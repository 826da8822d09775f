"""Changes the store without holding up the event loop: each change one exclusive transaction, in a thread apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection

from gateway.store.engine import Store
from gateway.store.worker import Worker

T = TypeVar("T")
PATIENCE_SECONDS = 4.0


class StoreChanger:
    """One changing thread; what a change raises undoes it whole.

    `patience` is how many seconds a change is waited for, its turn included.
    """

    def __init__(self, store: Store, patience: float = PATIENCE_SECONDS) -> None:
        self._store = store
        self._patience = patience
        self._worker = Worker("tally-change")

    async def call(self, change: Callable[[Connection], T]) -> T:
        """Run `change` in an exclusive transaction and give what it gives, once that is on disk.

        Raises `StoreError` if the store is held by another for too long, or does not answer; then the change may still
        be made. Cancelling stops the waiting, not a change that has begun.
        """

        def job() -> T:
            with self._store.writing() as connection:
                return change(connection)

        try:
            return await self._worker.call(job, self._patience)
        except TimeoutError as error:
            raise self._store.unanswered(self._patience) from error

    def close(self) -> None:
        """End the thread after what it has been asked."""
        self._worker.stop()
