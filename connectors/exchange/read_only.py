"""Sessions that can only read, and statements that end: enforced by the database wherever it can."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Engine, event

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


def guard_session(engine: Engine, seconds: float) -> None:
    """Make every session of an engine read-only, its statements ending after `seconds` where the database can."""
    name = engine.dialect.name
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
