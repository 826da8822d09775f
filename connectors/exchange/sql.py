"""SQL sources through SQLAlchemy Core: read-only, one statement a key set, no driver text in a fault."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Row, Select, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from connectors.core.faults import Fault, Unreachable, UpstreamError
from connectors.exchange import sqlite

_LOCK_PAUSE = 0.05  # seconds between two looks at a locked SQLite file


class SqlSource:
    """Reader of one database; `url` is a SQLAlchemy URL of an async driver (`ValueError` otherwise)."""

    def __init__(self, url: str, *, connections: int) -> None:
        try:
            parsed = make_url(url)
        except ArgumentError:
            raise ValueError("`url` is not a SQLAlchemy URL such as sqlite+aiosqlite:///path") from None
        self._file = Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None
        self._url = sqlite.read_only(parsed) if self._file else parsed
        self._arguments = {"timeout": sqlite.BUSY_SECONDS} if self._file else {}
        self._connections = connections
        self._identity: sqlite.Identity | None = None
        self._engine: AsyncEngine | None = None

    def open(self) -> None:
        """Make the pool; connections are made when they are first needed."""
        self._engine = create_async_engine(
            self._url, connect_args=self._arguments, pool_size=self._connections, max_overflow=0
        )

    async def close(self) -> None:
        """Close every connection."""
        if self._engine is not None:
            await self._engine.dispose()
            self._engine = None

    async def read(self, statement: Select[Any]) -> Sequence[Row[Any]]:
        """Run one SELECT and give all its rows.

        Raises `Unreachable`, `Malformed` or `UpstreamError`. While a writer holds an SQLite file it waits
        without holding a thread; the runner's deadline ends the wait.
        """
        if self._engine is None:
            raise RuntimeError("the source is not open")
        await self._follow_file(self._engine)
        while True:
            try:
                async with self._engine.connect() as connection:
                    rows: Sequence[Row[Any]] = (await connection.execute(statement)).all()
                    return rows
            except DBAPIError as error:
                if not sqlite.is_busy(error.orig):
                    raise self._fault_of(error) from None
            except OSError as error:
                raise Unreachable(detail=type(error).__name__) from None
            await asyncio.sleep(_LOCK_PAUSE)

    async def _follow_file(self, engine: AsyncEngine) -> None:
        """Forget connections to a file that was replaced, and refuse one that is gone."""
        if self._file is None:
            return
        identity = sqlite.identity_of(self._file)
        if identity != self._identity:
            self._identity = identity
            await engine.dispose()

    def _fault_of(self, error: DBAPIError) -> Fault:
        if self._file is not None:
            return sqlite.fault_of(error.orig)
        name = type(error.orig).__name__
        return Unreachable(detail=name) if error.connection_invalidated else UpstreamError(detail=name)
