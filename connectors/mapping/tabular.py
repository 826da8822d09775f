"""What a mapping of tables (SQL, CSV, XLSX, JSON lines) offers to whoever fetches the rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from connectors.core.delivery import Delivery
from schema.identifiers import Identifier
from schema.outcomes import Found


class TabularMapping(Protocol):
    """Compiled mapping of the rows of one table."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns the mapping reads; a row handed to `found` holds their values in this order."""
        ...

    def found(self, delivery: Delivery, key: Identifier, rows: Sequence[Sequence[Any]]) -> Found:
        """Map the rows that carry `key`; raises a `Fault` for a row that breaks the declaration."""
        ...
