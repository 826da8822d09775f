from __future__ import annotations

from datetime import timedelta
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.receipts import base64url
from gateway.receipts.canonical import decode, encode
from gateway.receipts.keys import new_signing_key, read_signing_key
from gateway.receipts.verdict import Finding
from gateway.receipts.verify import verify
from schema.identifiers import Identifier, Scheme
from tests.receipts.making import KEY, KEYS, NOW, PERSON, UNIT, receipt_file, sealed

GROUP = [sealed(), sealed(case_number="样例-2026-2"), sealed()]
FILE = receipt_file(GROUP, 1)
OTHER_KEY = read_signing_key(new_signing_key(NOW - timedelta(days=1)))


def finding(data: bytes, **expected: Any) -> Finding:
    return verify(data, KEYS, **expected).finding


def edited(data: bytes, **members: Any) -> bytes:
    return encode({**decode(data), **members})


def test_a_receipt_verifies_with_the_keys_given_and_shows_what_was_signed() -> None:
    verdict = verify(FILE, KEYS, expect_case="样例-2026-2", expect_subject=UNIT, expect_agency="market-regulation")
    assert verdict.ok
    assert verdict.receipt is not None
    assert verdict.receipt.body["guidance"] == "STRICT_REVIEW"
    assert verdict.receipt.opened["answer"]["officers"][0] == "样例人甲"
    assert verdict.receipt.head.committed_at == NOW


def test_personal_values_are_not_in_the_signed_bytes() -> None:
    body = sealed(PERSON).body
    assert "样例人甲".encode() not in body
    assert PERSON.value.encode() not in body


def test_without_openings_it_still_verifies_and_shows_nothing_personal() -> None:
    closed = receipt_file(GROUP, 1, opened=False)
    verdict = verify(closed, KEYS)
    assert verdict.ok
    assert verdict.receipt is not None
    assert verdict.receipt.opened["answer"]["officers"][0].keys() == {"salted_sha256"}
    assert "样例人甲".encode() not in closed


@pytest.mark.parametrize("group", [GROUP, GROUP[:1]], ids=["of three", "alone"])
def test_every_changed_byte_fails(group: list[Any]) -> None:
    data = receipt_file(group, 0)
    for place in range(len(data)):
        for mask in (1, 2, 4, 16, 32, 128):
            changed = bytearray(data)
            changed[place] ^= mask
            assert not verify(bytes(changed), KEYS).ok, (place, mask)


@settings(max_examples=400)
@given(st.integers(0, len(FILE) - 1), st.binary(max_size=3), st.integers(0, 3))
def test_any_cut_or_insertion_fails(place: int, put_in: bytes, cut: int) -> None:
    changed = FILE[:place] + put_in + FILE[place + cut :]
    if changed not in (FILE, FILE + b"\n"):
        assert not verify(changed, KEYS).ok


def test_one_newline_at_the_end_is_let_through() -> None:
    assert verify(FILE + b"\n", KEYS).ok
    assert finding(FILE + b"\n\n") is Finding.MALFORMED


def test_signed_again_with_another_key_it_fails() -> None:
    assert finding(receipt_file(GROUP, 1, OTHER_KEY)) is Finding.UNKNOWN_KEY


def test_a_key_that_comes_with_the_receipt_is_never_used() -> None:
    forged = receipt_file(GROUP, 1, OTHER_KEY)
    carried = edited(forged, keys=[dict(OTHER_KEY.public.jwk)])
    assert finding(carried) is Finding.MALFORMED
    _, payload, _ = decode(forged)["head"].split(".")
    header = base64url.to_text(encode({"alg": "Ed25519", "kid": KEY.public.key_id, "jwk": dict(OTHER_KEY.public.jwk)}))
    signature = base64url.to_text(OTHER_KEY.sign(f"{header}.{payload}".encode()))
    assert finding(edited(forged, head=f"{header}.{payload}.{signature}")) is Finding.MALFORMED


def test_another_keys_signature_under_a_known_key_id_fails() -> None:
    header, payload, _ = decode(FILE)["head"].split(".")
    signature = base64url.to_text(OTHER_KEY.sign(f"{header}.{payload}".encode()))
    assert finding(edited(FILE, head=f"{header}.{payload}.{signature}")) is Finding.SIGNATURE_WRONG


