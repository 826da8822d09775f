"""Reads a store's URL. What it says of one never holds the URL, which may hold a password."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from gateway.store.database import Database
from gateway.store.errors import StoreError, StoreFault
from gateway.store.sqlite import SqliteDatabase

_HOW: Final = "write it as sqlite:///path/to/tally.db or postgresql://user@host/database"
_PARAMETERS: Final = frozenset(
    {"application_name", "channel_binding", "gssencmode", "host", "passfile", "port", "require_auth"}
    | {"sslcert", "sslcrl", "sslkey", "sslmode", "sslrootcert", "target_session_attrs"}
)


def database_at(url: str) -> Database:
    """Give the database a URL names; raises `StoreError(STORE_UNSUPPORTED)`."""
    parsed = read_url(url)
    if parsed.get_backend_name() == "sqlite":
        if not parsed.database or parsed.database == ":memory:" or parsed.query:
            raise _unsupported("the store needs a file")
        return SqliteDatabase(Path(parsed.database).absolute())
    if not parsed.database:
        raise _unsupported("the URL names no database")
    strange = sorted(
        name for name, value in parsed.query.items() if name not in _PARAMETERS or value.__class__ is tuple
    )
    if strange:
        known = ", ".join(sorted(_PARAMETERS))
        raise StoreError(
            StoreFault.STORE_UNSUPPORTED, f"the URL sets {', '.join(strange)}", f"of parameters, write one of {known}"
        )
    if find_spec("psycopg") is None:
        raise StoreError(
            StoreFault.STORE_UNSUPPORTED,
            "psycopg, which speaks to PostgreSQL, is not installed",
            "run `pip install 'tally-gateway[postgresql]'`",
        )
    from gateway.store.postgresql import PostgresDatabase  # noqa: PLC0415 - needs psycopg

    return PostgresDatabase(parsed)


def read_url(url: str) -> URL:
    """Read a URL of a kind the store can live in; raises `StoreError(STORE_UNSUPPORTED)`."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # ValueError for a port, which may be half a password
        raise _unsupported("the database URL cannot be read") from None
    if parsed.drivername not in {"sqlite", "postgresql", "postgresql+psycopg"}:
        raise _unsupported(f"{parsed.get_backend_name()} is not supported here")
    return parsed


def _unsupported(problem: str) -> StoreError:
    return StoreError(StoreFault.STORE_UNSUPPORTED, problem, _HOW)
