"""`[[request]]` of an agency file of kind sql."""

from __future__ import annotations

import re
from collections.abc import Mapping

from connectors.declared.sql_spec import ControlTable, Fold, SqlTable
from connectors.manifest import Table

_NAME = re.compile(r"[A-Za-z_\u4e00-\u9fff][A-Za-z0-9_$#\u4e00-\u9fff]*")


def read_sql_table(table: Table) -> SqlTable:
    """Read the table of a request; its other keys are the caller's, who finishes it. Every fault is noted."""
    control = table.table("control")
    return SqlTable(
        table=_table_name(table, "table"),
        key=_name(table, "key"),
        fold=table.one_of("fold", Fold, Fold.NONE),
        where=_where(table),
        control=_control(control) if control is not None else None,
        most_rows=table.integer("most_rows", 50_000, at_least=1),
    )


def _control(table: Table) -> ControlTable:
    loaded_at = _name(table, "loaded_at") if table.has("loaded_at") else None
    stale = table.optional_integer("stale_after_days", at_least=1)
    if stale is not None and loaded_at is None:
        table.fault("has an age, and nothing says when the table was loaded", 'write loaded_at = "…"')
    found = ControlTable(
        table=_table_name(table, "table"),
        rows=_name(table, "rows"),
        where=_where(table),
        loaded_at=loaded_at,
        stale_after_days=stale,
    )
    table.finish()
    return found


def _where(table: Table) -> Mapping[str, tuple[str, ...]]:
    inner = table.table("where")
    if inner is None:
        return {}
    found = {}
    for name in inner.names():
        _check_name(inner, name, name)
        written = inner.written(name)
        found[name] = (written,) if isinstance(written, str) else inner.texts(name)
        if not found[name]:
            inner.fault("accepts no value", 'write the values in quotes, such as ["0"]', key=name)
    return found


def _table_name(table: Table, key: str) -> str:
    written = table.text(key)
    for part in written.split(".") if written else ():
        _check_name(table, key, part)
    return written


def _name(table: Table, key: str) -> str:
    written = table.text(key)
    if written:
        _check_name(table, key, written)
    return written


def _check_name(table: Table, key: str, name: str) -> None:
    if not _NAME.fullmatch(name):
        table.fault(f"holds {name!r}, which is no plain SQL name", "write the name without quotes or spaces", key=key)
