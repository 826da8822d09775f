from __future__ import annotations

import os

import pytest
from cryptography.exceptions import InvalidTag

from gateway.store.errors import StoreError
from gateway.store.vault import Vault, new_master_key, read_master_key, unseal
from schema.identifiers import Identifier, Scheme
from tests.receipts.making import PERSON, UNIT
from tests.store.making import VAULT


def test_units_are_named_plainly_and_persons_by_a_keyed_pseudonym() -> None:
    assert VAULT.subject_ref(UNIT) == "CREDIT_CODE:91990000MA00000001"
    ref = VAULT.subject_ref(PERSON)
    assert ref.startswith("PERSON:")
    assert PERSON.value not in ref
    assert ref == Vault(bytes(range(32)), os.urandom).subject_ref(PERSON)
    assert ref != Vault(b"x" * 32, os.urandom).subject_ref(PERSON)
    assert ref != VAULT.subject_ref(Identifier(scheme=Scheme.RESIDENT_IDENTITY, value="990000199001010029"))


def test_what_is_sealed_opens_only_in_its_context() -> None:
    wrapped, key = VAULT.new_subject_key("s1")
    content = VAULT.seal(key, b"content", "receipt 1")
    assert unseal(VAULT.unwrap(wrapped, "s1"), content, "receipt 1") == b"content"
    with pytest.raises(InvalidTag):
        unseal(key, content, "receipt 2")
    with pytest.raises(StoreError):
        VAULT.unwrap(wrapped, "s2")


def test_master_keys_are_files() -> None:
    assert len(read_master_key(new_master_key(os.urandom))) == 32
    assert new_master_key(os.urandom) != new_master_key(os.urandom)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"kty":"oct","k":1}', b'{"kty":"oct","k":"AAAA"}', b'{"k":"' + b"A" * 43 + b'"}']
)
def test_an_unusable_master_key_file_is_refused(data: bytes) -> None:
    with pytest.raises(StoreError, match="master key"):
        read_master_key(data)
    with pytest.raises(ValueError, match="32 bytes"):
        Vault(b"short", os.urandom)
