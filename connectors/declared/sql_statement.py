"""The one statement that reads the rows of a key set together with the proof that their table is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Select,
    TableClause,
    and_,
    bindparam,
    column,
    func,
    literal,
    literal_column,
    null,
    select,
    table,
)

from connectors.declared.sql_spec import ControlTable, Fold, SqlTable

CONTROL_COLUMNS = 3  # declared rows, rows held, loaded at
_ALWAYS = literal_column("1") == literal_column("1")  # not every database has a word for true
PREFIX = CONTROL_COLUMNS + 2  # and whether there is a row, and its key folded


def statement(spec: SqlTable, columns: Sequence[str], values: Sequence[str]) -> Select[Any]:
    """Give the statement for a key set: declared rows, held rows, loaded at, 1 for a row, its folded key, the columns.

    With a control table there is one row at least, whose last parts are null where no row has one of the keys.
    At most one row more than `most_rows` is read.
    """
    rows = _named(spec.table, tuple(dict.fromkeys((*columns, spec.key, *spec.where))))
    folded = _folded(rows.c[spec.key], spec.fold)
    asked = and_(folded.in_(bindparam("keys", value=list(values), expanding=True)), *_filters(rows, spec.where))
    wanted = [rows.c[name].label(f"c{place}") for place, name in enumerate(columns)]
    if spec.control is None:
        found = select(
            null().label("declared_rows"),
            null().label("held_rows"),
            null().label("loaded_when"),
            *_row(folded),
            *wanted,
        )
        return found.select_from(rows).where(asked).limit(spec.most_rows + 1)
    control = spec.control
    said = _named(control.table, _control_columns(control))
    loaded = said.c[control.loaded_at] if control.loaded_at else null()
    chosen = select(*_row(folded), *wanted).select_from(rows).where(asked).limit(spec.most_rows + 1).subquery("chosen")
    return (
        select(
            said.c[control.rows].label("declared_rows"),
            _held(spec).label("held_rows"),
            loaded.label("loaded_when"),
            *chosen.c,
        )
        .select_from(said.outerjoin(chosen, _ALWAYS))
        .where(*_filters(said, control.where))
    )


def _row(folded: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    return literal(1).label("is_row"), folded.label("subject_key")


def _held(spec: SqlTable) -> ColumnElement[Any]:
    counted = _named(spec.table, tuple(spec.where))
    return select(func.count()).select_from(counted).where(*_filters(counted, spec.where)).scalar_subquery()


def _control_columns(control: ControlTable) -> tuple[str, ...]:
    loaded = (control.loaded_at,) if control.loaded_at else ()
    return tuple(dict.fromkeys((control.rows, *loaded, *control.where)))


def _named(name: str, columns: Sequence[str]) -> TableClause:
    schema, _, bare = name.rpartition(".")
    return table(bare, *(column(item) for item in columns), schema=schema or None)


def _filters(source: FromClause, where: Mapping[str, tuple[str, ...]]) -> list[ColumnElement[bool]]:
    return [source.c[name].in_(list(values)) for name, values in where.items()]


def _folded(key: ColumnElement[Any], fold: Fold) -> ColumnElement[Any]:
    """Fold a key; the constants stand in the text, for an index on the expression to be matched by it."""
    if fold is Fold.NONE:
        return key
    bare = func.replace(key, literal_column("'-'"), literal_column("''")) if fold is Fold.UPPER_WITHOUT_HYPHENS else key
    return func.upper(bare)
