"""Sessions of PostgreSQL: how long each waits for a lock, a statement, and a server that does not answer at all.

A process that hangs in a transaction, and holds others up, is thrown out by the server.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from gateway.store.database import Mode
from gateway.store.postgresql_driver import PatientConnection
from gateway.store.postgresql_locks import UNSAFE_COMMIT

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
class Session:
    """Settings of a session: milliseconds to wait for a lock and a statement (0: any), seconds for any answer.

    `connections` is how many are kept for use again.
    """

    lock: int = _LOCK_MILLISECONDS
    statement: int = 0
    patience: float | None = None
    read_only: bool = False
    connections: int = 0

    def options(self) -> str:
        """Give them as libpq takes them."""
        settings = {
            "lock_timeout": self.lock,
            "statement_timeout": self.statement,
            "idle_in_transaction_session_timeout": 0 if self.read_only else _IDLE_MILLISECONDS,
            "default_transaction_isolation": r"read\ committed",
            "default_transaction_read_only": "on" if self.read_only else "off",
            "TimeZone": "UTC",
        }
        return " ".join(f"-c {name}={value}" for name, value in settings.items())


LOOKING: Final = Session(read_only=True)
PREPARING: Final = Session(lock=_PREPARING_MILLISECONDS)
SERVING: Final = Session(statement=_STATEMENT_MILLISECONDS, patience=_PATIENCE_SECONDS, connections=_CONNECTIONS)
SESSIONS: Final = {Mode.SERVE: SERVING, Mode.APPEND: Session(), Mode.READ: LOOKING}


def engine_for(url: URL, session: Session) -> Engine:
    """Make an engine of such sessions; those it keeps are tried before they are used again."""
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

    pool: dict[str, Any] = {"poolclass": NullPool}
    if session.connections:
        pool = {"poolclass": QueuePool, "pool_size": session.connections, "pool_pre_ping": True}
    engine = create_engine("postgresql+psycopg://", creator=connect, hide_parameters=True, **pool)

    @event.listens_for(engine, "connect")
    def _connected(driver: PatientConnection, _: object) -> None:
        with driver.cursor() as cursor:
            cursor.execute(UNSAFE_COMMIT)
        driver.commit()

    return engine
