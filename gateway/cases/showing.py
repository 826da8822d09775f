"""Reads joint cases back to be shown."""

from __future__ import annotations

from sqlalchemy import Connection

from gateway.cases.ledger import unknown_case
from gateway.cases.record import CaseRecord, role_in
from gateway.cases.view import shown
from gateway.rights.state import RightsState
from gateway.store.cases import find_file, record_of
from gateway.store.vault import Vault
from schema.joint_cases import JointCase


def read_case(
    connection: Connection, case_id: str, agency: str, vault: Vault, *, up_to: int | None = None
) -> CaseRecord:
    """Give a case as all its events left it, or those up to a number.

    Raises `Refusal(UNKNOWN_CASE)` where the agency takes no part in it.
    """
    file = find_file(connection, case_id)
    if file is None:
        raise unknown_case("id")
    record = record_of(connection, file, vault, up_to)
    if role_in(file, record.progress, agency) is None:
        raise unknown_case("id")
    return record


def seen(record: CaseRecord, rights: RightsState) -> JointCase:
    """Show a case beside what the rights log says of its record."""
    return shown(record, rights.of(record.file.content.designation.record))
