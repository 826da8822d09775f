"""SQL sources through SQLAlchemy Core: any driver, read-only, one statement a key set, no driver text in a fault."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Row, Select, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from connectors.core.faults import Fault, Overloaded, Unreachable, UpstreamError
from connectors.exchange import sqlite
from connectors.exchange.read_only import guard_session

T = TypeVar("T")

_LOCK_PAUSE = 0.05  # seconds between two looks at a locked SQLite file
_RECYCLE_SECONDS = 1_800


def is_file(url: str) -> bool:
    """Tell whether a URL names a SQLite file."""
    return url.startswith("sqlite")


class SqlSource:
    """Reader of one database; `url` is a SQLAlchemy URL of any driver (`ValueError` otherwise).

    Drivers that block are run in threads, as many as there are connections. A statement that is given up goes on
    for `seconds` at most where the database can end it, and its connection returns to the pool only then.
    """

    def __init__(self, url: str, *, connections: int, seconds: float = 5.0) -> None:
        try:
            parsed = make_url(url)
            self._async = bool(parsed.get_dialect().is_async)
        except (ArgumentError, NoSuchModuleError):
            raise ValueError("`url` is not a SQLAlchemy URL such as sqlite+aiosqlite:///path") from None
        self._file = Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None
        self._url = sqlite.read_only(parsed) if self._file else parsed
        self._arguments: dict[str, Any] = {"timeout": sqlite.BUSY_SECONDS} if self._file else {}
        self._connections = connections
        self._seconds = seconds
        self._identity: sqlite.Identity | None = None
        self._reader: _AsyncReader | _ThreadedReader | None = None

    def open(self) -> None:
        """Make the pool; connections are made when they are first needed. Raises `ValueError` without the driver."""
        options: dict[str, Any] = {
            "connect_args": self._arguments,
            "pool_size": self._connections,
            "max_overflow": 0,
            "pool_timeout": self._seconds,
            "pool_recycle": _RECYCLE_SECONDS,
            "hide_parameters": True,
        }
        kind = _AsyncReader if self._async else _ThreadedReader
        try:
            self._reader = kind(self._url, options, self._seconds)
        except ImportError:
            raise ValueError(f"`url` needs the driver of {self._url.drivername}, which is not installed") from None

    async def close(self) -> None:
        """Close every connection."""
        if self._reader is not None:
            await self._reader.close()
            self._reader = None

    async def read(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        """Run one SELECT and give all its rows.

        Raises `Unreachable`, `Malformed`, `Overloaded` or `UpstreamError`. While a writer holds an SQLite file it
        waits without holding a thread; the runner's deadline ends the wait.
        """
        if self._reader is None:
            raise RuntimeError("the source is not open")
        await self._follow_file(self._reader)
        while True:
            try:
                return await self._reader.read(statement)
            except PoolTimeout:
                raise Overloaded("every connection to the source is in use") from None
            except DBAPIError as error:
                if not sqlite.is_busy(error.orig):
                    raise self._fault_of(error) from None
            except SQLAlchemyError as error:
                raise UpstreamError(detail=type(error).__name__) from None
            except OSError as error:
                raise Unreachable(detail=type(error).__name__) from None
            await asyncio.sleep(_LOCK_PAUSE)

    async def _follow_file(self, reader: _AsyncReader | _ThreadedReader) -> None:
        """Forget connections to a file that was replaced, and refuse one that is gone."""
        if self._file is None:
            return
        identity = sqlite.identity_of(self._file)
        if identity != self._identity:
            self._identity = identity
            await reader.forget()

    def _fault_of(self, error: DBAPIError) -> Fault:
        if self._file is not None:
            return sqlite.fault_of(error.orig)
        name = type(error.orig).__name__
        lost = error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _LOST
        return Unreachable(detail=name) if lost or not _said(error) else UpstreamError(detail=name)


_LOST = frozenset({"57P01", "57P02", "57P03", "08000", "08001", "08003", "08004", "08006"})  # PostgreSQL, appendix A


def _said(error: DBAPIError) -> bool:
    """Tell whether the database itself said something, rather than the way to it being broken."""
    return bool(getattr(error.orig, "sqlstate", None) or getattr(error.orig, "pgcode", None) or _mysql_code(error))


def _mysql_code(error: DBAPIError) -> int | None:
    arguments = getattr(error.orig, "args", ())
    code = arguments[0] if arguments else None
    return code if isinstance(code, int) and code < 2000 else None  # MySQL: client errors begin at 2000


class _AsyncReader:
    def __init__(self, url: URL, options: dict[str, Any], seconds: float) -> None:
        self._engine: AsyncEngine = create_async_engine(url, **options)
        guard_session(self._engine.sync_engine, seconds)

    async def read(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        async with self._engine.connect() as connection:
            rows: Sequence[Row[Any]] = (await connection.execute(statement)).all()
            return rows

    async def forget(self) -> None:
        await self._engine.dispose()

    async def close(self) -> None:
        await self._engine.dispose()


class _ThreadedReader:
    def __init__(self, url: URL, options: dict[str, Any], seconds: float) -> None:
        self._engine: Engine = create_engine(url, **options)
        guard_session(self._engine, seconds)
        self._threads = ThreadPoolExecutor(options["pool_size"], thread_name_prefix="sql")

    async def read(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        return await self._run(lambda: _rows(self._engine, statement))

    async def forget(self) -> None:
        await self._run(self._engine.dispose)

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        await asyncio.to_thread(self._engine.dispose)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)


def _rows(engine: Engine, statement: Select[Any]) -> Sequence[Row[Any]]:
    connection: Connection
    with engine.connect() as connection:
        return connection.execute(statement).all()
