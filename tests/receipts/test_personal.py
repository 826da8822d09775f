from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.receipts.body import Evidence, seal_receipt
from gateway.receipts.canonical import CanonicalError, decode
from gateway.receipts.personal import Personal, salted_digest, seal, sealed_digests, unseal
from tests.receipts.making import PERSON, UNIT, counted, draft


@given(st.lists(st.text(max_size=5), max_size=5))
def test_unsealing_gives_back_what_was_sealed(names: list[str]) -> None:
    body, openings = seal({"names": [Personal(name) for name in names], "n": 1}, counted())
    assert unseal(body, openings) == {"names": names, "n": 1}
    assert set(sealed_digests(body)) == openings.keys()
    assert unseal(body, {}) == body


def test_the_same_value_never_shows_the_same_digest() -> None:
    body, openings = seal([Personal("x"), Personal("x")], counted())
    assert body[0] != body[1]
    assert len(openings) == 2


def test_a_digest_binds_salt_and_value() -> None:
    assert salted_digest(b"s" * 16, "a") != salted_digest(b"t" * 16, "a") != salted_digest(b"s" * 16, "b")


def test_an_object_that_looks_sealed_cannot_be_passed_in() -> None:
    with pytest.raises(CanonicalError, match="kept for sealed"):
        seal({"a": {"salted_sha256": "x"}}, counted())


def test_a_units_evidence_is_named_openly_and_a_persons_is_sealed() -> None:
    about_person = Evidence(source="court", media_type="application/json", content=b"[]", of="PERSON:x")
    of_unit = decode(seal_receipt(draft(UNIT, evidence=(about_person, *draft().evidence)), counted()).body)["evidence"]
    assert of_unit[0]["sha256"].keys() == {"salted_sha256"}
    assert of_unit[1]["sha256"] == draft().evidence[0].digest
    of_person = decode(seal_receipt(draft(PERSON), counted()).body)["evidence"]
    assert of_person[0]["sha256"].keys() == {"salted_sha256"}
