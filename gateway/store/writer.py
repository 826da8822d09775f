"""Commits groups on one connection, in whatever thread it is called; recovers after a failing disk or server."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy import bindparam, func, select

from gateway.receipts.head import head_digest
from gateway.store.database import ChainConnection
from gateway.store.engine import Store
from gateway.store.errors import NotDurable
from gateway.store.groups import Outcome, Signer, Tip, write_group
from gateway.store.prepared import Prepared
from gateway.store.submission import Submission
from gateway.store.tables import receipt_group

log = logging.getLogger(__name__)

_NOT_DURABLE = "a group of %d could not be made durable"
_END = select(func.max(receipt_group.c.sequence)).where(receipt_group.c.writer == bindparam("writer")).scalar_subquery()
_LAST = Prepared(
    select(receipt_group.c.sequence, receipt_group.c.head).where(
        receipt_group.c.writer == bindparam("writer"), receipt_group.c.sequence == _END
    )
)


class GroupWriter:
    """The process's one writer of groups; keeps its connection and the end of its chain until something fails.

    Whatever fails, the connection is given up, and with it the chain: the next group reads the end of the chain anew,
    once nobody else can continue it.
    """

    def __init__(self, store: Store, signer: Signer) -> None:
        self._store = store
        self._signer = signer
        self._open: tuple[ChainConnection, Tip] | None = None
        self._former: str | None = None

    def write(self, group: Sequence[Submission]) -> list[Outcome]:
        """Make a group durable; gives an outcome each and raises nothing.

        A disk or server that fails fails the whole group, and the next one begins on a new connection. Any other
        failure is one submission's own: the group is written again one by one.
        """
        try:
            chain, tip = self._open or self._opened()
        except Exception as error:
            log.exception(_NOT_DURABLE, len(group))
            return _not_durable(group, error)
        try:
            return self._attempt(chain, tip, group)
        except self._store.database.faults as error:
            log.exception(_NOT_DURABLE, len(group))
            return _not_durable(group, error)
        except Exception as error:
            if len(group) > 1:
                return [self.write([item])[0] for item in group]
            log.exception("an entry could not be written")
            return _not_durable(group, error)

    def prepare(self) -> None:
        """Take up a chain before the first group; raises `StoreError`."""
        if self._open is None:
            self._opened()

    def close(self) -> None:
        """Close the connection; the next group would open another."""
        if self._open is not None:
            self._open[0].close()
            self._open = None

    def _attempt(self, chain: ChainConnection, tip: Tip, group: Sequence[Submission]) -> list[Outcome]:
        try:
            chain.begin()
            outcomes, tip = write_group(chain.driver, group, tip, self._signer)
            chain.commit()
        except BaseException:
            self.close()
            raise
        self._open = chain, tip
        return outcomes

    def _opened(self) -> tuple[ChainConnection, Tip]:
        chain = self._store.chain(self._former)
        try:
            rows = _LAST.rows(chain.driver, {"writer": chain.writer})
        except BaseException:
            chain.close()
            raise
        tip = Tip(chain.writer, rows[0][0] + 1, head_digest(rows[0][1])) if rows else Tip(chain.writer)
        self._former, self._open = chain.writer, (chain, tip)
        return self._open


def _not_durable(group: Sequence[Submission], error: Exception) -> list[Outcome]:
    failure = NotDurable("the entry could not be made durable")
    failure.__cause__ = error
    return [failure for _ in group]
