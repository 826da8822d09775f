"""Reads receipts and group heads back from the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, RowMapping, func, select

from gateway.receipts.canonical import decode
from gateway.receipts.head import read_own_head
from gateway.receipts.merkle import leaf_hash
from gateway.receipts.personal import Opening
from gateway.receipts.personal import unseal as unseal_values
from gateway.store.personal import evidence_context, openings_context, read_openings
from gateway.store.submission import StoredReceipt
from gateway.store.tables import evidence, personal_value, receipt, receipt_group, subject_key
from gateway.store.vault import Vault, Wrapped, unseal

IN_PARTS = {"yield_per": 500}
"""How a table that may not fit into memory is read."""


def find_receipt(connection: Connection, receipt_id: str, vault: Vault) -> StoredReceipt | None:
    """Find a receipt by id, with its personal values less those erased; None if there is none."""
    wanted = select(receipt, receipt_group.c.head).join(receipt_group).where(receipt.c.id == receipt_id)
    row = connection.execute(wanted).mappings().one_or_none()
    if row is None:
        return None
    head = read_own_head(row["head"])
    return StoredReceipt(
        id=row["id"],
        agency=row["agency"],
        subject_ref=row["subject_ref"],
        body=row["body"],
        head=row["head"],
        key_id=head.key_id,
        committed_at=head.committed_at,
        leaves=_leaves(connection, row["writer"], row["sequence"]),
        leaf_index=row["leaf_index"],
        openings=_openings(connection, row, vault),
    )


class SignedBody(NamedTuple):
    """A receipt's body as it was signed, to whom it was issued and whom it is about."""

    agency: str
    subject_ref: str
    body: bytes


def find_signed(connection: Connection, receipt_id: str) -> SignedBody | None:
    """Find what was signed of a receipt, with nothing of it opened; None if there is none."""
    kept = receipt.c
    row = connection.execute(
        select(kept.agency, kept.subject_ref, kept.body).where(kept.id == receipt_id)
    ).one_or_none()
    return None if row is None else SignedBody(row.agency, row.subject_ref, row.body)


def find_issued(connection: Connection, receipt_id: str, agency: str) -> SignedBody | None:
    """Find what was signed of a receipt that was issued to an agency; another's is told from none by nobody."""
    found = find_signed(connection, receipt_id)
    return found if found is not None and found.agency == agency else None


def find_hidden_records(connection: Connection, receipt_id: str, vault: Vault) -> Mapping[str, tuple[str, ...]]:
    """Give the records of the measures of a receipt that its asker was not shown whole, by instance; none if erased."""
    stored = find_receipt(connection, receipt_id, vault)
    return {} if stored is None else hidden_records(stored)


def hidden_records(stored: StoredReceipt) -> Mapping[str, tuple[str, ...]]:
    """Give the records of the measures of a receipt at hand that its asker was not shown whole, as above."""
    withheld = unseal_values(decode(stored.body), stored.openings).get("withheld")
    return msgspec.json.decode(withheld, type=_Hidden).records if isinstance(withheld, str) else {}


class _Hidden(msgspec.Struct, frozen=True):
    records: dict[str, tuple[str, ...]] = {}


def receipt_ids(connection: Connection) -> list[str]:
    """Give the ids of all receipts in chain order."""
    wanted = select(receipt.c.id).order_by(receipt.c.writer, receipt.c.sequence, receipt.c.leaf_index)
    return list(connection.execute(wanted).scalars())


def find_evidence(connection: Connection, digest: str, subject_ref: str, vault: Vault) -> bytes | None:
    """Give evidence by its digest and whom it is about; None if it was never kept, or was erased."""
    return find_evidence_at(connection, vault.address(digest), subject_ref, vault)


def find_evidence_at(connection: Connection, address: str, subject_ref: str, vault: Vault) -> bytes | None:
    """Give evidence by the place it is kept at and whom it is about; None as above."""
    row = connection.execute(
        select(evidence.c.sealed, subject_key.c.key_id, subject_key.c.wrapped)
        .join(subject_key, subject_key.c.subject_ref == evidence.c.subject_ref)
        .where(evidence.c.address == address, evidence.c.subject_ref == subject_ref)
    ).one_or_none()
    if row is None:
        return None
    key = vault.unwrap(Wrapped(row.key_id, row.wrapped), subject_ref)
    return unseal(key, row.sealed, evidence_context(address, subject_ref))


def export_heads(connection: Connection, writer: str | None = None) -> Iterator[str]:
    """Give the signed heads in chain order, of one writer or of all, for counter-signing or keeping elsewhere."""
    wanted = select(receipt_group.c.head).order_by(receipt_group.c.writer, receipt_group.c.sequence)
    if writer is not None:
        wanted = wanted.where(receipt_group.c.writer == writer)
    for (head,) in connection.execute(wanted, execution_options=IN_PARTS):
        yield head


def count_chains(connection: Connection) -> int:
    """Count the writers that have signed a group."""
    first = select(func.count()).select_from(receipt_group).where(receipt_group.c.sequence == 0)
    return connection.execute(first).scalar_one()


def _leaves(connection: Connection, writer: str, sequence: int) -> tuple[bytes, ...]:
    wanted = (
        select(receipt.c.body)
        .where(receipt.c.writer == writer, receipt.c.sequence == sequence)
        .order_by(receipt.c.leaf_index)
    )
    return tuple(leaf_hash(body) for (body,) in connection.execute(wanted))


def _openings(connection: Connection, row: RowMapping, vault: Vault) -> dict[str, Opening]:
    wanted = (
        select(personal_value.c.subject_ref, personal_value.c.sealed, subject_key.c.key_id, subject_key.c.wrapped)
        .join(subject_key, subject_key.c.subject_ref == personal_value.c.subject_ref)
        .where(personal_value.c.receipt_id == row["id"])
    )
    openings: dict[str, Opening] = {}
    for ref, sealed, *wrapped in connection.execute(wanted):
        content = unseal(vault.unwrap(Wrapped(*wrapped), ref), sealed, openings_context(row["id"], ref))
        openings |= read_openings(content, None if ref == row["subject_ref"] else ref)
    return openings
