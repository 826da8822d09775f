"""The connection one process commits groups on, and with it the lease of a chain.

The lease is an advisory lock of the session that commits: whoever loses the session loses the lease with it and can
commit nothing any more, so no two processes ever continue one chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import psycopg
from sqlalchemy import bindparam, func, select

from gateway.store.postgresql_driver import PatientConnection, PostgresDriver
from gateway.store.postgresql_locks import CHANGES, LEASE, SERVING
from gateway.store.prepared import Prepared
from gateway.store.tables import receipt_group, store_info
from gateway.store.versions import new_writer, refuse_other

_VERSION = Prepared(select(store_info.c.version, store_info.c.writer))
_NEXT = Prepared(select(func.min(receipt_group.c.writer)).where(receipt_group.c.writer > bindparam("after")))


class PostgresChain:
    """A connection of its own that holds a chain's lease and shares the lock of serving processes."""

    def __init__(self, connection: PatientConnection, former: str | None) -> None:
        self._connection = connection
        try:
            connection.rollback()
            connection.autocommit = True
            self.driver = PostgresDriver(connection)
            self.driver.execute(SERVING.shared_by_session)
            ((version, first),) = _VERSION.rows(self.driver, {})
            refuse_other(version)
            self.writer = self._leased(former, first)
        except BaseException:
            self.close()
            raise

    def begin(self) -> None:
        """Begin, and share the lock that changes take for themselves."""
        self.driver.execute(f"BEGIN; {CHANGES.shared}")

    def commit(self) -> None:
        """Commit; raises `psycopg.OperationalError` where the server rolled back instead."""
        if self.driver.execute("COMMIT").statusmessage != "COMMIT":
            raise psycopg.OperationalError("the server rolled the group back")

    def close(self) -> None:
        """End the session, and with it its transaction and its lease."""
        with suppress(psycopg.Error):
            self._connection.close()

    def _leased(self, former: str | None, first: str) -> str:
        for name in self._names(former, first):
            if self.driver.execute(LEASE, (name,)).fetchall()[0][0]:
                return name
        raise AssertionError

    def _names(self, former: str | None, first: str) -> Iterator[str]:
        """Give the chain this process continued before, every one there is, and new ones without end."""
        if former is not None:
            yield former
        yield first
        known: str | None = ""
        while known := _NEXT.rows(self.driver, {"after": known})[0][0]:
            yield known
        while True:
            yield new_writer()
