"""The log of what happened in proceedings of every kind: only ever appended, in the transaction of the change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from sqlalchemy import Connection, insert, select

from gateway.cases.model import CaseEvent, Details, NewEvent
from gateway.receipts.instants import instant_text, parse_instant
from gateway.store.outbox import announce
from gateway.store.postgresql_locks import CHANGES
from gateway.store.tables import event
from schema.joint_cases import JointCaseEventKind
from schema.proceedings import ProceedingKind


def append_event(
    connection: Connection, case_kind: ProceedingKind, case_id: str, *, at: datetime, kind: str, by: str, payload: str
) -> int:
    """Append an event, its payload written as JSON with the `state` it leads to; gives its number.

    Whoever takes part by then is sent it, by what is put into the outbox here. The number is drawn under the lock of
    changes, which is held until the transaction ends: events become visible in the order of their numbers, and who
    reads on from a number misses none that is committed later.
    """
    if connection.dialect.name == "postgresql":  # SQLite has one writer
        connection.exec_driver_sql(CHANGES.taken)
    row = {
        "at": instant_text(at),
        "kind": kind,
        "case_kind": case_kind.value,
        "case_id": case_id,
        "by": by,
        "payload": payload,
    }
    number: int = connection.execute(insert(event).returning(event.c.seq), row).scalar_one()
    announce(connection, number)
    return number


def append_events(connection: Connection, case_id: str, events: Iterable[NewEvent]) -> int:
    """Append events of a joint case in order; gives the number of the last."""
    number = 0
    for each in events:
        payload = msgspec.json.encode(each.details).decode()
        of = ProceedingKind.JOINT_CASE
        number = append_event(connection, of, case_id, at=each.at, kind=each.kind.value, by=each.by, payload=payload)
    return number


def events_of(connection: Connection, case_id: str, up_to: int | None = None) -> tuple[CaseEvent, ...]:
    """Give the events of a joint case in order, all or those up to a number."""
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
