"""Writes groups to SQLite on one connection, in whatever thread it is called; recovers after a failing disk."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import PoolProxiedConnection, bindparam, func, select
from sqlalchemy.exc import DBAPIError

from gateway.receipts.head import head_digest
from gateway.store.engine import Store
from gateway.store.errors import NotDurable
from gateway.store.groups import Outcome, Signer, Tip, write_group
from gateway.store.prepared import Prepared
from gateway.store.submission import Submission
from gateway.store.tables import receipt_group

log = logging.getLogger(__name__)

_END = select(func.max(receipt_group.c.sequence)).where(receipt_group.c.writer == bindparam("writer")).scalar_subquery()
_LAST = Prepared(
    select(receipt_group.c.sequence, receipt_group.c.head).where(
        receipt_group.c.writer == bindparam("writer"), receipt_group.c.sequence == _END
    )
)
_DISK_FAULTS = (sqlite3.OperationalError, sqlite3.InternalError, DBAPIError, OSError)


class GroupWriter:
    """The store's one writer of groups; keeps its connection and the end of its chain until something fails."""

    def __init__(self, store: Store, signer: Signer) -> None:
        self._store = store
        self._signer = signer
        self._proxy: PoolProxiedConnection | None = None
        self._tip = Tip()

    def write(self, group: Sequence[Submission]) -> list[Outcome]:
        """Make a group durable; gives an outcome each and raises nothing.

        A disk that fails fails the whole group, and the next one begins on a new connection. Any other failure is
        one submission's own: the group is written again one by one.
        """
        try:
            return self._attempt(group)
        except _DISK_FAULTS as error:
            log.exception("a group of %d could not be made durable", len(group))
            return [_not_durable(error) for _ in group]
        except Exception as error:
            if len(group) > 1:
                return [self.write([item])[0] for item in group]
            log.exception("an entry could not be written")
            return [_not_durable(error)]

    def close(self) -> None:
        """Close the connection; the next group would open another."""
        proxy, self._proxy = self._proxy, None
        if proxy is not None:
            with suppress(sqlite3.Error, DBAPIError):
                proxy.close()

    def _attempt(self, group: Sequence[Submission]) -> list[Outcome]:
        driver = self._driver()
        try:
            driver.execute("BEGIN IMMEDIATE")
            outcomes, tip = write_group(driver, group, self._tip, self._signer)
            driver.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                driver.execute("ROLLBACK")
            self.close()
            raise
        self._tip = tip
        return outcomes

    def _driver(self) -> sqlite3.Connection:
        if self._proxy is None:
            proxy = self._store.engine.raw_connection()
            try:
                self._tip = self._found_tip(_driver_of(proxy))
            except BaseException:
                proxy.close()
                raise
            self._proxy = proxy
        return _driver_of(self._proxy)

    def _found_tip(self, driver: sqlite3.Connection) -> Tip:
        rows = _LAST.rows(driver, {"writer": self._signer.writer})
        return Tip(rows[0][0] + 1, head_digest(rows[0][1])) if rows else Tip()


def _driver_of(proxy: PoolProxiedConnection) -> sqlite3.Connection:
    driver = proxy.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


def _not_durable(error: Exception) -> NotDurable:
    failure = NotDurable("the entry could not be made durable")
    failure.__cause__ = error
    return failure
