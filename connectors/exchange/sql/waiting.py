"""Reading with drivers that wait on the loop, each statement in a task that can be left behind."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Row, Select, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from connectors.exchange.sql.session import guard_session
from connectors.exchange.sql.work import Work, hang_up

_POLITE_SECONDS = 0.5  # for the driver to cancel a statement; then its connection is cut


class WaitingReader:
    """Engine of an asyncio driver. Raises `ImportError` without the driver."""

    def __init__(self, url: URL, options: Mapping[str, Any], seconds: float) -> None:
        self._engine: AsyncEngine = create_async_engine(url, **options)
        guard_session(self._engine.sync_engine, seconds)
        self._connections: WeakSet[Any] = WeakSet()
        event.listen(self._engine.sync_engine, "connect", self._connected)

    def start(self, statement: Select[Any]) -> Work:
        """Start one SELECT."""
        return _Statement(self._engine, statement)

    async def close(self, seconds: float) -> None:
        """Close every connection, in `seconds` at most; what does not close by then is cut."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._engine.dispose(), seconds)
        for connection in self._connections:
            hang_up(connection)

    def _connected(self, connection: Any, _record: object) -> None:
        self._connections.add(connection.driver_connection)


class _Statement:
    def __init__(self, engine: AsyncEngine, statement: Select[Any]) -> None:
        self._connection: Any = None
        self._task = asyncio.create_task(self._read(engine, statement))
        self.ended: asyncio.Future[Sequence[Row[Any]]] = self._task

    def give_up(self) -> None:
        if self._task.cancel():
            asyncio.get_running_loop().call_later(_POLITE_SECONDS, self._cut)

    def _cut(self) -> None:
        if not self._task.done():
            hang_up(self._connection)

    async def _read(self, engine: AsyncEngine, statement: Select[Any]) -> Sequence[Row[Any]]:
        async with engine.connect() as connection:
            self._connection = (await connection.get_raw_connection()).driver_connection
            rows: Sequence[Row[Any]] = (await connection.execute(statement)).all()
            return rows
