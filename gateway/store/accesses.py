"""Reads the access log back: who was answered about a subject."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from gateway.store.tables import access_entry


@dataclass(frozen=True, slots=True)
class AccessPage:
    """Entries about a subject, the latest first; `total` counts all there are."""

    rows: Sequence[Mapping[str, Any]]
    total: int
    more: bool


def accesses_of(
    connection: Connection, refs: Collection[str], *, first: int | None = None, before: int | None = None
) -> AccessPage:
    """Give entries about a subject by any name the store has for it, those numbered below `before`."""
    about = access_entry.c.subject_ref.in_(refs)
    wanted = select(access_entry).where(about).order_by(access_entry.c.id.desc())
    if before is not None:
        wanted = wanted.where(access_entry.c.id < before)
    if first is not None:
        wanted = wanted.limit(first + 1)
    rows = [dict(row) for row in connection.execute(wanted).mappings()]
    total = connection.execute(select(func.count()).select_from(access_entry).where(about)).scalar_one()
    shown = rows if first is None else rows[:first]
    return AccessPage(rows=shown, total=total, more=len(shown) < len(rows))


def asked_by(connection: Connection, subject_ref: str, receipt_id: str) -> str | None:
    """Give the client whose check a receipt is of."""
    of_check: ColumnElement[bool] = access_entry.c.operation == "check"
    wanted = select(access_entry.c.client).where(
        access_entry.c.subject_ref == subject_ref, access_entry.c.receipt_id == receipt_id, of_check
    )
    return connection.execute(wanted).scalar_one_or_none()
