"""The log of what happened to joint cases: only ever appended, in the transaction that changes the case."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, insert, select

from gateway.cases.model import CaseEvent, Details, NewEvent
from gateway.receipts.instants import instant_text, parse_instant
from gateway.store.tables import event
from schema.joint_cases import JointCaseEventKind


def append_events(connection: Connection, case_id: str, events: Iterable[NewEvent]) -> int:
    """Append events of a case in order; gives the number of the last."""
    number = 0
    for each in events:
        row = {
            "at": instant_text(each.at),
            "kind": each.kind.value,
            "case_id": case_id,
            "by": each.by,
            "payload": msgspec.json.encode(each.details).decode(),
        }
        number = connection.execute(insert(event).returning(event.c.seq), row).scalar_one()
    return number


def events_of(connection: Connection, case_id: str, up_to: int | None = None) -> tuple[CaseEvent, ...]:
    """Give the events of a case in order, all or those up to a number."""
    wanted = select(event).where(event.c.case_id == case_id).order_by(event.c.seq)
    if up_to is not None:
        wanted = wanted.where(event.c.seq <= up_to)
    return tuple(
        CaseEvent(
            sequence=row["seq"],
            at=parse_instant(row["at"]),
            kind=JointCaseEventKind[row["kind"]],
            by=row["by"],
            details=msgspec.json.decode(row["payload"], type=Details),
        )
        for row in connection.execute(wanted).mappings()
    )
