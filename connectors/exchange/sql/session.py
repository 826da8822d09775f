"""Sessions that can only read, statements and connecting that end: by the database or driver wherever it can."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import ceil
from typing import Any

from sqlalchemy import URL, Engine, NullPool, event

from connectors.exchange.sql import sqlite

Statements = Callable[[int], tuple[str, ...]]  # by milliseconds

_OPENING: Mapping[str, Statements] = {
    "postgresql": lambda ms: (
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
        f"SET statement_timeout = {ms}",
        f"SET idle_in_transaction_session_timeout = {ms}",
    ),
    "mysql": lambda ms: ("SET SESSION TRANSACTION READ ONLY", f"SET SESSION max_execution_time = {ms}"),
    "mariadb": lambda ms: ("SET SESSION TRANSACTION READ ONLY", f"SET SESSION max_statement_time = {ms / 1000}"),
}
_BEGINNING: Mapping[str, str] = {"oracle": "SET TRANSACTION READ ONLY"}
_CONNECTING: Mapping[str, str] = {  # the driver's argument for the seconds a connection may take
    "asyncpg": "timeout",
    "psycopg": "connect_timeout",
    "psycopg2": "connect_timeout",
    "pymysql": "connect_timeout",
    "mysqldb": "connect_timeout",
    "aiomysql": "connect_timeout",
    "asyncmy": "connect_timeout",
    "oracledb": "tcp_connect_timeout",
    "pyodbc": "timeout",
    "pymssql": "login_timeout",
}
_RECYCLE_SECONDS = 1_800


def pool_options(url: URL, connections: int, seconds: float) -> dict[str, Any]:
    """Give the options of an engine: so many connections, made in `seconds`, values kept out of messages.

    A SQLite file is opened for each statement, so that the file of that name is read whoever replaced it.
    """
    options: dict[str, Any] = {"hide_parameters": True}
    if url.get_backend_name() == "sqlite":
        return {**options, "poolclass": NullPool, "connect_args": {"timeout": sqlite.BUSY_SECONDS}}
    name = _CONNECTING.get(url.get_driver_name())
    arguments = {} if name is None else {name: max(1, ceil(seconds))}
    pool = {"pool_size": connections, "max_overflow": 0, "pool_recycle": _RECYCLE_SECONDS}
    return {**options, **pool, "connect_args": arguments}


def guard_session(engine: Engine, seconds: float) -> None:
    """Make every session of an engine read-only, its statements ending after `seconds` where the database can."""
    name = engine.dialect.name
    if name == "sqlite":
        sqlite.guard_file(engine)
    if name in _OPENING:
        opening = _OPENING[name](max(1, round(seconds * 1000)))

        @event.listens_for(engine, "connect")
        def _opened(connection: Any, _record: Any) -> None:
            cursor = connection.cursor()
            try:
                for statement in opening:
                    cursor.execute(statement)
            finally:
                cursor.close()
            connection.commit()

    if name in _BEGINNING:
        beginning = _BEGINNING[name]

        @event.listens_for(engine, "begin")
        def _begun(connection: Any) -> None:
            connection.exec_driver_sql(beginning)