@pytest.mark.parametrize("algorithm", ["none", "EdDSA", "HS256"])
def test_another_algorithm_is_refused(algorithm: str) -> None:
    _, payload, signature = decode(FILE)["head"].split(".")
    header = base64url.to_text(encode({"alg": algorithm, "kid": KEY.public.key_id}))
    assert finding(edited(FILE, head=f"{header}.{payload}.{signature}")) is Finding.MALFORMED


def test_a_replay_for_another_case_subject_matter_or_agency_fails() -> None:
    assert finding(FILE, expect_case="样例-2026-1") is Finding.OTHER_CASE
    assert finding(FILE, expect_matter="tender") is Finding.OTHER_MATTER
    assert finding(FILE, expect_agency="tax") is Finding.OTHER_AGENCY
    other = Identifier(scheme=Scheme.CREDIT_CODE, value="91990000MA00000002")
    assert finding(FILE, expect_subject=other) is Finding.OTHER_SUBJECT
    assert finding(FILE, expect_subject=PERSON) is Finding.OTHER_SUBJECT


def test_a_persons_receipt_is_compared_by_what_is_opened() -> None:
    group = [sealed(PERSON)]
    other = Identifier(scheme=PERSON.scheme, value="990000199001010029")
    assert verify(receipt_file(group), KEYS, expect_subject=PERSON).ok
    assert finding(receipt_file(group), expect_subject=other) is Finding.OTHER_SUBJECT
    assert finding(receipt_file(group, opened=False), expect_subject=PERSON) is Finding.SUBJECT_SEALED
    assert PERSON.value not in verify(receipt_file(group), KEYS, expect_subject=other).message
    assert other.value not in verify(receipt_file(group), KEYS, expect_subject=other).message


def test_a_body_from_the_same_group_under_another_proof_fails() -> None:
    swapped = edited(FILE, body=base64url.to_text(GROUP[0].body), openings={})
    assert finding(swapped) is Finding.RECEIPT_CHANGED


def test_a_proof_of_the_wrong_shape_fails() -> None:
    proof = decode(FILE)["proof"]
    for changes in ({"path": proof["path"][:-1]}, {"tree_size": 4}, {"leaf_index": 3}, {"leaf_index": -1}):
        assert finding(edited(FILE, proof={**proof, **changes})) is Finding.PROOF_WRONG


def test_a_forged_opening_fails() -> None:
    openings = decode(FILE)["openings"]
    ((digest, opening),) = openings.items()
    assert finding(edited(FILE, openings={digest: {**opening, "value": "样例人乙"}})) is Finding.OPENING_WRONG
    assert finding(edited(FILE, openings={"A" * 43: opening})) is Finding.OPENING_WRONG


def test_a_key_that_was_not_valid_when_it_signed_fails() -> None:
    late = read_signing_key(new_signing_key(NOW - timedelta(days=2), NOW + timedelta(days=1)))
    signed = receipt_file(GROUP, 1, late)
    jwk: dict[str, Any] = {
        **late.public.jwk,
        "kid": late.public.key_id,
        "nbf": int((NOW - timedelta(days=2)).timestamp()),
    }
    from gateway.receipts.keys import read_public_keys

    def keys_until(end: int) -> Any:
        return read_public_keys(orjson.dumps({"keys": [{**jwk, "exp": end}]}))

    assert verify(signed, keys_until(int(NOW.timestamp()) + 1)).ok
    assert verify(signed, keys_until(int(NOW.timestamp()))).finding is Finding.KEY_NOT_VALID_THEN


@pytest.mark.parametrize(
    "data", [b"", b"null", b"[]", b"{}", b'{"format":"tally-receipt-2"}', b"\xff\xfe", b"[" * 5000]
)
def test_what_is_no_receipt_is_refused_without_a_stumble(data: bytes) -> None:
    assert finding(data) in {Finding.MALFORMED, Finding.UNKNOWN_FORMAT}


@pytest.mark.parametrize("member", ["body", "proof", "head", "openings"])
@pytest.mark.parametrize("value", [None, 1, "x", [], {}, {"a": 1}, [1], "a.b.c", True])
def test_members_of_the_wrong_type_are_refused_without_a_stumble(member: str, value: Any) -> None:
    if (member, value) != ("openings", {}):
        assert not verify(edited(FILE, **{member: value}), KEYS).ok
