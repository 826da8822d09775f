"""A table mapping that remembers the rows it was given, so that they can be explained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from connectors.authoring.explain import FieldTold, RowTold, written
from connectors.authoring.pointing import pointers_of
from connectors.contract.outcomes import plain
from connectors.core.delivery import Delivery
from connectors.core.faults import Fault
from connectors.mapping.compiling.tables import TableMapping
from connectors.mapping.spec import Mapped, RecordMapping
from schema.identifiers import Identifier
from schema.outcomes import Found


class SpyMapping(TableMapping):
    """Maps as its base does, and tells each row to `hear`."""

    def __init__(self, mapped: Mapped, hear: Callable[[RowTold], None]) -> None:
        super().__init__(mapped)
        self._mapped = mapped
        self._hear = hear

    def found(self, delivery: Delivery, key: Identifier, rows: Sequence[Sequence[Any]]) -> Found:
        """Map the rows, and say of each what stood in its columns and what became of it."""
        for place, row in enumerate(rows):
            for record in self._mapped.records:
                self._hear(self._told(record, place, row, delivery, key))
        return super().found(delivery, key, rows)

    def _told(
        self, record: RecordMapping, place: int, row: Sequence[Any], delivery: Delivery, key: Identifier
    ) -> RowTold:
        try:
            made = super().found(delivery, key, [row])
            became = f"record {made.records[0].id}" if made.records else "left out"
            values = plain(made.records[0]) if made.records else {}
        except Fault as fault:
            became, values = f"{fault.kind.value}: {fault.message}", {}
        fields = tuple(
            FieldTold(
                item.field,
                item.pointer,
                msgspec.json.encode(row[self.columns.index(item.pointer)], enc_hook=str).decode(),
                written(values.get(item.field.partition(".")[0]), item.field),
            )
            for item in pointers_of(record)
        )
        return RowTold(record.kind.value, place, became, fields)
