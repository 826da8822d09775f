"""The rights log on disk: appended exclusively, read in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from gateway.receipts.instants import instant_text, parse_instant
from gateway.rights.entries import RightsChange, RightsEntry, RightsKind, Standing, check_change
from gateway.store.database import Driver
from gateway.store.prepared import Prepared
from gateway.store.tables import rights_entry
from schema.repairs import RepairEvidence

_AFTER = select(*rights_entry.columns).where(rights_entry.c.seq > bindparam("position")).order_by(rights_entry.c.seq)
_AFTER_TEXT = Prepared(_AFTER)
_NAMES = tuple(column.name for column in rights_entry.columns)


def append(connection: Connection, change: RightsChange, standing: frozenset[Standing]) -> RightsEntry:
    """Enter a change under the next number; `RightsFault` if it is not well formed or the agency is not entitled.

    The connection is `Store.writing()`'s, so that no group of answers commits at the same time.
    """
    check_change(change, standing)
    row = {
        "at": instant_text(change.at),
        "kind": change.kind.value,
        "record_id": change.record_id,
        "subject_ref": change.subject_ref,
        "by": change.by,
        "effective_on": None if change.effective_on is None else change.effective_on.isoformat(),
        "document": change.document,
        "new_evidence": int(change.new_evidence),
        "evidence": ",".join(change.evidence) or None,
    }
    seq = connection.execute(insert(rights_entry).returning(rights_entry.c.seq), row).scalar_one()
    return _entry({**row, "seq": seq})


def read_after(connection: Connection, position: int) -> Sequence[RightsEntry]:
    """Give the entries after a position, in order."""
    return entries_of_rows(connection.execute(_AFTER, {"position": position}))


def read_about(connection: Connection, records: Iterable[str]) -> Sequence[RightsEntry]:
    """Give the entries about some records, in order."""
    about = select(*rights_entry.columns).where(rights_entry.c.record_id.in_(sorted(records)))
    return entries_of_rows(connection.execute(about.order_by(rights_entry.c.seq)))


def entries_after(driver: Driver, position: int) -> Sequence[RightsEntry]:
    """Give the entries after a position, in order, inside a commit's own transaction."""
    return entries_of_rows(_AFTER_TEXT.rows(driver, {"position": position}))


def entries_of_rows(rows: Iterable[Sequence[Any]]) -> list[RightsEntry]:
    """Read entries from rows of the whole table."""
    return [_entry(dict(zip(_NAMES, row, strict=True))) for row in rows]


def _entry(row: dict[str, Any]) -> RightsEntry:
    return RightsEntry(
        seq=row["seq"],
        at=parse_instant(row["at"]),
        kind=RightsKind[row["kind"]],
        record_id=row["record_id"],
        subject_ref=row["subject_ref"],
        by=row["by"],
        effective_on=None if row["effective_on"] is None else date.fromisoformat(row["effective_on"]),
        document=row["document"],
        new_evidence=bool(row["new_evidence"]),
        evidence=tuple(RepairEvidence[code] for code in (row["evidence"] or "").split(",") if code),
    )
