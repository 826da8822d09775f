"""Requests that were carried out, by client and key."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from gateway.store.tables import idempotency_key
from gateway.workflow.requests import Outcome, Request, key_reused


def find_outcome(connection: Connection, request: Request) -> Outcome | None:
    """Give what a request did when it was carried out, None if it was not; raises `Refusal` if its key is another's."""
    kept = idempotency_key.c
    wanted = select(kept.digest, kept.case_id, kept.seq)
    row = connection.execute(wanted.where(kept.client == request.client, kept.key == request.key)).one_or_none()
    if row is None:
        return None
    if row.digest != request.digest:
        raise key_reused()
    return Outcome(case_id=row.case_id, sequence=row.seq)


def keep_outcome(connection: Connection, request: Request, outcome: Outcome) -> None:
    """Keep what a request did, in the transaction that does it."""
    row = {"client": request.client, "key": request.key, "digest": request.digest}
    connection.execute(insert(idempotency_key), {**row, "case_id": outcome.case_id, "seq": outcome.sequence})
