"""Statements of the hot path: written with SQLAlchemy, compiled to text once, run on the driver.

Measured on the store's own transaction: the driver costs a third of what the same text costs through a SQLAlchemy
connection (tests/bench/store_cost.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, insert, select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler

_DIALECT = sqlite_dialect(paramstyle="qmark")


class Prepared:
    """One statement as text with its parameters' order."""

    __slots__ = ("_names", "_text")

    def __init__(self, statement: Executable, names: Iterable[str] | None = None) -> None:
        compiled = statement.compile(  # type: ignore[attr-defined]
            dialect=_DIALECT, column_keys=None if names is None else list(names)
        )
        assert isinstance(compiled, SQLCompiler)
        self._text = str(compiled)
        self._names = tuple(compiled.positiontup or ())

    def rows(self, driver: sqlite3.Connection, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it once and give all rows."""
        return driver.execute(self._text, [parameters[name] for name in self._names]).fetchall()

    def each(self, driver: sqlite3.Connection, many: Iterable[Mapping[str, Any]]) -> None:
        """Run it for every set of parameters."""
        names = self._names
        driver.executemany(self._text, [[parameters[name] for name in names] for parameters in many])


def inserting(table: Table, *but: str) -> Prepared:
    """Prepare an insert of a whole row, less the columns the database numbers itself."""
    return Prepared(insert(table).inline(), [column.name for column in table.columns if column.name not in but])


def finding(table: Table, wanted: ColumnElement[Any], *keys: str) -> Prepared:
    """Prepare a look-up of one column by key columns, whose parameters bear their names."""
    statement = select(wanted).where(*(table.c[key] == bindparam(key) for key in keys))
    return Prepared(statement)
