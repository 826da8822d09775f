"""Trusted operations: looked up by either form of id, never registered, and in safelist mode nothing else."""

from __future__ import annotations

import hashlib

import pytest

from gateway.executor import TrustedOperations, Wanted
from gateway.executor.trusted import document_id, trusted_documents
from schema.errors import ErrorCode, Refusal

KEPT = "query Kept { matters { totalCount } }"
OTHER = "{ __typename }"
HASH = hashlib.sha256(KEPT.encode()).hexdigest()
OPEN = TrustedOperations(documents=trusted_documents([KEPT + "\n"]))
CLOSED = TrustedOperations(documents=OPEN.documents, only=True)


@pytest.mark.parametrize("trusted", [OPEN, CLOSED])
@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(document_id=f"sha256:{HASH}"),
        Wanted(sha256_hash=HASH),
        Wanted(document_id=document_id(KEPT + "\n")),
        Wanted(text=KEPT),
        Wanted(text=KEPT, sha256_hash=HASH),
        Wanted(text=KEPT, document_id=f"sha256:{HASH}"),
    ],
)
def test_a_kept_operation_is_found_by_id_and_by_text(trusted: TrustedOperations, wanted: Wanted) -> None:
    assert trusted.text(wanted, any_operation=False) == KEPT


def code(trusted: TrustedOperations, wanted: Wanted, *, any_operation: bool = False) -> ErrorCode:
    with pytest.raises(Refusal) as caught:
        trusted.text(wanted, any_operation=any_operation)
    assert caught.value.where
    assert caught.value.hint
    return caught.value.code


@pytest.mark.parametrize("trusted", [OPEN, CLOSED])
def test_unknown_ids_are_told_apart_by_their_protocol(trusted: TrustedOperations) -> None:
    assert code(trusted, Wanted(document_id="sha256:" + "0" * 64)) is ErrorCode.UNKNOWN_OPERATION
    assert code(trusted, Wanted(document_id="kept")) is ErrorCode.UNKNOWN_OPERATION
    assert code(trusted, Wanted(document_id=f"sha256:{HASH.upper()}")) is ErrorCode.UNKNOWN_OPERATION
    assert code(trusted, Wanted(sha256_hash="0" * 64)) is ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED
    assert code(trusted, Wanted(text=OTHER, sha256_hash=HASH)) is ErrorCode.BAD_REQUEST


def test_sending_a_hash_with_its_text_registers_nothing() -> None:
    named = hashlib.sha256(OTHER.encode()).hexdigest()
    assert OPEN.text(Wanted(text=OTHER, sha256_hash=named), any_operation=False) == OTHER
    assert code(OPEN, Wanted(sha256_hash=named)) is ErrorCode.PERSISTED_QUERY_NOT_SUPPORTED


def test_in_safelist_mode_other_text_is_for_developers() -> None:
    for text in (OTHER, KEPT + " ", KEPT.replace("Kept", "kept")):
        assert code(CLOSED, Wanted(text=text)) is ErrorCode.OPERATION_NOT_ALLOWED
        assert CLOSED.text(Wanted(text=text), any_operation=True) == text
        assert OPEN.text(Wanted(text=text), any_operation=False) == text
