"""Rows of the access log, and entries left outside a group of answers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, insert

from gateway.receipts.instants import instant_text
from gateway.store.submission import AccessEntry
from gateway.store.tables import access_entry


def access_row(access: AccessEntry, receipt_id: str | None = None) -> dict[str, Any]:
    """Give the row of an entry."""
    return {
        "at": instant_text(access.at),
        "operation": access.operation,
        "agency": access.agency,
        "client": access.client,
        "subject_ref": access.subject_ref,
        "purpose": access.purpose,
        "matter": access.matter,
        "case_number": access.case_number,
        "receipt_id": receipt_id or access.receipt_id,
        "request_id": access.request_id,
    }


def add_access(connection: Connection, access: AccessEntry) -> None:
    """Leave an entry within a transaction of the caller."""
    connection.execute(insert(access_entry), access_row(access))
