"""From rows of the exchange tables to enforcement entries (失信被执行人)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from connectors.core.dates import read_day, read_last_day, span
from connectors.core.delivery import Delivery
from connectors.core.documents import document_number
from connectors.core.words import FLAGS, STATUSES, look_up, present
from schema.codes import Area, RecordStatus, Severity
from schema.identifiers import Identifier
from schema.records import EnforcementEntry


def enforcement_entry(delivery: Delivery, table: str, key: Identifier, row: Row[Any]) -> EnforcementEntry:
    """Map one row, whose folded key equals `key`; such entries concern refusal of judicial obligations (A3)."""
    native = f"{table}:{row.row_id}"
    number = document_number(row.casecode)
    listed_on = read_day(row.publishdate)
    status = look_up(STATUSES, _text(row.state), what="status") or RecordStatus.CURRENT
    return EnforcementEntry(
        id=delivery.id(native),
        subject_name=present(row.iname),
        identifiers=(key,),
        issuer=delivery.issuers.authority(row.courtname, row.courtcode),
        document_number=number,
        decided_on=listed_on,
        period=span(listed_on or read_day(row.regdate), read_last_day(row.expdate)),
        severity=Severity.SERIOUS,
        area=Area.JUDICIAL_CREDIBILITY,
        legal_basis=_basis(row),
        status=status,
        status_since=read_day(row.exitdate),
        provenances=delivery.provenances(native, number),
        case_number=number,
        conduct=present(row.disrupttypename),
        able_and_refuses=look_up(FLAGS, _text(row.able_refuses), what="able and refuses"),
    )


def _basis(row: Row[Any]) -> str | None:
    parts = [part for part in (present(row.gistunit), present(row.gistid)) if part]
    return " ".join(parts) or None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
