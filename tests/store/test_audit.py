from __future__ import annotations

import sqlite3

import pytest

from gateway.receipts.verdict import Finding
from gateway.store.audit import audit
from gateway.store.engine import Store
from gateway.store.receipts import export_heads
from tests.receipts.making import KEYS, sealed
from tests.store.making import committing, soon, submission

TAMPERING = {
    "UPDATE receipt SET body = x'7b7d' WHERE sequence = 1": {Finding.GROUP_CHANGED},
    "DELETE FROM receipt WHERE sequence = 1": {Finding.GROUP_CHANGED},
    "DELETE FROM receipt_group WHERE sequence = 1": {Finding.GAP, Finding.TAIL_LOST},
    "DELETE FROM receipt_group WHERE sequence = 2": {Finding.TAIL_LOST},
    "UPDATE receipt_group SET sequence = sequence + 9, head = replace(head, '.', '.A')": {
        Finding.MALFORMED,
        Finding.TAIL_LOST,
    },
}


@pytest.mark.parametrize("statement", TAMPERING)
async def test_a_store_that_was_tampered_with_shows(store: Store, statement: str) -> None:
    async with committing(store) as committer:
        for _ in range(3):
            await committer.submit(submission(sealed()), soon())
    with store.reading() as connection:
        exported = list(export_heads(connection))
        assert audit(connection, KEYS, exported=exported) == ()
    tampering = sqlite3.connect(store.path)
    tampering.execute(statement)
    tampering.commit()
    tampering.close()
    with store.reading() as connection:
        assert {fault.finding for fault in audit(connection, KEYS, exported=exported)} == TAMPERING[statement]
