"""Erases what is known of a subject: destroys its key, and with it every value and piece of evidence under it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Table, delete, insert, select

from gateway.receipts.instants import instant_text, parse_instant
from gateway.rights.erasure import Erasure, ErasureGround, check_erasure
from gateway.store.engine import Store
from gateway.store.tables import erasure, evidence, personal_value, subject_key
from gateway.store.watches import look_at_subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased: receipts that held sealed values, pieces of evidence, and whether there was a key at all.

    `overwritten` tells whether the bytes are gone from the database's files too; `Database.lingering` says why not.
    """

    seq: int
    receipts: int
    evidence: int
    key: bool
    overwritten: bool


def erase(store: Store, order: Erasure) -> Erased:
    """Destroy a subject's key, sealed values and evidence, and note it; `RightsFault` for an order that is malformed.

    Receipts and access entries stay and still verify; their pseudonym stays. Joint cases stay too; whom they are about,
    their document and the reasons given are sealed under the key. Watches about the subject end. One exclusive
    transaction: an answer about the subject is committed wholly before, and is erased, or wholly after, under a new
    key. Values opened in receipt files that were given out are beyond reach, as are backups made before.
    """
    check_erasure(order)
    with store.writing() as connection:
        receipts = _deleted(connection, personal_value, order.subject_ref)
        pieces = _deleted(connection, evidence, order.subject_ref)
        keys = _deleted(connection, subject_key, order.subject_ref)
        look_at_subject(connection, order.subject_ref)
        row = {
            "at": instant_text(order.at),
            "subject_ref": order.subject_ref,
            "by": order.by,
            "ground": order.ground.value,
            "document": order.document,
            "receipts": receipts,
            "evidence": pieces,
        }
        seq = connection.execute(insert(erasure).returning(erasure.c.seq), row).scalar_one()
    overwritten = store.checkpoint()
    return Erased(seq=seq, receipts=receipts, evidence=pieces, key=keys > 0, overwritten=overwritten)


def erasures(connection: Connection, subject_ref: str) -> list[Erasure]:
    """Give what was erased about a subject, oldest first."""
    wanted = select(erasure).where(erasure.c.subject_ref == subject_ref).order_by(erasure.c.seq)
    return [
        Erasure(
            at=parse_instant(row.at),
            subject_ref=row.subject_ref,
            by=row.by,
            ground=ErasureGround[row.ground],
            document=row.document,
        )
        for row in connection.execute(wanted)
    ]


def _deleted(connection: Connection, table: Table, subject_ref: str) -> int:
    return connection.execute(delete(table).where(table.c.subject_ref == subject_ref)).rowcount
