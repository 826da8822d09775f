"""What a subject is told of an access entry: agency, purpose, matter and day; no officer, no case, no client."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry

from gateway.receipts.instants import parse_instant
from gateway.store.vault import Vault
from schema.accesses import Access, AccessOperation
from schema.agencies import Agency
from schema.codes import Purpose
from schema.dates import legal_day
from schema.identifiers import Identifier, aliases_of


def refs_of(subject: Identifier, vault: Vault) -> frozenset[str]:
    """Give the names the store may have for a subject: by the identifier given, and by what follows from it."""
    return frozenset(vault.subject_ref(each) for each in aliases_of(subject))


def told(row: Mapping[str, Any], agencies: Mapping[str, Agency]) -> Access:
    """Give an entry of the store as its subject may read it."""
    slug = row["agency"]
    agency = agencies.get(slug)
    return Access(
        id=strawberry.ID(str(row["id"])),
        on=legal_day(parse_instant(row["at"])),
        operation=AccessOperation[row["operation"].upper()],
        agency=slug,
        agency_name=agency.name if agency else slug,
        purpose=Purpose[row["purpose"]] if row["purpose"] else None,
        matter=row["matter"],
        receipt=strawberry.ID(row["receipt_id"]) if row["receipt_id"] else None,
    )
