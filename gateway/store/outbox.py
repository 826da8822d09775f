"""The outbox: what is to be delivered, written in the transaction of the event it tells of (transactional outbox)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from gateway.receipts.instants import instant_text
from gateway.store.news import parties_of
from gateway.store.tables import delivery, event, joint_case, proceeding, webhook_endpoint
from schema.news import DeliveryFault, DeliveryState


def announce(connection: Connection, sequence: int) -> None:
    """Put an event into the outbox for every endpoint of those who take part in its proceeding, each once."""
    told = connection.execute(
        select(event.c.case_id, event.c.case_kind, event.c.at).where(event.c.seq == sequence)
    ).one()
    known = select(delivery.c.endpoint).where(delivery.c.event_seq == sequence)
    kept = webhook_endpoint.c
    wanted = select(kept.id, kept.agency, kept.kinds).where(
        kept.agency.in_(parties_of(told.case_id)), kept.id.not_in(known)
    )
    endpoints = [row for row in connection.execute(wanted.order_by(kept.id)) if told.case_kind in row.kinds.split()]
    if not endpoints:
        return
    key = _order_key(connection, told.case_id)
    rows = [
        {
            "endpoint": row.id,
            "agency": row.agency,
            "event_seq": sequence,
            "order_key": key,
            "state": DeliveryState.PENDING.value,
            "attempts": 0,
            "next_at": told.at,
        }
        for row in endpoints
    ]
    connection.execute(insert(delivery), rows)


def keep_endpoints(connection: Connection, endpoints: Mapping[str, tuple[str, Iterable[str]]], at: datetime) -> None:
    """Keep which endpoints there are, with the agency and the kinds of proceeding of each; those before are forgotten.

    What waits for one that is not there any more is given up.
    """
    wanted = {(name, agency, " ".join(sorted(kinds))) for name, (agency, kinds) in endpoints.items()}
    kept = {tuple(row) for row in connection.execute(select(*webhook_endpoint.c))}
    if kept != wanted:
        connection.execute(delete(webhook_endpoint))
        rows = [dict(zip(("id", "agency", "kinds"), each, strict=True)) for each in sorted(wanted)]
        if rows:
            connection.execute(insert(webhook_endpoint), rows)
    waiting = delivery.c.state == DeliveryState.PENDING.value
    given_up = {"state": DeliveryState.DEAD.value, "ended_at": instant_text(at), "fault": DeliveryFault.REMOVED.value}
    connection.execute(update(delivery).where(waiting, delivery.c.endpoint.not_in(list(endpoints))), given_up)


def _order_key(connection: Connection, case_id: str) -> str:
    """Name what deliveries wait for each other by: the subject, or the proceeding where it is about none."""
    for table in (proceeding, joint_case):
        ref = connection.execute(select(table.c.subject_ref).where(table.c.id == case_id)).scalar_one_or_none()
        if ref is not None:
            return str(ref)
    return case_id
