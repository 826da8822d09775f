"""Opens the reports' own database and keys: one folder, one process, nothing shared with the gateway's store."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from gateway.key_file import KeyFile, write_whole
from gateway.store.errors import StoreError, StoreFault
from gateway.store.master_keys import MasterKeys, new_master_keys, read_master_keys
from gateway.store.serving import ServingLock
from gateway.store.vault import Vault
from gateway.whistleblowing.tables import VERSION, metadata, report_info
from gateway.whistleblowing.words import Refused, ReportFault

DATABASE = "reports.db"
MASTER_KEY = "reports-master-key.json"
_PRAGMAS = ("busy_timeout=5000", "foreign_keys=ON", "secure_delete=ON", "journal_mode=WAL", "synchronous=FULL")


class ReportStore:
    """The open store: exclusive transactions, each durable at its end, and the vault reports are sealed with."""

    def __init__(self, engine: Engine, vault: Vault, lock: ServingLock) -> None:
        self._engine = engine
        self._lock = lock
        self.vault = vault

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in an exclusive transaction; raises `Refused(UNAVAILABLE)` if it cannot be committed."""
        try:
            with self._engine.connect() as connection, connection.begin():
                yield connection
        except SQLAlchemyError as error:
            raise Refused(
                ReportFault.UNAVAILABLE,
                "the store of reports cannot be written now; try again later",
                "暂时无法保存，请稍后再试",
            ) from error

    def checkpoint(self) -> None:
        """Empty the write-ahead log into the database, so that erased bytes are gone from both."""
        with closing(self._engine.raw_connection()) as connection:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close it and let another process serve."""
        self._engine.dispose()
        self._lock.release()


def open_reports(folder: Path, random: Callable[[int], bytes] = os.urandom) -> ReportStore:
    """Open the store of a folder, made on first use and its owner's alone; raises `StoreError`."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = folder / DATABASE
    lock = ServingLock(database)
    try:
        vault = Vault(_master_keys(folder, random), random)
        os.close(os.open(database, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
        engine = _engine(database)
        with engine.connect() as connection, connection.begin():
            _prepare(connection)
    except SQLAlchemyError as error:
        lock.release()
        hint = "name the folder of a store of reports, and see to its permissions"
        raise StoreError(StoreFault.STORE_UNREADABLE, f"{database} cannot be used", hint) from error
    except (StoreError, OSError):
        lock.release()
        raise
    return ReportStore(engine, vault, lock)


def _master_keys(folder: Path, random: Callable[[int], bytes]) -> KeyFile[MasterKeys]:
    file = folder / MASTER_KEY
    if not file.exists():
        if (folder / DATABASE).exists():
            hint = "restore it from a backup; without it the reports stay closed"
            raise StoreError(StoreFault.MASTER_KEY, f"{file} is missing, and {DATABASE} was written under it", hint)
        write_whole(file, new_master_keys(random, datetime.now(UTC)).file(), mode=0o600)
    return KeyFile(file, read_master_keys)


def _engine(database: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{database}", poolclass=NullPool, hide_parameters=True, connect_args={"isolation_level": None}
    )

    @event.listens_for(engine, "connect")
    def _connected(driver: Any, _: Any) -> None:
        for pragma in _PRAGMAS:
            driver.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _prepare(connection: Connection) -> None:
    if not inspect(connection).get_table_names():
        metadata.create_all(connection)
        connection.execute(insert(report_info), {"version": VERSION})
    if not inspect(connection).has_table(report_info.name):
        hint = "name another folder; this one is left alone"
        raise StoreError(StoreFault.STORE_UNREADABLE, f"{DATABASE} is no store of reports", hint)
    found = connection.execute(select(report_info.c.version)).scalar_one()
    if found != VERSION:
        hint = "use the program that wrote it, or a newer one"
        raise StoreError(StoreFault.STORE_NEWER, f"the reports have version {found}, not {VERSION}", hint)
