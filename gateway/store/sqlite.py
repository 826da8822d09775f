"""The store in a SQLite file: WAL mode, `synchronous=FULL`, one serving process."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, PoolProxiedConnection, create_engine, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from gateway.store.database import Hazard, Mode
from gateway.store.errors import StoreError, StoreFault
from gateway.store.serving import ServingLock
from gateway.store.tables import store_info

_BUSY_MILLISECONDS = 1_000
_CHECKPOINTS = 5  # each waits that long for readers to end


class SqliteDatabase:
    """A SQLite file."""

    faults: tuple[type[Exception], ...] = (sqlite3.OperationalError, sqlite3.InternalError, DBAPIError, OSError)
    lingering = (
        "another process reads the store for long, so the write-ahead log still holds the sealed bytes; "
        "their key is gone; run the same again to overwrite them"
    )

    def __init__(self, path: Path) -> None:
        self.path = path
        self.place = str(path)

    def exists(self) -> bool:
        """Tell whether the file is there."""
        return self.path.exists()

    def make_ready(self) -> None:
        """Make the file readable by its owner only before SQLite makes it, whose log files take its permissions."""
        os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))

    def serve(self) -> ServingLock:
        """Take the file's serving lock; raises `StoreError(STORE_SERVED)`."""
        return ServingLock(self.path)

    def engine(self, mode: Mode) -> Engine:
        """Give an engine whose connections are opened for each use."""
        return sqlite_engine(self.path, read_only=mode is Mode.READ)

    def preparing(self) -> Engine:
        """Give the same engine as for appending."""
        return self.engine(Mode.APPEND)

    def readers(self, engine: Engine) -> Engine:
        """Give the engine itself: every transaction of SQLite reads consistently."""
        return engine

    def require_alone(self, connection: Connection) -> None:
        """Do nothing: who holds the serving lock serves alone."""

    def chain(self, engine: Engine, former: str | None) -> SqliteChain:  # noqa: ARG002 - a file has one chain
        """Connect to continue the file's one chain."""
        return SqliteChain(engine)

    def emptied(self, engine: Engine) -> bool:
        """Move the write-ahead log into the database and empty it, so that erased bytes are gone from both.

        Whoever reads for longer than a few seconds keeps it from that.
        """
        with engine.connect() as connection:
            for _ in range(_CHECKPOINTS):
                busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
                if not busy:
                    return True
        return False

    def hazards(self, connection: Connection) -> tuple[Hazard, ...]:  # noqa: ARG002 - each connection sets its own
        """Tell of none: what durability needs is set by every connection."""
        return ()

    def fault(self, error: Exception) -> StoreError:
        """Tell a file that is held from one that cannot be used."""
        if "locked" in str(getattr(error, "orig", error)):
            return StoreError(StoreFault.STORE_BUSY, f"another process holds {self.path}", "try again in a moment")
        return StoreError(
            StoreFault.STORE_UNREADABLE,
            f"{self.path} cannot be used",
            "check that it is a store, its folder and its permissions",
        )


class SqliteChain:
    """The one connection groups are committed on."""

    def __init__(self, engine: Engine) -> None:
        with engine.connect() as connection:
            self.writer: str = connection.execute(select(store_info.c.writer)).scalar_one()
        self._proxy = engine.raw_connection()
        self.driver = _driver_of(self._proxy)

    def begin(self) -> None:
        """Begin exclusively."""
        self.driver.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Commit."""
        self.driver.execute("COMMIT")

    def close(self) -> None:
        """Roll back and close."""
        with suppress(sqlite3.Error):
            if self.driver.in_transaction:
                self.driver.execute("ROLLBACK")
        with suppress(sqlite3.Error, DBAPIError):
            self._proxy.close()


def sqlite_engine(path: Path, *, read_only: bool) -> Engine:
    """Make an engine for a file."""
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


def _driver_of(proxy: PoolProxiedConnection) -> sqlite3.Connection:
    driver = proxy.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
