"""Opens the store: a SQLite file in WAL mode, `synchronous=FULL`, with one serving process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from gateway.store.errors import StoreError, StoreFault
from gateway.store.serving import ServingLock
from gateway.store.versions import prepare, upgrade, writer_of

_BUSY_MILLISECONDS = 1_000
_CHECKPOINTS = 5  # each waits that long for readers to end
_HOW = "write it as sqlite:///path/to/tally.db"


class Mode(Enum):
    """What the store is opened for: serving (one process), appending (such as rights, by the CLI), or reading."""

    SERVE = "serve"
    APPEND = "append"
    READ = "read"


class Store:
    """An open store. `writer` names its chain of groups; connections are short and belong to the thread that asks."""

    def __init__(self, path: Path, engine: Engine, writer: str, lock: ServingLock | None) -> None:
        self.path = path
        self.writer = writer
        self.engine = engine
        self._lock = lock

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection in one consistent read transaction."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in an exclusive transaction (`BEGIN IMMEDIATE`); waits its turn for one second."""
        try:
            with self.engine.connect().execution_options(exclusive=True) as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise _as_store_error(error, self.path) from error

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the database and empty it, so that erased bytes are gone from both.

        Tells whether it is empty: whoever reads for longer than a few seconds keeps it from that.
        """
        with self.engine.connect() as connection:
            for _ in range(_CHECKPOINTS):
                busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
                if not busy:
                    return True
        return False

    def close(self) -> None:
        """Close connections and let the next process serve."""
        self.engine.dispose()
        if self._lock is not None:
            self._lock.release()


def open_store(url: str, mode: Mode) -> Store:
    """Open the store at a database URL, made if it is new (not for reading); raises `StoreError`."""
    path = _path_of(url)
    if mode is Mode.READ and not path.exists():
        raise StoreError(StoreFault.STORE_MISSING, f"there is no store at {path}", "serve once, or name another file")
    lock = None
    try:
        if mode is not Mode.READ:
            _make_private(path)
        lock = ServingLock(path) if mode is Mode.SERVE else None
        engine = _engine(path, read_only=mode is Mode.READ)
        return Store(path, engine, _writer(engine, mode), lock)
    except (DBAPIError, OSError) as error:
        _release(lock)
        raise _as_store_error(error, path) from error
    except StoreError:
        _release(lock)
        raise


def _writer(engine: Engine, mode: Mode) -> str:
    exclusive = mode is not Mode.READ
    with engine.connect().execution_options(exclusive=exclusive) as connection, connection.begin():
        if exclusive:
            prepare(connection, f"w{os.urandom(8).hex()}")
        if mode is Mode.SERVE:
            upgrade(connection)
        return writer_of(connection)


def _engine(path: Path, *, read_only: bool) -> Engine:
    engine = create_engine(
        f"sqlite:///{path}", poolclass=NullPool, hide_parameters=True, connect_args={"isolation_level": None}
    )

    @event.listens_for(engine, "connect")
    def _connected(driver: Any, _: Any) -> None:
        for pragma in pragmas(read_only=read_only):
            driver.execute(pragma)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        exclusive = connection.get_execution_options().get("exclusive", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if exclusive else "BEGIN")

    return engine


def pragmas(*, read_only: bool) -> tuple[str, ...]:
    """Give the settings of every connection: durable at commit, foreign keys on, deleted bytes overwritten."""
    common = (f"PRAGMA busy_timeout={_BUSY_MILLISECONDS}", "PRAGMA foreign_keys=ON", "PRAGMA secure_delete=ON")
    if read_only:
        return (*common, "PRAGMA query_only=ON")
    return (*common, "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")


def _path_of(url: str) -> Path:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(StoreFault.STORE_UNSUPPORTED, "the database URL cannot be read", _HOW) from error
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(StoreFault.STORE_UNSUPPORTED, f"{parsed.get_backend_name()} is not supported here", _HOW)
    if not parsed.database or parsed.database == ":memory:" or parsed.query:
        raise StoreError(StoreFault.STORE_UNSUPPORTED, "the store needs a file", _HOW)
    return Path(parsed.database).absolute()


def _make_private(path: Path) -> None:
    """Make the file readable by its owner only before SQLite makes it, whose log files take its permissions."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))


def _release(lock: ServingLock | None) -> None:
    if lock is not None:
        lock.release()


def _as_store_error(error: Exception, path: Path) -> StoreError:
    text = str(getattr(error, "orig", error))
    if "locked" in text:
        return StoreError(StoreFault.STORE_BUSY, f"another process holds {path}", "try again in a moment")
    return StoreError(
        StoreFault.STORE_UNREADABLE,
        f"{path} cannot be used",
        "check that it is a store, its folder and its permissions",
    )
