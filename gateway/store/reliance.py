"""Which receipts may rest on a record, and which entries of the rights log still have to be followed up by them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, String, cast, literal, or_, select

from gateway.rights.entries import RightsEntry, RightsKind
from gateway.store.database import Driver
from gateway.store.prepared import inserting
from gateway.store.requests import keep_outcome
from gateway.store.rights_log import entries_of_rows
from gateway.store.tables import access_entry, idempotency_key, proceeding, receipt_record, rights_entry
from gateway.workflow.requests import Outcome, Request
from schema.proceedings import ProceedingKind

_ADD = inserting(receipt_record)
_ITSELF, _KEY = "", "rectification "  # no client has a blank id


def add_reached(driver: Driver, rows: Iterable[tuple[str, str]]) -> None:
    """Keep which records of other subjects receipts rest on, as pairs of record and receipt, within a group."""
    many = [{"record_id": record, "receipt_id": receipt} for record, receipt in rows]
    if many:
        _ADD.each(driver, many)


def candidates(connection: Connection, record_id: str, subject_ref: str) -> tuple[str, ...]:
    """Give the receipts that may rest on a record: every check of its subject, and those it reached through a unit."""
    entry = access_entry.c
    own = select(entry.receipt_id).where(
        entry.subject_ref == subject_ref, entry.operation == "check", entry.receipt_id.is_not(None)
    )
    reached = select(receipt_record.c.receipt_id).where(receipt_record.c.record_id == record_id)
    found = {*connection.execute(own).scalars(), *connection.execute(reached).scalars()}
    return tuple(sorted(found))


def is_reached(connection: Connection, receipt_id: str, record_id: str) -> bool:
    """Tell whether a check rests on a record of a unit its subject is linked to."""
    kept = receipt_record.c
    wanted = select(kept.receipt_id).where(kept.record_id == record_id, kept.receipt_id == receipt_id)
    return connection.execute(wanted).one_or_none() is not None


class _Fed(msgspec.Struct, frozen=True):
    """What the content of a feedback says of what it rests on."""

    receipt: str = ""
    records: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()


def feedback_on(connection: Connection, subject_ref: str, receipt_id: str, record_id: str) -> dict[str, str]:
    """Give the state, by id, of the execution feedback on measures of a check that rest on a record."""
    kept = proceeding.c
    wanted = select(kept.id, kept.state, kept.content).where(
        kept.kind == ProceedingKind.FEEDBACK.value, kept.subject_ref == subject_ref
    )
    found = {}
    for case_id, state, content in connection.execute(wanted.order_by(kept.id)):
        fed = msgspec.json.decode(content, type=_Fed)
        if fed.receipt == receipt_id and record_id in (*fed.records, *fed.hidden):
            found[case_id] = state
    return found


def not_followed(connection: Connection, kinds: Collection[RightsKind], today: date) -> Sequence[RightsEntry]:
    """Give the entries of some kinds that are in effect and not followed up yet, in order."""
    entry, kept = rights_entry.c, idempotency_key.c
    done = select(kept.key).where(kept.client == _ITSELF, kept.key == literal(_KEY).concat(cast(entry.seq, String)))
    wanted = select(*rights_entry.columns).where(
        entry.kind.in_([kind.value for kind in kinds]),
        or_(entry.effective_on.is_(None), entry.effective_on <= today.isoformat()),
        ~done.exists(),
    )
    return entries_of_rows(connection.execute(wanted.order_by(entry.seq)))


def note_followed(connection: Connection, entry: RightsEntry) -> None:
    """Note that an entry is followed up; of several who do it at once the first notes it."""
    key = f"{_KEY}{entry.seq}"
    known = select(idempotency_key.c.key).where(idempotency_key.c.client == _ITSELF, idempotency_key.c.key == key)
    if connection.execute(known).one_or_none() is None:
        request = Request(client=_ITSELF, key=key, digest=entry.record_id)
        keep_outcome(connection, request, Outcome(case_id="", sequence=entry.seq))
