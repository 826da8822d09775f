"""SQL sources through SQLAlchemy Core: any driver, read-only, one statement a key set, no driver text in a fault."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Select, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError

from connectors.core.faults import Malformed, Unreachable, UpstreamError
from connectors.exchange.sql import sqlite
from connectors.exchange.sql.address import check_url
from connectors.exchange.sql.blocking import BlockingReader
from connectors.exchange.sql.faults import fault_of
from connectors.exchange.sql.session import pool_options
from connectors.exchange.sql.waiting import WaitingReader
from connectors.exchange.sql.work import Work

_LOCK_PAUSE = 0.05  # seconds between two looks at a locked SQLite file
_CLOSING_SECONDS = 1.0  # how long the work given up is waited for when the source is closed


def is_file(url: str) -> bool:
    """Tell whether a URL names a SQLite file."""
    return url.startswith("sqlite")


class SqlSource:
    """Reader of one database; `url` is a SQLAlchemy URL of any driver (`ValueError` otherwise, see `check_url`).

    Drivers that block are run in threads, SQLite always. A question that is given up leaves at once, whatever its
    statement does: the statement is interrupted or its connection cut, and until it has ended it counts as one of
    the `connections`. Where the database can end a statement itself, it does after `seconds`.
    """

    def __init__(self, url: str, *, connections: int, seconds: float = 5.0) -> None:
        try:
            parsed = make_url(url)
            blocking = not parsed.get_dialect().is_async
        except (ArgumentError, NoSuchModuleError):
            raise ValueError("`url` is not a SQLAlchemy URL such as postgresql+asyncpg://host/name") from None
        check_url(parsed)
        self._file = Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None
        self._kind = BlockingReader if blocking or self._file else WaitingReader
        self._url = sqlite.read_only(parsed) if self._file else parsed
        self._connections = connections
        self._seconds = seconds
        self._reader: BlockingReader | WaitingReader | None = None
        self._free: asyncio.Semaphore | None = None
        self._under_way: set[Work] = set()

    def open(self) -> None:
        """Make the pool; connections are made when they are first needed. Raises `ValueError` without the driver."""
        options = pool_options(self._url, self._connections, self._seconds)
        try:
            self._reader = self._kind(self._url, options, self._seconds)
        except ImportError:
            raise ValueError(f"`url` needs the driver of {self._url.drivername}, which is not installed") from None
        self._free = asyncio.Semaphore(self._connections)

    async def close(self) -> None:
        """Give up what is under way and close every connection, in two seconds at most."""
        if self._reader is None:
            return
        for work in self._under_way:
            work.give_up()
        if self._under_way:
            await asyncio.wait([work.ended for work in self._under_way], timeout=_CLOSING_SECONDS)
        await self._reader.close(_CLOSING_SECONDS)
        self._reader = None

    async def read(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        """Run one SELECT and give all its rows.

        Raises `Unreachable`, `Rejected`, `Overloaded`, `TimedOut`, `Malformed` or `UpstreamError`. While a writer
        holds an SQLite file it waits without holding a thread; the runner's deadline ends that wait, and the wait
        for a connection.
        """
        if self._reader is None or self._free is None:
            raise RuntimeError("the source is not open")
        while True:
            if self._file is not None:
                sqlite.must_exist(self._file)
            try:
                return await self._work(self._reader, self._free, statement)
            except DBAPIError as error:
                if not sqlite.is_busy(error.orig):
                    raise fault_of(error) from None
            except SQLAlchemyError as error:
                raise UpstreamError(detail=type(error).__name__) from None
            except OSError as error:
                raise Unreachable(detail=type(error).__name__) from None
            except (ValueError, ArithmeticError) as error:  # asyncpg, of a date Python has not
                raise Malformed(detail=type(error).__name__) from None
            await asyncio.sleep(_LOCK_PAUSE)

    async def _work(
        self, reader: BlockingReader | WaitingReader, free: asyncio.Semaphore, statement: Select[Any]
    ) -> Sequence[Row[Any]]:
        await free.acquire()
        work = reader.start(statement)
        self._under_way.add(work)

        def ended(result: asyncio.Future[Sequence[Row[Any]]]) -> None:
            self._under_way.discard(work)
            free.release()
            if not result.cancelled():
                result.exception()  # nobody may be left to be told

        work.ended.add_done_callback(ended)
        try:
            return await asyncio.shield(work.ended)
        except asyncio.CancelledError:
            if work.ended.cancelled() and not _is_cancelled():
                raise Unreachable("the gateway closed the source") from None
            work.give_up()
            raise


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
