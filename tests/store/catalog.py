"""What a database says of its own tables: everything a program that reads or writes them depends on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, MetaData, insert, inspect, select
from sqlalchemy.types import LargeBinary, String


def catalog(connection: Connection) -> dict[str, dict[str, Any]]:
    """Give the definition of every table."""
    tables = inspect(connection)
    return {
        name: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in tables.get_columns(name)
            ],
            "key": tables.get_pk_constraint(name)["constrained_columns"],
            "references": sorted(
                (each["constrained_columns"], each["referred_table"], each["referred_columns"], each["name"] or "")
                for each in tables.get_foreign_keys(name)
            ),
            "indexes": sorted(
                (each["name"], each["column_names"], each["unique"]) for each in tables.get_indexes(name)
            ),
            "options": tables.get_table_options(name),
            "numbered": _never_numbers_twice(connection, name),
        }
        for name in tables.get_table_names()
    }


def fill(connection: Connection) -> None:
    """Put one row into every table that has none."""
    for table in _reflected(connection).sorted_tables:
        if not connection.execute(select(table)).all():
            row = {column.name: _value(column.type) for column in table.columns}
            connection.execute(insert(table), row)


def contents(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Give every row of every table."""
    return {
        table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
        for table in _reflected(connection).sorted_tables
    }


def _value(kind: Any) -> Any:
    """Give the same value for all columns of a type, so that what refers to another table finds its row."""
    if isinstance(kind, LargeBinary):
        return b"sealed"
    return "check" if isinstance(kind, String) else 1


def _never_numbers_twice(connection: Connection, name: str) -> bool:
    if connection.dialect.name != "sqlite":
        return True
    made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar_one()
    return "AUTOINCREMENT" in made


def _reflected(connection: Connection) -> MetaData:
    found = MetaData()
    found.reflect(connection)
    return found
