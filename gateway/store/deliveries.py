"""Deliveries on disk: taken in order by one sender at a time, ended or put off, listed and replayed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Connection, Row, exists, func, select, update

from gateway.receipts.instants import instant_text, parse_instant
from gateway.store.news import news_of
from gateway.store.tables import delivery, event
from schema.news import Delivery, DeliveryFault, DeliveryState, ProceedingNews
from schema.proceedings import ProceedingKind

_PENDING = DeliveryState.PENDING.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A delivery a sender took, with the number of the attempt it is taken for; it is the sender's for a while."""

    id: int
    attempt: int
    news: ProceedingNews


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveriesWanted:
    """Deliveries of an agency, of events of some kinds of proceeding: in a state, to one endpoint; None for all."""

    agency: str
    kinds: frozenset[ProceedingKind]
    state: DeliveryState | None = None
    endpoint: str | None = None


def any_due(connection: Connection, endpoint: str, now: datetime) -> bool:
    """Tell whether an endpoint can be sent anything now."""
    return connection.execute(_due(endpoint, now).limit(1)).first() is not None


def take(connection: Connection, endpoint: str, now: datetime, *, most: int, lease: timedelta) -> list[Taken]:
    """Take what an endpoint is to be sent now, the earliest first; nobody else takes it before the lease ends.

    A later event about a subject waits until the earlier one is over. What is taken counts as an attempt, so that one
    that ends the process is not tried for ever.
    """
    rows = connection.execute(_due(endpoint, now).limit(most).with_for_update(skip_locked=True)).all()
    until = instant_text(now + lease)
    for row in rows:
        mine = update(delivery).where(delivery.c.id == row.id)
        connection.execute(mine, {"attempts": row.attempts + 1, "next_at": until})
    news = news_of(connection, [row.event_seq for row in rows])
    return [Taken(id=row.id, attempt=row.attempts + 1, news=news[row.event_seq]) for row in rows]


def delivered(connection: Connection, taken: Taken, status: int, at: datetime) -> None:
    """Note that an endpoint took a delivery."""
    done = {"state": DeliveryState.DELIVERED.value, "ended_at": instant_text(at), "fault": None, "status": status}
    connection.execute(update(delivery).where(delivery.c.id == taken.id), done)


def put_off(
    connection: Connection,
    taken: Taken,
    fault: DeliveryFault,
    status: int | None,
    *,
    at: datetime,
    again_at: datetime | None,
) -> None:
    """Note that an attempt failed: it is tried again from an instant, or given up (None).

    An attempt that outlived its lease, and was made again since, says nothing.
    """
    said: dict[str, Any] = {"fault": fault.value, "status": status}
    if again_at is None:
        said |= {"state": DeliveryState.DEAD.value, "ended_at": instant_text(at)}
    else:
        said |= {"next_at": instant_text(again_at)}
    kept = delivery.c
    mine = update(delivery).where(kept.id == taken.id, kept.state == _PENDING, kept.attempts == taken.attempt)
    connection.execute(mine, said)


def give_up_all(connection: Connection, endpoint: str, fault: DeliveryFault, at: datetime) -> None:
    """Give up everything that waits for an endpoint."""
    waiting = update(delivery).where(delivery.c.endpoint == endpoint, delivery.c.state == _PENDING)
    ended = {"state": DeliveryState.DEAD.value, "ended_at": instant_text(at), "fault": fault.value}
    connection.execute(waiting, ended)


def replay(connection: Connection, delivery_id: int, at: datetime) -> None:
    """Let a delivery that was given up be sent again from now on, with as many attempts as a new one."""
    kept = delivery.c
    dead = update(delivery).where(kept.id == delivery_id, kept.state == DeliveryState.DEAD.value)
    connection.execute(dead, {"state": _PENDING, "attempts": 0, "next_at": instant_text(at), "ended_at": None})


def find_delivery(connection: Connection, delivery_id: int, among: DeliveriesWanted) -> Delivery | None:
    """Give a delivery that is one of those wanted; None if there is none."""
    wanted = select(delivery).where(delivery.c.id == delivery_id, *_conditions(among))
    found = connection.execute(wanted).all()
    return _shown(connection, found)[0] if found else None


def list_deliveries(
    connection: Connection, wanted: DeliveriesWanted, *, first: int, after: int | None
) -> tuple[Sequence[Delivery], bool, int]:
    """Give the newest deliveries wanted, whether more follow, and how many there are in all."""
    conditions = _conditions(wanted)
    total = connection.execute(select(func.count()).select_from(delivery).where(*conditions)).scalar_one()
    older = [] if after is None else [delivery.c.id < after]
    query = select(delivery).where(*conditions, *older).order_by(delivery.c.id.desc()).limit(first + 1)
    rows = connection.execute(query).all()
    return _shown(connection, rows[:first]), len(rows) > first, total


def _due(endpoint: str, now: datetime) -> Any:
    earlier, kept = delivery.alias("earlier"), delivery.c
    before = exists().where(
        earlier.c.endpoint == kept.endpoint,
        earlier.c.order_key == kept.order_key,
        earlier.c.state == _PENDING,
        earlier.c.event_seq < kept.event_seq,
    )
    due = (kept.endpoint == endpoint, kept.state == _PENDING, kept.next_at <= instant_text(now))
    return select(kept.id, kept.event_seq, kept.attempts).where(*due, ~before).order_by(kept.event_seq)


def _conditions(wanted: DeliveriesWanted) -> list[ColumnElement[bool]]:
    kept = delivery.c
    kinds = [kind.value for kind in wanted.kinds]
    found = [
        kept.agency == wanted.agency,
        kept.event_seq.in_(select(event.c.seq).where(event.c.case_kind.in_(kinds))),
    ]
    if wanted.state is not None:
        found.append(kept.state == wanted.state.value)
    if wanted.endpoint is not None:
        found.append(kept.endpoint == wanted.endpoint)
    return found


def _shown(connection: Connection, rows: Sequence[Row[Any]]) -> list[Delivery]:
    news = news_of(connection, [row.event_seq for row in rows])
    return [
        Delivery(
            id=strawberry.ID(str(row.id)),
            webhook=row.endpoint,
            state=DeliveryState[row.state],
            attempts=row.attempts,
            next_at=parse_instant(row.next_at) if row.state == _PENDING else None,
            ended_at=None if row.ended_at is None else parse_instant(row.ended_at),
            fault=None if row.fault is None else DeliveryFault[row.fault],
            status=row.status,
            news=news[row.event_seq],
        )
        for row in rows
    ]
