from __future__ import annotations

import os
from dataclasses import replace

import pytest

from gateway.receipts.body import Evidence
from gateway.receipts.personal import Personal
from gateway.receipts.verify import verify
from gateway.store.accesses import accesses_of
from gateway.store.engine import Store
from gateway.store.erasure import erase
from gateway.store.errors import StoreError, StoreFault
from gateway.store.receipts import find_evidence, find_receipt
from gateway.store.submission import StoredReceipt
from gateway.store.vault import Vault
from tests.receipts.making import KEYS, PERSON, UNIT, sealed
from tests.store.making import REF, VAULT, committing, order, soon, submission

PERSON_REF = VAULT.subject_ref(PERSON)
SECRET = "样例人丙"


def files(store: Store) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(store.path.parent.glob(store.path.name + "*")))


def found(store: Store, receipt_id: str) -> StoredReceipt:
    with store.reading() as connection:
        receipt = find_receipt(connection, receipt_id, VAULT)
    assert receipt is not None
    return receipt


async def test_an_erased_person_is_gone_and_the_receipts_still_verify(store: Store) -> None:
    own = sealed(PERSON)
    linked = sealed(UNIT, answer={"unit": Personal("样例公司"), "officer": Personal(SECRET, of=PERSON_REF)})
    async with committing(store) as committer:
        await committer.submit(submission(own, PERSON_REF), soon())
        await committer.submit(submission(linked), soon())
    before = found(store, linked.id)
    assert sorted(opening.of or "" for opening in before.openings.values()) == ["", PERSON_REF]
    erased = erase(store, order(PERSON_REF))
    assert (erased.receipts, erased.evidence, erased.key) == (2, 1, True)
    assert found(store, own.id).openings == {}
    assert [opening.value for opening in found(store, linked.id).openings.values()] == ["样例公司"]
    for made in (own, linked):
        assert verify(found(store, made.id).document(), KEYS).ok
    with store.reading() as connection:
        assert len(accesses_of(connection, [PERSON_REF]).rows) == 1
    assert erase(store, order(PERSON_REF)).key is False


async def test_nothing_personal_is_on_disk_in_the_clear(store: Store) -> None:
    evidence = Evidence(source="court", media_type="application/json", content=f'["{SECRET}"]'.encode())
    async with committing(store) as committer:
        made = sealed(PERSON, answer=[Personal(SECRET)], evidence=(evidence,))
        await committer.submit(submission(made, PERSON_REF), soon())
    held = files(store)
    assert made.body in held
    for plain in (SECRET, PERSON.value, evidence.digest):
        assert plain.encode() not in held


async def test_evidence_is_kept_once_by_content_and_found_by_digest(store: Store) -> None:
    evidence = Evidence(source="registry", media_type="application/json", content=b'{"a":1}')
    async with committing(store) as committer:
        for _ in range(2):
            await committer.submit(submission(sealed(evidence=(evidence, evidence))), soon())
    with store.reading() as connection:
        assert find_evidence(connection, evidence.digest, REF, VAULT) == b'{"a":1}'
        assert find_evidence(connection, evidence.digest, PERSON_REF, VAULT) is None
    assert erase(store, order()).evidence == 1
    with store.reading() as connection:
        assert find_evidence(connection, evidence.digest, REF, VAULT) is None


async def test_after_erasure_a_new_check_begins_with_a_new_key(store: Store) -> None:
    async with committing(store) as committer:
        await committer.submit(submission(sealed()), soon())
        erase(store, order())
        made = sealed()
        await committer.submit(submission(made), soon())
    assert len(found(store, made.id).openings) == 1


async def test_another_master_key_is_refused_in_words(store: Store) -> None:
    made = sealed()
    async with committing(store) as committer:
        await committer.submit(submission(made), soon())
    stranger = Vault.passing(os.urandom)
    with store.reading() as connection, pytest.raises(StoreError) as refused:
        find_receipt(connection, made.id, stranger)
    assert refused.value.code is StoreFault.MASTER_KEY


async def test_a_receipt_given_out_shows_only_what_is_let_through(store: Store) -> None:
    made = sealed(UNIT, answer=[Personal("a"), Personal("b", of=PERSON_REF)])
    async with committing(store) as committer:
        await committer.submit(submission(made), soon())
    receipt = found(store, made.id)
    document = receipt.document(lambda opening: opening.of is None)
    verdict = verify(document, KEYS)
    assert verdict.receipt is not None
    assert verdict.receipt.opened["answer"][0] == "a"
    assert verdict.receipt.opened["answer"][1].keys() == {"salted_sha256"}
    assert replace(receipt, openings={}).document() == receipt.document(lambda _: False)
