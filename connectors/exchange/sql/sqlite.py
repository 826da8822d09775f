"""SQLite files of other departments: opened read-only, and given up quickly when locked."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Engine, event

from connectors.core.faults import Fault, Malformed, TooLarge, Unreachable, UpstreamError

BUSY_SECONDS = 0.05  # a driver thread is never held longer by a lock
_MOST_BYTES = 4 * 1024 * 1024  # of one value or row
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_BROKEN = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_VAST = ("SQLITE_TOOBIG",)
_CLOSED = ("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_INTERRUPT")


def read_only(url: URL) -> URL:
    """Give the same database opened in mode `ro` (SQLite URI filenames), by the driver that can be interrupted."""
    query = {**url.query, "mode": "ro", "uri": "true"}
    return url.set(drivername="sqlite+pysqlite", database=f"file:{quote(url.database or '')}", query=query)


def must_exist(path: Path) -> None:
    """Raise `Unreachable` if a database file is not there, or is no file: a pipe would be waited for."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise Unreachable(detail=type(error).__name__) from None
    if not stat.S_ISREG(mode):
        raise Unreachable("the source's database is no ordinary file")


def guard_file(engine: Engine) -> None:
    """Let another department's file do no more than be read: no function with side effects in its views, no vast value.

    See "Defense Against The Dark Arts" in SQLite's documentation.
    """

    @event.listens_for(engine, "connect")
    def _opened(connection: sqlite3.Connection, _record: Any) -> None:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST_BYTES)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")


def is_sqlite(error: BaseException | None) -> bool:
    """Tell whether a driver error is one of SQLite."""
    return isinstance(error, sqlite3.Error)


def is_busy(error: BaseException | None) -> bool:
    """Tell whether a driver error means that a writer holds the lock."""
    return _name_of(error).startswith(_BUSY)


def fault_of(error: BaseException | None) -> Fault:
    """Give the fault a driver error stands for; its text may quote values and is left out."""
    name = _name_of(error)
    if name.startswith(_CLOSED):
        return Unreachable(detail=name)
    if name.startswith(_BROKEN):
        return Malformed(detail=name)
    if name.startswith(_VAST):
        return TooLarge(detail=name)
    return UpstreamError(detail=name)


def _name_of(error: BaseException | None) -> str:
    return getattr(error, "sqlite_errorname", type(error).__name__) if isinstance(error, sqlite3.Error) else ""
