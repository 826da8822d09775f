"""Opens the store: a SQLite file for one serving process, or a PostgreSQL database for any number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from gateway.store.address import database_at
from gateway.store.database import ChainConnection, Database, Lock, Mode
from gateway.store.errors import StoreError, StoreFault
from gateway.store.sqlite import SqliteDatabase
from gateway.store.versions import check_version, new_writer, prepare, upgrade

__all__ = ["Mode", "Store", "open_store", "store_exists"]


class Store:
    """An open store; connections are short and belong to the thread that asks."""

    def __init__(self, database: Database, engine: Engine, lock: Lock | None = None) -> None:
        self.database = database
        self.engine = engine
        self._readers = database.readers(engine)
        self._changers = engine.execution_options(exclusive=True)
        self._lock = lock

    @property
    def path(self) -> Path:
        """The file of a store in SQLite."""
        assert isinstance(self.database, SqliteDatabase)
        return self.database.path

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection in one consistent read transaction; raises `StoreError` if the store does not answer."""
        try:
            with self._readers.connect() as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise self.database.fault(error) from error

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in an exclusive transaction: no group of answers and no other change commits meanwhile.

        Waits its turn for a second or two; raises `StoreError`.
        """
        try:
            with self._changers.connect() as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise self.database.fault(error) from error

    def chain(self, former: str | None = None) -> ChainConnection:
        """Connect to commit groups, on the chain that was continued before if it can be had; raises `StoreError`."""
        try:
            return self.database.chain(self.engine, former)
        except self.database.faults as error:
            raise self.database.fault(error) from error

    def unanswered(self, seconds: float) -> StoreError:
        """Make the error of a store that gave no answer in that time."""
        message = f"{self.database.place} gave no answer in {seconds:g} s"
        return StoreError(StoreFault.STORE_BUSY, message, "see whether its server or disk hangs")

    def checkpoint(self) -> bool:
        """See to it that erased bytes are overwritten; tell whether they are."""
        return self.database.emptied(self.engine)

    def close(self) -> None:
        """Close connections and let the next process serve."""
        self.engine.dispose()
        if self._lock is not None:
            self._lock.release()


def open_store(url: str, mode: Mode) -> Store:
    """Open the store at a database URL, made if it is new (not for reading); raises `StoreError`."""
    database = database_at(url)
    with ExitStack() as undone:
        try:
            store = _opened(database, mode, undone)
        except database.faults as error:
            raise database.fault(error) from error
        undone.pop_all()
        return store
    raise AssertionError


def _opened(database: Database, mode: Mode, undone: ExitStack) -> Store:
    if mode is Mode.READ:
        if not database.exists():
            problem = f"there is no store at {database.place}"
            raise StoreError(StoreFault.STORE_MISSING, problem, "serve once, or name another")
    else:
        database.make_ready()
    lock = database.serve() if mode is Mode.SERVE else None
    store = Store(database, database.engine(mode), lock)
    undone.callback(store.close)
    if mode is not Mode.READ:
        _prepare(database, mode)
    with store.reading() as connection:
        check_version(connection)
    return store


def store_exists(url: str) -> bool:
    """Tell whether there is a store at a URL, or something else in its place; raises `StoreError`."""
    database = database_at(url)
    try:
        return database.exists()
    except database.faults as error:
        raise database.fault(error) from error


def _prepare(database: Database, mode: Mode) -> None:
    engine = database.preparing().execution_options(exclusive=True)
    with engine.connect() as connection, connection.begin():
        prepare(connection, new_writer())
        if mode is Mode.SERVE:
            upgrade(connection, database.require_alone)
