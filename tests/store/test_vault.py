from __future__ import annotations

import os

import pytest
from cryptography.exceptions import InvalidTag

from gateway.store.errors import StoreError
from gateway.store.vault import Vault, Wrapped, unseal
from schema.identifiers import Identifier, Scheme
from tests.receipts.making import NOW, PERSON, UNIT
from tests.store.making import MASTER, VAULT


def test_units_are_named_plainly_and_persons_by_a_keyed_pseudonym() -> None:
    assert VAULT.subject_ref(UNIT) == "CREDIT_CODE:91990000MA00000001"
    ref = VAULT.subject_ref(PERSON)
    assert ref.startswith("PERSON:")
    assert PERSON.value not in ref
    assert ref == Vault(lambda: MASTER, os.urandom).subject_ref(PERSON)
    assert ref != Vault.passing(os.urandom).subject_ref(PERSON)
    assert ref != VAULT.subject_ref(Identifier(scheme=Scheme.RESIDENT_IDENTITY, value="990000199001010029"))


def test_what_is_sealed_opens_only_in_its_context() -> None:
    wrapped, key = VAULT.new_subject_key("s1")
    content = VAULT.seal(key, b"content", "receipt 1")
    assert unseal(VAULT.unwrap(wrapped, "s1"), content, "receipt 1") == b"content"
    with pytest.raises(InvalidTag):
        unseal(key, content, "receipt 2")
    with pytest.raises(StoreError):
        VAULT.unwrap(wrapped, "s2")


def test_a_vault_takes_up_keys_changed_meanwhile_and_opens_what_was_wrapped_before() -> None:
    held = [MASTER]
    vault = Vault(lambda: held[0], os.urandom)
    before, key = vault.new_subject_key("s1")
    sealed = vault.seal(key, b"content", "c")
    held[0] = MASTER.rotated(os.urandom, NOW)

    after, _ = vault.new_subject_key("s2")
    assert (before.key_id, after.key_id) == (MASTER.current.key_id, held[0].current.key_id)
    fresh = vault.rewrapped(before, "s1")
    for wrapped in (before, fresh, Wrapped(None, before.wrapped), Wrapped(None, fresh.wrapped)):
        assert unseal(vault.unwrap(wrapped, "s1"), sealed, "c") == b"content"
    assert vault.subject_ref(PERSON) == VAULT.subject_ref(PERSON)

    only_new = Vault(held[0].without_old, os.urandom)
    assert unseal(only_new.unwrap(fresh, "s1"), sealed, "c") == b"content"
    with pytest.raises(StoreError, match="not this store's"):
        only_new.unwrap(before, "s1")


def test_a_vault_that_knows_a_key_only_the_file_has_now_reads_it_again() -> None:
    held = [MASTER]
    vault = Vault(lambda: held[0], os.urandom)
    held[0] = MASTER.rotated(os.urandom, NOW)
    wrapped, _ = Vault(lambda: held[0], os.urandom).new_subject_key("s1")
    vault.unwrap(wrapped, "s1")


def test_another_stores_key_file_is_not_taken_up() -> None:
    held = [MASTER]
    vault = Vault(lambda: held[0], os.urandom)
    held[0] = Vault.passing(os.urandom)._read()
    with pytest.raises(StoreError, match="another store's"):
        vault.new_subject_key("s1")
