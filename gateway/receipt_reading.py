"""Gives a receipt out again, to whom it was issued, and puts that on record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from gateway.noting import note
from gateway.office import Office
from gateway.receipts.canonical import decode
from gateway.stages.disclose import Projection
from gateway.store.accesses import asked_by
from gateway.store.receipts import find_receipt
from gateway.store.submission import StoredReceipt
from gateway.visit import Visit

OPERATION = "receipt"


async def answer_receipt(receipt_id: str, visit: Visit, office: Office) -> str | None:
    """Give the document of a receipt; None where there is none that was issued to the client or that it may see."""

    def read(connection: Connection) -> tuple[StoredReceipt, Mapping[str, Any]] | None:
        stored = find_receipt(connection, receipt_id, office.vault)
        if stored is None:
            return None
        body: Mapping[str, Any] = decode(stored.body)
        return (stored, body) if may_read(connection, stored, body, visit, office) else None

    found = await office.reader.call(read)
    if found is None:
        return None
    stored, body = found
    entry = visit.access(
        office.clock(),
        OPERATION,
        stored.subject_ref,
        purpose=body["purpose"],
        matter=body["matter"],
        case_number=body["case_number"],
        receipt_id=receipt_id,
    )
    await note(entry, office, visit.arrived + office.settings.deadline_ms / 1000)
    return stored.document(show=lambda _: False).decode()


def may_read(
    connection: Connection, stored: StoredReceipt, body: Mapping[str, Any], visit: Visit, office: Office
) -> bool:
    """Tell whether a receipt was issued to the visit's client, or to another of its agency that saw no more."""
    if stored.agency != visit.grant.agency:
        return False
    client = asked_by(connection, stored.subject_ref, stored.id)
    return client == visit.grant.client or _sees_as_much(body, visit, office)


def _sees_as_much(body: Mapping[str, Any], visit: Visit, office: Office) -> bool:
    """Tell whether the grant of another client of the agency hides nothing that was shown when it was signed."""
    asked = [report["source"] for report in body["sources"]]
    if not all(source in office.sources for source in asked):
        return False
    hidden = Projection(visit.grant, office.sources, office.agencies).withheld_of(asked)
    return {entry.what for entry in hidden} <= {entry["what"] for entry in body["answer"]["withheld"]}
