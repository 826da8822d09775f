"""The log of events as accounting reads it, from a position on; sealed words are not read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from gateway.accounting.happenings import Entry, Happening
from gateway.receipts.instants import parse_instant
from gateway.store.tables import event, joint_case, proceeding, proceeding_party
from schema.proceedings import ProceedingKind

Trail = list[Entry]


def happenings_after(connection: Connection, sequence: int, most: int) -> list[Happening]:
    """Give the next events after a number, each with its proceeding as it was before it."""
    wanted = select(event).where(event.c.seq > sequence).order_by(event.c.seq).limit(most)
    rows = connection.execute(wanted).all()
    cases = {row.case_id for row in rows}
    contents = _contents(connection, cases)
    parties = _parties(connection, cases)
    trails = _trails(connection, cases, sequence)
    return [_happening(row, trails, contents, parties) for row in rows]


def last_event(connection: Connection) -> int:
    """Give the number of the last event, 0 if there is none."""
    return connection.execute(select(event.c.seq).order_by(event.c.seq.desc()).limit(1)).scalar() or 0


def _happening(
    row: Row[Any],
    trails: dict[str, Trail],
    contents: Mapping[str, Mapping[str, Any]],
    parties: Mapping[str, Mapping[str, tuple[str, ...]]],
) -> Happening:
    trail = trails.setdefault(row.case_id, [])
    before = tuple(trail)
    trail.append(_entry(row))
    return Happening(
        kind=ProceedingKind[row.case_kind],
        case_id=row.case_id,
        entry=trail[-1],
        before=before,
        content=contents.get(row.case_id, {}),
        parties=parties.get(row.case_id, {}),
    )


def _entry(row: Row[Any]) -> Entry:
    """Read an event; those of joint cases say all beside their state, those of others under `details`."""
    told = msgspec.json.decode(row.payload)
    due = told.get("due_on")
    return Entry(
        sequence=row.seq,
        at=parse_instant(row.at),
        kind=row.kind,
        by=row.by,
        state=told["state"],
        due_on=date.fromisoformat(due) if due else None,
        details=told.get("details", told),
    )


def _contents(connection: Connection, cases: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for table in (proceeding, joint_case):
        rows = connection.execute(select(table.c.id, table.c.content).where(table.c.id.in_(cases)))
        found.update((row.id, msgspec.json.decode(row.content)) for row in rows)
    return found


def _parties(connection: Connection, cases: Iterable[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    kept = proceeding_party.c
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    wanted = select(proceeding_party).where(kept.case_id.in_(cases)).order_by(kept.seq, kept.agency)
    for row in connection.execute(wanted):
        roles = found.setdefault(row.case_id, {})
        roles[row.role] = (*roles.get(row.role, ()), row.agency)
    return found


def _trails(connection: Connection, cases: Iterable[str], sequence: int) -> dict[str, Trail]:
    found: dict[str, Trail] = {}
    wanted = select(event).where(event.c.case_id.in_(cases), event.c.seq <= sequence).order_by(event.c.seq)
    for row in connection.execute(wanted):
        found.setdefault(row.case_id, []).append(_entry(row))
    return found
