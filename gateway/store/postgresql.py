"""The store in a PostgreSQL database, for any number of serving processes."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
from sqlalchemy import URL, Connection, Engine, event, inspect, select, text
from sqlalchemy.exc import DBAPIError

from gateway.store.database import Hazard, Mode
from gateway.store.errors import StoreError, StoreFault
from gateway.store.postgresql_chain import PostgresChain
from gateway.store.postgresql_driver import PatientConnection
from gateway.store.postgresql_locks import CHANGES, SERVING
from gateway.store.postgresql_sessions import LOOKING, PREPARING, SESSIONS, engine_for
from gateway.store.tables import store_info
from gateway.store.versions import refuse_other

_WANTED = {
    "fsync": ({"on"}, "set fsync = on, or a power cut loses receipts that were acknowledged"),
    "full_page_writes": ({"on"}, "set full_page_writes = on, or a power cut may leave half a page"),
    "synchronous_commit": ({"on", "remote_apply"}, "let the store's user set synchronous_commit, as each session does"),
    "server_encoding": ({"UTF8"}, "make the database with ENCODING 'UTF8'"),
}


class PostgresDatabase:
    """A database of a PostgreSQL server."""

    faults: tuple[type[Exception], ...] = (
        psycopg.OperationalError,
        psycopg.InternalError,
        psycopg.InterfaceError,
        DBAPIError,
        OSError,
    )
    lingering = (
        "PostgreSQL holds the sealed bytes until it reuses their place (VACUUM) and its write-ahead log; their key is "
        "gone; `tally keys rotate-master` and then `destroy-old` close what is left of it there and in backups"
    )

    def __init__(self, url: URL) -> None:
        self._url = url
        self.place = f"PostgreSQL database {url.database} at {url.host or url.query.get('host', 'localhost')}"

    def exists(self) -> bool:
        """Tell whether the store's tables are there."""
        engine = engine_for(self._url, LOOKING)
        with engine.connect() as connection:
            return inspect(connection).has_table(store_info.name)

    def make_ready(self) -> None:
        """Do nothing: the database is there."""

    def serve(self) -> None:
        """Take nothing: each serving process continues a chain of its own."""

    def engine(self, mode: Mode) -> Engine:
        """Give an engine; a serving one keeps connections, and each is tried before it is used again."""
        engine = engine_for(self._url, SESSIONS[mode])

        @event.listens_for(engine, "begin")
        def _begun(connection: Connection) -> None:
            if connection.get_execution_options().get("exclusive", False):
                connection.exec_driver_sql(CHANGES.taken)
                refuse_other(connection.execute(select(store_info.c.version)).scalar_one())

        return engine

    def preparing(self) -> Engine:
        """Give an engine whose statements may take long."""
        engine = engine_for(self._url, PREPARING)

        @event.listens_for(engine, "begin")
        def _begun(connection: Connection) -> None:
            connection.exec_driver_sql(CHANGES.taken)

        return engine

    def readers(self, engine: Engine) -> Engine:
        """Give an engine whose transactions see the store as it was when they began."""
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def require_alone(self, connection: Connection) -> None:
        """Keep others from beginning to serve until the transaction ends; `StoreError` if one serves already."""
        if not connection.exec_driver_sql(SERVING.tried).scalar_one():
            raise StoreError(
                StoreFault.STORE_SERVED,
                f"a process of an older version serves from the {self.place}",
                "stop every serving process, then start one of this version",
            )

    def chain(self, engine: Engine, former: str | None) -> PostgresChain:
        """Connect, and lease a chain nobody else continues."""
        proxy = engine.raw_connection()
        driver = proxy.driver_connection
        proxy.detach()
        assert isinstance(driver, PatientConnection)
        return PostgresChain(driver, former)

    def emptied(self, engine: Engine) -> bool:  # noqa: ARG002 - the server decides when it writes over what
        """Tell that bytes are not overwritten: row versions and the write-ahead log are the server's to reuse."""
        return False

    def hazards(self, connection: Connection) -> Iterator[Hazard]:
        """Look at what the server does with what it has acknowledged, and in which encoding it keeps text."""
        for name, (wanted, remedy) in _WANTED.items():
            found = connection.execute(text(f"SHOW {name}")).scalar_one()
            if found not in wanted:
                yield Hazard(f"{name} is {found} in the {self.place}", remedy)

    def fault(self, error: Exception) -> StoreError:
        """Tell a database that is held from one that cannot be used, and nothing of how it was reached."""
        cause = getattr(error, "orig", error)
        if isinstance(cause, (psycopg.errors.LockNotAvailable, psycopg.errors.QueryCanceled)):
            return StoreError(StoreFault.STORE_BUSY, f"another process holds the {self.place}", "try again in a moment")
        if isinstance(cause, psycopg.OperationalError):
            return StoreError(
                StoreFault.STORE_UNREADABLE,
                f"the {self.place} does not answer, or refuses the user",
                "see that the server runs, and that store.url and store.password are right",
            )
        return StoreError(
            StoreFault.STORE_UNREADABLE,
            f"the {self.place} cannot be used",
            "see that it is a store, and that the user owns its tables",
        )
