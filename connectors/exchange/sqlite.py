"""SQLite files of other departments: opened read-only, given up quickly when locked, re-opened when replaced."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL

from connectors.core.faults import Fault, Malformed, Unreachable, UpstreamError

BUSY_SECONDS = 0.05  # a driver thread is never held longer by a lock
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED")
_BROKEN = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_CLOSED = ("SQLITE_CANTOPEN", "SQLITE_PERM")

Identity = tuple[int, int]


def read_only(url: URL) -> URL:
    """Give the same database opened in mode `ro` (SQLite URI filenames)."""
    return url.set(database=f"file:{quote(url.database or '')}", query={**url.query, "mode": "ro", "uri": "true"})


def identity_of(path: Path) -> Identity:
    """Give device and inode of a database file; raises `Unreachable` if it is not there."""
    try:
        found = path.stat()
    except OSError as error:
        raise Unreachable(detail=type(error).__name__) from None
    return found.st_dev, found.st_ino


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
