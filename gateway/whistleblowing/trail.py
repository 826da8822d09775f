"""The audit of the reports: each entry carries a digest over itself and the digest before it, so a change shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256

from sqlalchemy import Connection, insert, select

from gateway.receipts.canonical import encode
from gateway.whistleblowing.tables import audit_entry
from gateway.whistleblowing.words import Deed

REPORTER = "reporter"
"""Who has the code of a report; entries of theirs tell the day and no more."""

_BEFORE_ALL = ""
Content = dict[str, str | int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what to which report when: an instant (UTC) for staff, a legal day for reporters."""

    seq: int
    at: str
    who: str
    deed: str
    report_id: str | None
    detail: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry known: its number and digest, to be kept elsewhere; a shortened or rewritten audit lacks it."""

    seq: int
    digest: str


class Trail:
    """Writes entries within one transaction of the caller, who answers after it is committed."""

    def __init__(self, connection: Connection, who: str, at: str) -> None:
        self._connection = connection
        self._who = who
        self._at = at

    def note(self, deed: Deed, report_id: str | None = None, detail: str | None = None) -> None:
        """Add one entry at the end."""
        head = head_of(self._connection)
        content: Content = {
            "seq": head.seq + 1,
            "at": self._at,
            "who": self._who,
            "deed": deed.value,
            "report_id": report_id,
            "detail": detail,
        }
        self._connection.execute(insert(audit_entry), {**content, "digest": _digest(content, head.digest)})


def head_of(connection: Connection) -> Head:
    """Give the last entry's number and digest; number 0 of an audit without entries."""
    wanted = select(audit_entry.c.seq, audit_entry.c.digest).order_by(audit_entry.c.seq.desc()).limit(1)
    found = connection.execute(wanted).one_or_none()
    return Head(0, _BEFORE_ALL) if found is None else Head(*found)


def entries_of(connection: Connection) -> tuple[AuditEntry, ...]:
    """Give the whole audit, oldest first."""
    rows = connection.execute(select(audit_entry).order_by(audit_entry.c.seq)).mappings()
    return tuple(AuditEntry(**row) for row in rows)


def faults_of(entries: Sequence[AuditEntry], kept: Iterable[Head] = ()) -> tuple[str, ...]:
    """Say what is wrong with an audit, nothing if it is whole; `kept` are heads noted elsewhere earlier."""
    faults: list[str] = []
    before = _BEFORE_ALL
    for place, entry in enumerate(entries, 1):
        if entry.seq != place:
            return (*faults, f"entry {place} is missing")
        content = {name: value for name, value in asdict(entry).items() if name != "digest"}
        if entry.digest != _digest(content, before):
            faults.append(f"entry {place} is not the one that was written")
        before = entry.digest
    held = {entry.seq: entry.digest for entry in entries}
    lost = [head for head in kept if head.seq and held.get(head.seq) != head.digest]
    return (*faults, *(f"entry {head.seq} is not the one that was noted elsewhere" for head in lost))


def _digest(content: Content, before: str) -> str:
    return sha256(encode({**content, "before": before})).hexdigest()
