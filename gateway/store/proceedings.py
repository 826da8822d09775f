"""Proceedings on disk: what was said, who takes part, events, and what is sealed of them under the subject's key."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Generic, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, insert, select, update

from gateway.proceedings.model import OVERDUE, C, D, Event, Procedure, Proceeding, R, S
from gateway.receipts.instants import instant_text, parse_instant
from gateway.store.events import append_event
from gateway.store.outbox import announce
from gateway.store.subject_keys import SubjectSeal
from gateway.store.tables import event, proceeding, proceeding_party, sealed_words
from gateway.store.vault import Vault
from schema.proceedings import ProceedingKind


class Told(msgspec.Struct, Generic[D], frozen=True, kw_only=True):
    """What an event says, as it is kept."""

    state: str
    due_on: date | None = None
    details: D


class NewProceeding(NamedTuple):
    """A proceeding about to be kept; its content is JSON."""

    id: str
    kind: ProceedingKind
    opened_at: datetime
    opened_by: str
    subject_ref: str | None
    record_id: str | None
    content: bytes


def add_proceeding(connection: Connection, new: NewProceeding, state: str) -> None:
    """Keep a proceeding that is opened."""
    row = new._asdict() | {
        "kind": new.kind.value,
        "opened_at": instant_text(new.opened_at),
        "content": new.content.decode(),
        "state": state,
    }
    connection.execute(insert(proceeding), row)


def add_event(
    connection: Connection, case_kind: ProceedingKind, case_id: str, *, at: datetime, by: str, kind: str, told: Told[D]
) -> int:
    """Append an event and keep where the proceeding stands after it; gives the event's number."""
    payload = msgspec.json.encode(told).decode()
    number = append_event(connection, case_kind, case_id, at=at, kind=kind, by=by, payload=payload)
    standing = {
        "state": told.state,
        "due_on": told.due_on.isoformat() if told.due_on else None,
        "overdue_since": instant_text(at) if kind == OVERDUE else None,
    }
    connection.execute(update(proceeding).where(proceeding.c.id == case_id), standing)
    return number


def add_parties(connection: Connection, case_id: str, parties: Mapping[str, Collection[R]], number: int) -> None:
    """Keep who takes part from an event on, less who did so in that role before; those new are sent it too."""
    kept = proceeding_party.c
    known = {tuple(row) for row in connection.execute(select(kept.agency, kept.role).where(kept.case_id == case_id))}
    rows = [
        {"case_id": case_id, "agency": agency, "role": role.value, "seq": number}
        for agency, roles in parties.items()
        for role in sorted(roles)
        if (agency, role.value) not in known
    ]
    if rows:
        connection.execute(insert(proceeding_party), rows)
        announce(connection, number)


def keep_words(connection: Connection, case_id: str, seal: SubjectSeal, words: Mapping[str, str], number: int) -> None:
    """Keep words sealed from an event on, each under a name of its own."""
    rows = [
        {"case_id": case_id, "name": name, "seq": number, "sealed": seal.seal(text, _context(case_id, name))}
        for name, text in words.items()
    ]
    if rows:
        connection.execute(insert(sealed_words), rows)


def find_proceeding(
    connection: Connection,
    procedure: Procedure[C, D, S, R],
    case_id: str,
    vault: Vault,
    *,
    up_to: int | None = None,
    locked: bool = False,
) -> Proceeding[C, D, S, R] | None:
    """Give a proceeding as all its events left it, or those up to a number; None if there is none of that kind.

    `locked` keeps others from changing it until the transaction ends.
    """
    wanted = select(proceeding).where(proceeding.c.id == case_id, proceeding.c.kind == procedure.kind.value)
    row = connection.execute(wanted.with_for_update() if locked else wanted).one_or_none()
    if row is None:
        return None
    return Proceeding(
        id=row.id,
        opened_at=parse_instant(row.opened_at),
        opened_by=row.opened_by,
        subject_ref=row.subject_ref,
        record_id=row.record_id,
        content=msgspec.json.decode(row.content, type=procedure.content),
        trail=tuple(_trail(connection, procedure, case_id, up_to)),
        parties=_parties(connection, procedure, case_id, up_to),
        words=_words(connection, case_id, SubjectSeal(connection, vault, sealed_for(row.subject_ref)), up_to),
    )


def sealed_for(subject_ref: str | None) -> str:
    """Name whose key the words of a proceeding are sealed under; those about no subject share one."""
    return subject_ref or "proceedings"


def _trail(
    connection: Connection, procedure: Procedure[C, D, S, R], case_id: str, up_to: int | None
) -> Iterable[Event[D, S]]:
    told_type: Any = Told[procedure.details]  # type: ignore[name-defined]  # a type made at run time
    wanted = select(event).where(event.c.case_id == case_id, *_by(event.c.seq, up_to)).order_by(event.c.seq)
    for row in connection.execute(wanted).mappings():
        told: Told[D] = msgspec.json.decode(row["payload"], type=told_type)
        yield Event(
            sequence=row["seq"],
            at=parse_instant(row["at"]),
            by=row["by"],
            kind=row["kind"],
            state=procedure.states(told.state),
            due_on=told.due_on,
            details=told.details,
        )


def _parties(
    connection: Connection, procedure: Procedure[C, D, S, R], case_id: str, up_to: int | None
) -> dict[str, frozenset[R]]:
    kept = proceeding_party.c
    wanted = select(kept.agency, kept.role).where(kept.case_id == case_id, *_by(kept.seq, up_to))
    found: dict[str, frozenset[R]] = {}
    for agency, role in connection.execute(wanted.order_by(kept.seq, kept.agency, kept.role)):
        found[agency] = found.get(agency, frozenset()) | {procedure.roles(role)}
    return found


def _words(connection: Connection, case_id: str, seal: SubjectSeal, up_to: int | None) -> dict[str, str]:
    kept = sealed_words.c
    rows = connection.execute(select(kept.name, kept.sealed).where(kept.case_id == case_id, *_by(kept.seq, up_to)))
    opened = ((name, seal.open(sealed, _context(case_id, name))) for name, sealed in rows)
    return {name: text for name, text in opened if text is not None}


def _by(seq: ColumnElement[int], up_to: int | None) -> list[ColumnElement[bool]]:
    return [] if up_to is None else [seq <= up_to]


def _context(case_id: str, name: str) -> str:
    return f"proceeding {case_id} {name}"
