"""The store in a PostgreSQL database, for any number of serving processes.

Session settings of every connection bound how long it waits: for a lock, and, while serving, for a statement and for
a server that does not answer at all. A process that hangs in a transaction is thrown out by the server.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool

from gateway.store.database import Mode
from gateway.store.errors import StoreError, StoreFault
from gateway.store.postgresql_chain import PostgresChain
from gateway.store.postgresql_driver import PatientConnection
from gateway.store.postgresql_locks import CHANGES, SERVING, UNSAFE_COMMIT
from gateway.store.tables import store_info
from gateway.store.versions import refuse_other

_LOCK_MILLISECONDS = 2_000
_STATEMENT_MILLISECONDS = 5_000
_PREPARING_MILLISECONDS = 60_000
_IDLE_MILLISECONDS = 5_000
_PATIENCE_SECONDS = 6.0
_CONNECTIONS = 8
_PATIENT = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Session:
    """Settings of a session: milliseconds to wait for a lock and a statement (0: any), seconds for any answer."""

    lock: int = _LOCK_MILLISECONDS
    statement: int = 0
    patience: float | None = None
    read_only: bool = False

    def options(self) -> str:
        """Give them as libpq takes them."""
        settings = {
            "lock_timeout": self.lock,
            "statement_timeout": self.statement,
            "idle_in_transaction_session_timeout": 0 if self.read_only else _IDLE_MILLISECONDS,
            "default_transaction_read_only": "on" if self.read_only else "off",
            "TimeZone": "UTC",
        }
        return " ".join(f"-c {name}={value}" for name, value in settings.items())


_SERVING = _Session(statement=_STATEMENT_MILLISECONDS, patience=_PATIENCE_SECONDS)
_SESSIONS = {Mode.SERVE: _SERVING, Mode.APPEND: _Session(), Mode.READ: _Session(read_only=True)}


class PostgresDatabase:
    """A database of a PostgreSQL server."""

    faults: tuple[type[Exception], ...] = (
        psycopg.OperationalError,
        psycopg.InternalError,
        psycopg.InterfaceError,
        DBAPIError,
        OSError,
    )

    def __init__(self, url: URL) -> None:
        self._url = url
        self.place = f"PostgreSQL database {url.database} at {url.host or url.query.get('host', 'localhost')}"

    def exists(self) -> bool:
        """Tell whether the store's tables are there."""
        engine = self._engine(_Session(read_only=True), pooled=False)
        with engine.connect() as connection:
            return inspect(connection).has_table(store_info.name)

    def make_ready(self) -> None:
        """Do nothing: the database is there."""

    def serve(self) -> None:
        """Take nothing: each serving process continues a chain of its own."""

    def engine(self, mode: Mode) -> Engine:
        """Give an engine; a serving one keeps connections, and each is tried before it is used again."""
        engine = self._engine(_SESSIONS[mode], pooled=mode is Mode.SERVE)

        @event.listens_for(engine, "begin")
        def _begun(connection: Connection) -> None:
            if connection.get_execution_options().get("exclusive", False):
                connection.exec_driver_sql(CHANGES.taken)
                refuse_other(connection.execute(select(store_info.c.version)).scalar_one())

        return engine

    def preparing(self) -> Engine:
        """Give an engine whose statements may take long."""
        engine = self._engine(_Session(lock=_PREPARING_MILLISECONDS), pooled=False)

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

    def _engine(self, session: _Session, *, pooled: bool) -> Engine:
        url = self._url
        reached: dict[str, Any] = {
            "host": url.host,
            "port": url.port,
            "user": url.username,
            "password": url.password,
            "dbname": url.database,
            "application_name": "tally",
            **url.query,
            **_PATIENT,
            "options": session.options(),
        }

        def connect() -> PatientConnection:
            connection = PatientConnection.connect(**reached)
            connection.patience = session.patience
            return connection

        kept: dict[str, Any] = {"poolclass": QueuePool, "pool_size": _CONNECTIONS, "pool_pre_ping": True}
        engine = create_engine(
            "postgresql+psycopg://",
            creator=connect,
            hide_parameters=True,
            **(kept if pooled else {"poolclass": NullPool}),
        )

        @event.listens_for(engine, "connect")
        def _connected(driver: PatientConnection, _: object) -> None:
            with driver.cursor() as cursor:
                cursor.execute(UNSAFE_COMMIT)
            driver.commit()

        return engine


def settings_of(connection: Connection, *names: str) -> dict[str, str]:
    """Give settings of the server as the session has them."""
    return {name: str(connection.execute(text(f"SHOW {name}")).scalar_one()) for name in names}
