"""psycopg as the hot path uses it, with an end to its patience."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from psycopg.rows import TupleRow
from typing_extensions import TypeVar

T = TypeVar("T")
_INTERVAL = 0.1


class PatientConnection(psycopg.Connection[TupleRow]):
    """A connection that waits `patience` seconds for any one answer, for ever if None, and is closed afterwards."""

    patience: float | None = None

    def __del__(self, _: Any = None, /) -> None:
        """Close a connection that a thread gave back after its store was closed, when nobody else could."""
        if hasattr(self, "pgconn"):
            self.pgconn.finish()

    def wait(self, gen: PQGen[T], interval: float = _INTERVAL, timeout: float | None = None) -> T:
        """Wait for an answer; raises `psycopg.OperationalError` when patience ends."""
        if timeout is not None or self.patience is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise


class PostgresDriver:
    """Runs prepared texts on a connection."""

    def __init__(self, connection: PatientConnection) -> None:
        self._connection = connection

    def execute(self, text: str, parameters: Sequence[Any] | None = None, /) -> psycopg.Cursor[TupleRow]:
        """Run a statement once; without parameters it may be several."""
        return self._connection.execute(text, parameters)

    def executemany(self, text: str, many: Iterable[Sequence[Any]], /) -> None:
        """Run a statement for every set of parameters, without waiting for each."""
        with self._connection.cursor() as cursor:
            cursor.executemany(text, many)

    def rows_each(self, text: str, many: Iterable[Sequence[Any]], /) -> list[list[Any]]:
        """Run a statement for every set of parameters, without waiting for each, and give the rows of each."""
        with self._connection.cursor() as cursor:
            cursor.executemany(text, many, returning=True)
            return [each.fetchall() for each in cursor.results()]
