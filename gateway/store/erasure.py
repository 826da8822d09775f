"""Erases what is known of a subject: destroys its key, and with it every value and piece of evidence under it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete

from gateway.store.engine import Store
from gateway.store.tables import evidence, personal_value, subject_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased: receipts that held sealed values, pieces of evidence, and whether there was a key at all."""

    receipts: int
    evidence: int
    key: bool


def erase(store: Store, subject_ref: str) -> Erased:
    """Destroy a subject's key, sealed values and evidence; receipts and access entries stay and still verify.

    Joint cases stay too; whom they are about, their document and the reasons given were sealed under the key. Values
    opened in receipt files that were given out are beyond reach, as are backups made before.
    """
    with store.writing() as connection:
        values = connection.execute(delete(personal_value).where(personal_value.c.subject_ref == subject_ref))
        pieces = connection.execute(delete(evidence).where(evidence.c.subject_ref == subject_ref))
        keys = connection.execute(delete(subject_key).where(subject_key.c.subject_ref == subject_ref))
        erased = Erased(receipts=values.rowcount, evidence=pieces.rowcount, key=keys.rowcount > 0)
    store.checkpoint()
    return erased
