"""Which fault a driver's error stands for: by SQLSTATE, by the vendor's number, last by its DB-API class (PEP 249)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy.exc import DataError, DBAPIError, InterfaceError, OperationalError

from connectors.core.faults import Fault, Malformed, Overloaded, Rejected, TimedOut, Unreachable, UpstreamError
from connectors.exchange.sql import sqlite

_BY_SQLSTATE: Mapping[str, type[Fault]] = {
    "57014": TimedOut,  # PostgreSQL: query_canceled, which is also statement_timeout
    "55P03": TimedOut,  # PostgreSQL: lock_not_available
    "HYT00": TimedOut,  # ODBC: timeout expired
    "HYT01": TimedOut,
    "53300": Overloaded,  # PostgreSQL: too_many_connections
    "57P01": Unreachable,  # PostgreSQL: admin_shutdown, crash_shutdown, cannot_connect_now
    "57P02": Unreachable,
    "57P03": Unreachable,
    "42501": Rejected,  # PostgreSQL: insufficient_privilege
}
_BY_CLASS: Mapping[str, type[Fault]] = {"08": Unreachable, "28": Rejected}  # ISO 9075: connection, authorisation
_BY_MYSQL: Mapping[int, type[Fault]] = {
    1040: Overloaded,  # too many connections
    1044: Rejected,
    1045: Rejected,
    1142: Rejected,
    1143: Rejected,
    1205: TimedOut,  # lock wait
    1969: TimedOut,  # MariaDB: max_statement_time
    3024: TimedOut,  # MySQL: max_execution_time
}
_MYSQL_CLIENT = range(2000, 3000)  # errors of the way, not of the server
_SQLSTATE = re.compile(r"[0-9A-Z]{5}")


def fault_of(error: DBAPIError) -> Fault:
    """Give the fault; the driver's own text may quote values and is left out."""
    if sqlite.is_sqlite(error.orig):
        return sqlite.fault_of(error.orig)
    state, number = _sqlstate(error.orig), _number(error.orig)
    return _kind(error, state, number)(detail=" ".join(filter(None, (type(error.orig).__name__, state))))


def _kind(error: DBAPIError, state: str | None, number: int | None) -> type[Fault]:
    if error.connection_invalidated:
        return Unreachable
    if state is not None:
        return _BY_SQLSTATE.get(state) or _BY_CLASS.get(state[:2], UpstreamError)
    if number is not None:
        return Unreachable if number in _MYSQL_CLIENT else _BY_MYSQL.get(number, UpstreamError)
    if isinstance(error, OperationalError | InterfaceError):
        return Unreachable
    return Malformed if isinstance(error, DataError) else UpstreamError


def _sqlstate(error: BaseException | None) -> str | None:
    first = next(iter(getattr(error, "args", ())), None)  # pyodbc
    for found in (getattr(error, "sqlstate", None), getattr(error, "pgcode", None), first):
        if isinstance(found, str) and _SQLSTATE.fullmatch(found):
            return found
    return None


def _number(error: BaseException | None) -> int | None:
    first = next(iter(getattr(error, "args", ())), None)
    return first if isinstance(first, int) else None
