"""The court's exchange tables, and the one statement that reads a key set with the proof that the table is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    TableClause,
    Text,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    true,
)

_COLUMNS = (
    "row_id",
    "casecode",
    "iname",
    "gistid",
    "gistunit",
    "disrupttypename",
    "able_refuses",
    "courtname",
    "courtcode",
    "regdate",
    "publishdate",
    "expdate",
    "state",
    "exitdate",
)
_CONTROL = table("exchange_control", column("table_name"), column("row_count"), column("loaded_at"))


@dataclass(frozen=True, slots=True)
class ExchangeTable:
    """One table of the exchange and the column its subjects' keys stand in."""

    name: str
    key_column: str

    def rows_of(self, values: Sequence[str]) -> Select[Any]:
        """Give the statement for a key set: one row at least, with `row_count`, `loaded_at` and `held`.

        Columns of the table are null in it if no row has one of the keys.
        """
        rows = table(self.name, *(column(name, Text) for name in (*_COLUMNS, self.key_column)))
        folded = _folded(rows.c[self.key_column])
        asked = folded.in_(bindparam("keys", value=list(values), expanding=True))
        return (
            select(_CONTROL.c.row_count, _CONTROL.c.loaded_at, self._held(), folded.label("subject_key"), *rows.c)
            .select_from(_CONTROL.outerjoin(rows, asked))
            .where(_CONTROL.c.table_name == self.name)
        )

    def _held(self) -> ColumnElement[int]:
        counted: TableClause = table(self.name)
        return select(func.count()).select_from(counted).where(true()).scalar_subquery().label("held")


def _folded(key: ColumnElement[Any]) -> ColumnElement[Any]:
    """Fold a key as the court's own index does; its constants must stand in the text to be matched by it."""
    return func.upper(func.replace(key, literal_column("'-'"), literal_column("''")))
