"""Statements of the hot path: written with SQLAlchemy, compiled to text once, run on the driver.

Measured on the store's own transaction: the driver costs a third of what the same text costs through a SQLAlchemy
connection (tests/bench/store_cost.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Dialect, Table, bindparam, insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.postgresql.psycopg import dialect as postgresql_dialect
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler

from gateway.store.database import Driver

_SQLITE: Final = sqlite_dialect(paramstyle="qmark")
_POSTGRESQL: Final[Dialect] = postgresql_dialect(paramstyle="format")  # type: ignore[no-untyped-call]


class Prepared:
    """One statement as text with its parameters' order, for either database.

    `on_postgresql` takes its place there, where the two are written differently.
    """

    __slots__ = ("_names", "_on_postgresql", "_on_sqlite")

    def __init__(
        self, statement: Executable, names: Iterable[str] | None = None, on_postgresql: Executable | None = None
    ) -> None:
        columns = None if names is None else list(names)
        self._on_sqlite, self._names = _compiled(statement, _SQLITE, columns)
        self._on_postgresql, order = _compiled(
            statement if on_postgresql is None else on_postgresql, _POSTGRESQL, columns
        )
        assert order == self._names

    def rows(self, driver: Driver, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it once and give all rows."""
        return driver.execute(self._text(driver), [parameters[name] for name in self._names]).fetchall()

    def rows_each(self, driver: Driver, many: Iterable[Mapping[str, Any]]) -> list[list[tuple[Any, ...]]]:
        """Run it for every set of parameters and give the rows of each."""
        names = self._names
        ordered = [[parameters[name] for name in names] for parameters in many]
        if isinstance(driver, sqlite3.Connection):
            return [driver.execute(self._on_sqlite, each).fetchall() for each in ordered]
        return driver.rows_each(self._on_postgresql, ordered) if ordered else []

    def changed(self, driver: Driver, parameters: Mapping[str, Any]) -> int:
        """Run it once and give how many rows it changed."""
        return driver.execute(self._text(driver), [parameters[name] for name in self._names]).rowcount

    def each(self, driver: Driver, many: Iterable[Mapping[str, Any]]) -> None:
        """Run it for every set of parameters."""
        names = self._names
        driver.executemany(self._text(driver), [[parameters[name] for name in names] for parameters in many])

    def _text(self, driver: Driver) -> str:
        return self._on_sqlite if isinstance(driver, sqlite3.Connection) else self._on_postgresql


def inserting(table: Table, *but: str) -> Prepared:
    """Prepare an insert of a whole row, less the columns the database numbers itself."""
    return Prepared(insert(table).inline(), _columns(table, but))


def inserting_once(table: Table) -> Prepared:
    """Prepare an insert of a whole row that does nothing where its key is taken."""
    return Prepared(
        sqlite_insert(table).inline().on_conflict_do_nothing(),
        _columns(table),
        postgresql_insert(table).inline().on_conflict_do_nothing(),
    )


def adding_up(table: Table, sum_: str, *keys: str) -> Prepared:
    """Prepare an insert that adds to the column `sum_` of the row that has its key already."""
    here, there = sqlite_insert(table).inline(), postgresql_insert(table).inline()
    total = table.c[sum_]
    return Prepared(
        here.on_conflict_do_update(index_elements=keys, set_={sum_: total + here.excluded[sum_]}),
        _columns(table),
        there.on_conflict_do_update(index_elements=keys, set_={sum_: total + there.excluded[sum_]}),
    )


def finding(table: Table, wanted: ColumnElement[Any], *keys: str) -> Prepared:
    """Prepare a look-up of one column by key columns, whose parameters bear their names."""
    statement = select(wanted).where(*(table.c[key] == bindparam(key) for key in keys))
    return Prepared(statement)


def _compiled(statement: Executable, dialect: Dialect, columns: list[str] | None) -> tuple[str, tuple[str, ...]]:
    compiled = statement.compile(dialect=dialect, column_keys=columns)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)
    return str(compiled), tuple(compiled.positiontup or ())


def _columns(table: Table, but: Iterable[str] = ()) -> list[str]:
    return [column.name for column in table.columns if column.name not in but]
