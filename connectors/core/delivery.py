"""One answer's delivery: from which source, when, and who the issuers it names are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import strawberry

from connectors.core.issuers import Issuers
from schema.records import Provenance


@dataclass(frozen=True, slots=True)
class Delivery:
    """What every record of one answer shares; `retrieved_at` is UTC."""

    source: str
    issuers: Issuers
    retrieved_at: datetime

    def id(self, native_key: str) -> strawberry.ID:
        """Give the id of a record from the source's own key of it."""
        return strawberry.ID(f"{self.source}:{native_key}")

    def provenances(self, native_key: str, document_number: str | None = None) -> tuple[Provenance, ...]:
        """Give where a record came from."""
        return (
            Provenance(
                source=self.source,
                retrieved_at=self.retrieved_at,
                source_key=native_key,
                document_number=document_number,
            ),
        )
