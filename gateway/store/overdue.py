"""Proceedings whose next step was due before today: found once each, with an event of the gateway's."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from sqlalchemy import Connection, select

from gateway.proceedings.model import GATEWAY, OVERDUE
from gateway.store.proceedings import Told, add_event
from gateway.store.tables import proceeding
from schema.proceedings import ProceedingKind


class _Nothing(msgspec.Struct, frozen=True):
    """Details of an event that says nothing more."""


def overdue_ids(connection: Connection, today: date) -> tuple[str, ...]:
    """Give the proceedings that were due before a legal day and are not found overdue yet."""
    kept = proceeding.c
    wanted = select(kept.id).where(kept.due_on < today.isoformat(), kept.overdue_since.is_(None))
    return tuple(connection.execute(wanted.order_by(kept.id)).scalars())


def note_overdue(connection: Connection, case_id: str, today: date, at: datetime) -> int | None:
    """Note that a proceeding is overdue; None if it is not, or was found so before."""
    kept = proceeding.c
    wanted = select(kept.kind, kept.state, kept.due_on).where(kept.id == case_id, kept.overdue_since.is_(None))
    row = connection.execute(wanted.with_for_update()).one_or_none()
    if row is None or row.due_on is None or row.due_on >= today.isoformat():
        return None
    told = Told(state=row.state, due_on=date.fromisoformat(row.due_on), details=_Nothing())
    return add_event(connection, ProceedingKind[row.kind], case_id, at=at, by=GATEWAY, kind=OVERDUE, told=told)
