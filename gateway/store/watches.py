"""Watches on disk beside their proceedings: what they rest on, when they are looked at next, what they were told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from gateway.receipts.instants import instant_text
from gateway.store.tables import proceeding, rights_entry, watch, watch_ref

_AT_ONCE = instant_text(datetime.fromtimestamp(0, UTC))  # before whatever is due by its time
_CHUNK = 500


class Kept(NamedTuple):
    """What is kept of an open watch: how far the rights log was seen by what it was told, and that, as JSON."""

    position: int
    told: str


class RightsNews(NamedTuple):
    """Open watches that rights entries after a position are about, and the position these reach to."""

    watches: tuple[str, ...]
    position: int


def add_watch(connection: Connection, case_id: str, kept: Kept, refs: Collection[str], next_at: datetime) -> None:
    """Keep a watch that is opened; `refs` are the records and subjects its answer rests on."""
    connection.execute(insert(watch), {"case_id": case_id, **kept._asdict(), "next_at": instant_text(next_at)})
    _add_refs(connection, case_id, refs)


def find_kept(connection: Connection, case_id: str) -> Kept | None:
    """Give what is kept of a watch; None once it ended."""
    row = connection.execute(select(watch.c.position, watch.c.told).where(watch.c.case_id == case_id)).one_or_none()
    return None if row is None else Kept(*row)


def keep_looked(connection: Connection, case_id: str, kept: Kept, refs: Collection[str], next_at: datetime) -> None:
    """Keep that a watch was looked at, what it rests on now, and when it is looked at next.

    That is at once where there was news of what it rests on meanwhile, or the rights log has some that was not seen.
    """
    mine = update(watch).where(watch.c.case_id == case_id)
    connection.execute(mine, kept._asdict())
    look_again_at(connection, case_id, next_at)
    known = set(connection.execute(select(watch_ref.c.ref).where(watch_ref.c.case_id == case_id)).scalars())
    _add_refs(connection, case_id, set(refs) - known)
    for some in _chunks(known - set(refs)):
        connection.execute(delete(watch_ref).where(watch_ref.c.case_id == case_id, watch_ref.c.ref.in_(some)))
    if case_id in rights_news(connection, kept.position).watches:
        look_at_once(connection, [case_id])


def drop_watch(connection: Connection, case_id: str) -> None:
    """Look at a watch no more."""
    connection.execute(delete(watch_ref).where(watch_ref.c.case_id == case_id))
    connection.execute(delete(watch).where(watch.c.case_id == case_id))


def any_watch_due(connection: Connection, now: datetime) -> bool:
    """Tell whether any watch is to be looked at."""
    return (
        connection.execute(select(watch.c.case_id).where(watch.c.next_at <= instant_text(now)).limit(1)).first()
        is not None
    )


def take_due(connection: Connection, now: datetime, *, most: int, lease: timedelta) -> tuple[str, ...]:
    """Take watches to be looked at, those with news first; nobody else takes them before the lease ends."""
    due = select(watch.c.case_id).where(watch.c.next_at <= instant_text(now))
    first = due.order_by(watch.c.next_at, watch.c.case_id).limit(most).with_for_update(skip_locked=True)
    found = tuple(connection.execute(first).scalars())
    if found:
        mine = update(watch).where(watch.c.case_id.in_(found))
        connection.execute(mine, {"next_at": instant_text(now + lease)})
    return found


def rights_news(connection: Connection, after: int) -> RightsNews:
    """Find the open watches that entries of the rights log after a position are about, less those that knew of them."""
    kept = rights_entry.c
    entries = connection.execute(select(kept.seq, kept.record_id, kept.subject_ref).where(kept.seq > after)).all()
    latest: dict[str, int] = {}
    for seq, *refs in entries:
        latest |= {ref: max(seq, latest.get(ref, 0)) for ref in refs}
    found: dict[str, None] = {}
    for some in _chunks(latest):
        wanted = (
            select(watch.c.case_id, watch.c.position, watch_ref.c.ref).join(watch_ref).where(watch_ref.c.ref.in_(some))
        )
        found |= {case_id: None for case_id, position, ref in connection.execute(wanted) if position < latest[ref]}
    return RightsNews(tuple(found), max((row.seq for row in entries), default=after))


def look_at_once(connection: Connection, case_ids: Iterable[str]) -> None:
    """Let watches be looked at before all others."""
    for some in _chunks(case_ids):
        connection.execute(update(watch).where(watch.c.case_id.in_(some)), {"next_at": _AT_ONCE})


def look_again_at(connection: Connection, case_id: str, at: datetime) -> None:
    """Let a watch be looked at again from an instant, unless it is to be at once."""
    mine = update(watch).where(watch.c.case_id == case_id, watch.c.next_at != _AT_ONCE)
    connection.execute(mine, {"next_at": instant_text(at)})


def look_at_resting_on(connection: Connection, refs: Iterable[str]) -> None:
    """Let the watches whose answers rest on records or subjects be looked at before all others."""
    resting = select(watch_ref.c.case_id).where(watch_ref.c.ref.in_(sorted(refs)))
    connection.execute(update(watch).where(watch.c.case_id.in_(resting)), {"next_at": _AT_ONCE})


def look_at_subject(connection: Connection, subject_ref: str) -> None:
    """Let the watches about a subject be looked at before all others, such as when it is erased."""
    about = select(proceeding.c.id).where(proceeding.c.subject_ref == subject_ref)
    connection.execute(update(watch).where(watch.c.case_id.in_(about)), {"next_at": _AT_ONCE})


def _add_refs(connection: Connection, case_id: str, refs: Collection[str]) -> None:
    if refs:
        connection.execute(insert(watch_ref), [{"case_id": case_id, "ref": ref} for ref in sorted(refs)])


def _chunks(refs: Iterable[str]) -> Iterator[list[str]]:
    every = sorted(refs)
    for start in range(0, len(every), _CHUNK):
        yield every[start : start + _CHUNK]
