"""The receipt a watch is about, read back: what was asked about whom, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection

from gateway.receipts.canonical import decode
from gateway.receipts.personal import unseal
from gateway.simulation.kept import KeptCheck, Unjudgeable, read_check
from gateway.store.errors import StoreError
from gateway.store.receipts import find_receipt
from gateway.store.submission import StoredReceipt
from gateway.store.vault import Vault
from gateway.watches.comparing import Answer, answer_in_receipt
from schema.identifiers import Identifier


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedReceipt:
    """A receipt with what it keeps; `refs` are the subject and the records its answer names."""

    stored: StoredReceipt
    kept: KeptCheck
    subject: Identifier
    answer: Answer
    refs: frozenset[str]


def read_watched(connection: Connection, receipt_id: str, vault: Vault) -> WatchedReceipt | None:
    """Give a receipt, None if there is none; raises `Unjudgeable` for one that cannot be opened."""
    try:
        stored = find_receipt(connection, receipt_id, vault)
        if stored is None:
            return None
        body = unseal(decode(stored.body), stored.openings)
    except (StoreError, InvalidTag) as error:
        raise Unjudgeable("what is sealed for it cannot be opened") from error
    kept = read_check(body)
    records = {record for tree in kept.measures for record in tree["records"]}
    rated = {tree["record"] for tree in body["answer"]["evaluations"] or () if tree["record"]}
    return WatchedReceipt(
        stored=stored,
        kept=kept,
        subject=kept.identifier,
        answer=answer_in_receipt(body),
        refs=frozenset({stored.subject_ref, *records, *rated}),
    )
