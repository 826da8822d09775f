"""Reading with drivers that block: each statement in a daemon thread, which holds neither the loop nor the process."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Row, Select, create_engine

from connectors.exchange.sql.session import guard_session
from connectors.exchange.sql.work import Work, hang_up

T = TypeVar("T")

_LOOK_EVERY = 20_000  # instructions of SQLite's machine between two looks, well under a millisecond


class BlockingReader:
    """Engine of a driver that blocks. Raises `ImportError` without the driver."""

    def __init__(self, url: URL, options: Mapping[str, Any], seconds: float) -> None:
        self._engine: Engine = create_engine(url, **options)
        guard_session(self._engine, seconds)
        self._closed = threading.Event()

    def start(self, statement: Select[Any]) -> Work:
        """Start one SELECT."""
        return _Statement(self._engine, statement, self._closed)

    async def close(self, seconds: float) -> None:
        """Close every connection that is free, in `seconds` at most; the others close as they become free."""
        self._closed.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(_in_thread(self._engine.dispose), seconds)


class _Statement:
    def __init__(self, engine: Engine, statement: Select[Any], closed: threading.Event) -> None:
        self._engine = engine
        self._statement = statement
        self._closed = closed
        self._lock = threading.Lock()
        self._given_up = False
        self._connection: Connection | None = None
        self.ended: asyncio.Future[Sequence[Row[Any]]] = _in_thread(self._read)

    def give_up(self) -> None:
        with self._lock:
            self._given_up = True
            if self._connection is not None:
                hang_up(self._connection.connection.driver_connection)

    def _read(self) -> Sequence[Row[Any]]:
        pool = self._engine.pool
        connection = self._engine.connect()
        try:
            with self._lock:
                self._connection = connection
                self._be_interruptible(connection)
            return connection.execute(self._statement).all()
        finally:
            with self._lock:
                self._connection = None
                if self._given_up:
                    connection.invalidate()
            connection.close()
            if self._closed.is_set():
                pool.dispose()

    def _be_interruptible(self, connection: Connection) -> None:
        raw = connection.connection.driver_connection
        if isinstance(raw, sqlite3.Connection):
            raw.set_progress_handler(lambda: self._given_up, _LOOK_EVERY)
        elif self._given_up:
            hang_up(raw)


def _in_thread(work: Callable[[], T]) -> asyncio.Future[T]:
    """Give what `work` gives or raises, from a daemon thread: `asyncio.to_thread` would be waited for at exit."""
    result: Future[T] = Future()
    result.set_running_or_notify_cancel()

    def run() -> None:
        try:
            result.set_result(work())
        except BaseException as error:  # noqa: BLE001 - told to whoever waits
            result.set_exception(error)

    threading.Thread(target=run, name="sql", daemon=True).start()
    return asyncio.wrap_future(result)
