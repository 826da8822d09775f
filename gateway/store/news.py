"""Events of proceedings of every kind as news: what happened, without whom it is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import msgspec
import strawberry
from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from gateway.receipts.instants import parse_instant
from gateway.store.tables import case_participant, event, joint_case, proceeding, proceeding_party
from schema.news import ProceedingNews
from schema.proceedings import ProceedingKind


class _Said(msgspec.Struct, frozen=True):
    """The part of an event's payload that is told of every kind."""

    state: str
    due_on: date | None = None


class _Concerned(msgspec.Struct, frozen=True):
    """The part of what was said when a proceeding was opened that names a receipt, in a member of that name."""

    receipt: Any = None


def news_of(connection: Connection, sequences: Collection[int]) -> dict[int, ProceedingNews]:
    """Give events as news, by their numbers."""
    rows = connection.execute(_events().where(event.c.seq.in_(sequences)))
    return {row.seq: _news(row) for row in rows}


def news_for(
    connection: Connection, agency: str, kinds: Collection[ProceedingKind], *, after: int, most: int
) -> Sequence[ProceedingNews]:
    """Give the events after a number in proceedings of some kinds that an agency takes part in, in order.

    Numbers are drawn under the lock of changes, so that events become visible in the order of their numbers: none can
    appear later before one that was given.
    """
    named = [kind.value for kind in kinds]
    wanted = _events().where(event.c.seq > after, event.c.case_kind.in_(named), _of(agency))
    return [_news(row) for row in connection.execute(wanted.order_by(event.c.seq).limit(most))]


def last_sequence(connection: Connection) -> int:
    """Give the number of the last event, 0 if there is none."""
    return int(connection.execute(select(func.max(event.c.seq))).scalar_one() or 0)


def parties_of(case_id: str) -> Select[tuple[str]]:
    """Select the agencies that take part in a proceeding of any kind."""
    initiator = select(joint_case.c.initiator).where(joint_case.c.id == case_id)
    sent = select(case_participant.c.agency).where(case_participant.c.case_id == case_id)
    party = select(proceeding_party.c.agency).where(proceeding_party.c.case_id == case_id)
    return select(initiator.union(sent, party).subquery().c[0])


def _of(agency: str) -> ColumnElement[bool]:
    initiated = select(joint_case.c.id).where(joint_case.c.initiator == agency)
    sent = select(case_participant.c.case_id).where(case_participant.c.agency == agency)
    party = select(proceeding_party.c.case_id).where(proceeding_party.c.agency == agency)
    return or_(event.c.case_id.in_(party), event.c.case_id.in_(sent), event.c.case_id.in_(initiated))


def _events() -> Select[Any]:
    columns = (*event.c, proceeding.c.record_id, proceeding.c.content, joint_case.c.record_id.label("case_record"))
    joined = event.outerjoin(proceeding, proceeding.c.id == event.c.case_id)
    return select(*columns).select_from(joined.outerjoin(joint_case, joint_case.c.id == event.c.case_id))


def _news(row: Row[Any]) -> ProceedingNews:
    said = msgspec.json.decode(row.payload, type=_Said)
    receipt = None if row.content is None else msgspec.json.decode(row.content, type=_Concerned).receipt
    record = row.record_id or row.case_record
    return ProceedingNews(
        sequence=row.seq,
        at=parse_instant(row.at),
        kind=ProceedingKind[row.case_kind],
        proceeding=strawberry.ID(row.case_id),
        event=row.kind,
        by=row.by,
        state=said.state,
        due_on=said.due_on,
        record=strawberry.ID(record) if record else None,
        receipt=strawberry.ID(receipt) if isinstance(receipt, str) and receipt else None,
    )
