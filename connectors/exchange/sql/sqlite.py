"""SQLite files of other departments: opened read-only, and given up quickly when locked."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL

from connectors.core.faults import Fault, Malformed, Unreachable, UpstreamError

BUSY_SECONDS = 0.05  # a driver thread is never held longer by a lock
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_BROKEN = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_CLOSED = ("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_INTERRUPT")


def read_only(url: URL) -> URL:
    """Give the same database opened in mode `ro` (SQLite URI filenames), by the driver that can be interrupted."""
    query = {**url.query, "mode": "ro", "uri": "true"}
    return url.set(drivername="sqlite+pysqlite", database=f"file:{quote(url.database or '')}", query=query)


def must_exist(path: Path) -> None:
    """Raise `Unreachable` if a database file is not there."""
    try:
        path.stat()
    except OSError as error:
        raise Unreachable(detail=type(error).__name__) from None


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
    return UpstreamError(detail=name)


def _name_of(error: BaseException | None) -> str:
    return getattr(error, "sqlite_errorname", type(error).__name__) if isinstance(error, sqlite3.Error) else ""
