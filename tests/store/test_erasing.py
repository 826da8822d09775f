"""Erasure down to the bytes, with its trail, and while the same person is being answered about."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace

import pytest
from sqlalchemy import select

from gateway.receipts.body import Evidence
from gateway.receipts.personal import Personal
from gateway.receipts.verify import verify
from gateway.rights.entries import RightsFault
from gateway.rights.erasure import ErasureGround
from gateway.store.audit import audit
from gateway.store.engine import Store
from gateway.store.erasure import erase, erasures
from gateway.store.receipts import find_evidence, find_receipt
from gateway.store.tables import evidence, personal_value, subject_key
from tests.receipts.making import KEYS, PERSON, UNIT, sealed
from tests.store.making import REF, VAULT, committing, order, soon, submission
from tests.store.test_erasure import files

PERSON_REF = VAULT.subject_ref(PERSON)
PIECES = tuple(
    Evidence(source=f"s{number}", media_type="application/json", content=f"[{number}]".encode() * 2_000)
    for number in range(3)
)


def stored(store: Store, ref: str) -> list[bytes]:
    """Give every sealed value, piece of evidence and wrapped key of a subject."""
    with store.reading() as connection:
        return [
            bytes(sealed)
            for column in (subject_key.c.wrapped, personal_value.c.sealed, evidence.c.sealed)
            for (sealed,) in connection.execute(select(column).where(column.table.c.subject_ref == ref))
        ]


async def test_after_an_erasure_not_even_the_sealed_bytes_are_in_any_file(store: Store) -> None:
    async with committing(store) as committer:
        for _ in range(3):
            await committer.submit(submission(sealed(PERSON, evidence=PIECES), PERSON_REF), soon())
            await committer.submit(submission(sealed(UNIT, answer=[Personal("x", of=PERSON_REF)])), soon())
        gone, kept = stored(store, PERSON_REF), stored(store, REF)
        held = files(store)
        assert len(gone) == 1 + 6 + 3
        assert all(each[:1_000] in held for each in gone)
        assert erase(store, order(PERSON_REF)).overwritten
        held = files(store)
        assert not [each for each in gone if each[:64] in held or each[-64:] in held]
        assert all(each[:1_000] in held for each in kept)
        with store.reading() as connection:
            assert audit(connection, KEYS) == ()


async def test_a_reader_that_keeps_the_log_from_being_emptied_is_told_and_the_next_call_does_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.store.sqlite._CHECKPOINTS", 1)
    async with committing(store) as committer:
        await committer.submit(submission(sealed(PERSON), PERSON_REF), soon())
    gone = stored(store, PERSON_REF)
    with store.reading() as connection:
        connection.execute(subject_key.select()).all()
        assert erase(store, order(PERSON_REF)).overwritten is False
        assert any(each in files(store) for each in gone)
    assert erase(store, order(PERSON_REF)).overwritten
    assert not any(each in files(store) for each in gone)


def test_an_erasure_leaves_a_trail_and_no_free_text(store: Store) -> None:
    given = replace(order(PERSON_REF), document="删字〔2026〕1号", ground=ErasureGround.CONSENT_WITHDRAWN)
    assert erase(store, given).seq == 1
    with store.reading() as connection:
        assert erasures(connection, PERSON_REF) == [given]
        assert erasures(connection, REF) == []
    for wrong in (replace(given, by=" "), replace(given, document="a\nb"), replace(given, subject_ref="")):
        with pytest.raises(RightsFault):
            erase(store, wrong)


async def test_erasing_while_the_person_is_answered_about_leaves_everything_or_nothing(store: Store) -> None:
    """Answers about one person are committed from eight sides while another thread erases without pause."""
    made: list[str] = []

    async def ask() -> None:
        for _ in range(12):
            receipt = sealed(PERSON, evidence=PIECES[:1])
            await committer.submit(submission(receipt, PERSON_REF), soon())
            made.append(receipt.id)

    asked = threading.Event()

    def erase_often() -> int:
        erased = 0
        while not asked.wait(0.005):
            erased += erase(store, order(PERSON_REF)).receipts
        return erased

    async with committing(store) as committer:
        erasing = asyncio.create_task(asyncio.to_thread(erase_often))
        try:
            await asyncio.gather(*(ask() for _ in range(8)))
        finally:
            asked.set()
        erased = await erasing

    opened = 0
    with store.reading() as connection:
        assert audit(connection, KEYS) == ()
        for receipt_id in made:
            receipt = find_receipt(connection, receipt_id, VAULT)
            assert receipt is not None
            assert verify(receipt.document(), KEYS).ok
            assert len(receipt.openings) in (0, 3)
            opened += bool(receipt.openings)
        whole = find_evidence(connection, PIECES[0].digest, PERSON_REF, VAULT)
    assert whole == (PIECES[0].content if opened else None)
    assert (opened + erased, erased > 0) == (len(made), True)
    erase(store, order(PERSON_REF))
    assert stored(store, PERSON_REF) == []
