"""A record behind a measure that its asker was not shown is found as well as one that was (GO-22-e, GO-18-g)."""

from __future__ import annotations

import pytest

from gateway.receipts.canonical import decode
from gateway.rectifications.reading import reliance_of
from gateway.store.engine import Store
from gateway.store.erasure import erase
from gateway.store.receipts import find_hidden_records, find_receipt
from tests.answers.test_receipts import drafted, sealed
from tests.joining.invented import UNIT
from tests.store.making import VAULT, committing, order, soon, submission


@pytest.mark.go("GO-22-e")
async def test_a_measure_rests_on_the_records_sealed_with_it_too_until_they_are_erased(store: Store) -> None:
    receipt = sealed(drafted(UNIT, "PENALTY"))
    ref = VAULT.subject_ref(UNIT)
    async with committing(store) as committer:
        await committer.submit(submission(receipt, ref), soon())
    (measure,) = decode(receipt.body)["measures"]
    with store.reading() as connection:
        assert find_receipt(connection, receipt.id, VAULT) is not None
        (records,) = find_hidden_records(connection, receipt.id, VAULT).values()
        (hidden, *_) = set(records) - {*measure["records"], measure["id"].partition(":")[2]}
        relied = reliance_of(connection, receipt.id, hidden, VAULT, lambda _: True)
    assert relied is not None
    assert [each.line for each in relied.measures] == [measure["line"]]
    erase(store, order(ref))
    with store.reading() as connection:
        assert reliance_of(connection, receipt.id, hidden, VAULT, lambda _: True) is None
