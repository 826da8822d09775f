"""The compiled mapping of the rows of a table (SQL, CSV, XLSX, JSON lines)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from connectors.core.delivery import Delivery
from connectors.core.own import OwnIdentifiers
from connectors.mapping.compiling.columns import ColumnsPlace
from connectors.mapping.compiling.records import RecordCompiler, lasts_until_next, until_next
from connectors.mapping.compiling.source import Source
from connectors.mapping.compiling.values import ValueCompiler
from connectors.mapping.spec import Mapped
from schema.identifiers import Identifier
from schema.outcomes import Found
from schema.records import Record


class TableMapping:
    """Maps each row to a record of each kind declared for the table; see `connectors.mapping.tabular`."""

    def __init__(self, mapped: Mapped) -> None:
        source, place = Source(), ColumnsPlace()
        values = ValueCompiler(source)
        compilers = [(item, RecordCompiler(values, place, item)) for item in mapped.records]
        made = source.compiled()
        self._records = [(item, compiler.functions(made)) for item, compiler in compilers]
        self._columns = place.columns

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns the mapping reads, in the order of a row's values."""
        return self._columns

    def found(self, delivery: Delivery, key: Identifier, rows: Sequence[Sequence[Any]]) -> Found:
        """Map the rows that carry `key`; raises a `Fault` for a row that breaks the declaration."""
        own, records, rejected = OwnIdentifiers(key), list[Record](), 0
        for mapping, row_functions in self._records:
            mapped: list[Record] = []
            for row in rows:
                if row_functions.skipped is not None and row_functions.skipped(row):
                    continue
                record = row_functions.map(delivery, own, key, row, None)
                if record is None:
                    rejected += 1
                else:
                    mapped.append(record)
            records += until_next(mapped) if lasts_until_next(mapping) else mapped
        return Found(records=tuple(records), rejected=rejected)
