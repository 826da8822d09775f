"""Master key files: roles in `key_ops`, names derived from the keys, the single key of earlier versions."""

from __future__ import annotations

import os

import orjson
import pytest

from gateway.receipts import base64url
from gateway.store.errors import StoreError, StoreFault
from gateway.store.master_keys import MasterKeys, new_master_keys, read_master_keys
from tests.receipts.making import NOW
from tests.store.making import MASTER

SINGLE = orjson.dumps({"kty": "oct", "alg": "A256GCM", "k": base64url.to_text(bytes(range(32)))})


@pytest.mark.parametrize("keys", [MASTER, MASTER.rotated(os.urandom, NOW).rotated(os.urandom, NOW)])
def test_a_key_file_reads_back_as_written(keys: MasterKeys) -> None:
    read = read_master_keys(keys.file())
    assert [key.secret for key in (read.current, *read.old)] == [key.secret for key in (keys.current, *keys.old)]
    assert read.naming == keys.naming
    assert read.current.made_at == NOW.replace(microsecond=0)


def test_two_stores_share_no_key_and_a_rotation_changes_the_wrapping_key_alone() -> None:
    one, other = new_master_keys(os.urandom), new_master_keys(os.urandom)
    assert len({one.naming, other.naming, one.current.secret, other.current.secret}) == 4
    rotated = one.rotated(os.urandom, NOW)
    assert (rotated.naming, rotated.old) == (one.naming, (one.current,))
    assert rotated.current.key_id != one.current.key_id
    assert rotated.without_old().old == ()


def test_the_single_key_of_earlier_versions_is_read_and_keeps_its_pseudonyms_when_rotated() -> None:
    single = read_master_keys(SINGLE)
    assert single.current.made_at is None
    again = read_master_keys(single.rotated(os.urandom, NOW).file())
    assert again.naming == single.naming
    assert again.old == (single.current,)


def test_no_secret_is_shown() -> None:
    for key in (MASTER.current.secret, MASTER.naming):
        assert repr(key)[2:-1] not in f"{MASTER!r} {MASTER} {MASTER.rotated(os.urandom, NOW)!r}"


def _changed(**changes: object) -> bytes:
    tree = orjson.loads(MASTER.file())
    tree["keys"][0] |= changes
    return orjson.dumps(tree)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"{}",
        b"1",
        b'{"kty":"oct","k":1}',
        b'{"kty":"oct","k":"AAAA"}',
        b'{"k":"' + b"A" * 43 + b'"}',
        b'{"keys":[]}',
        b'{"keys":3}',
        _changed(kid="other"),
        _changed(k="AAAA"),
        _changed(key_ops=["unwrapKey"]),
        _changed(key_ops=["encrypt"]),
        _changed(nbf=10**15),
    ],
)
def test_an_unusable_key_file_is_refused(data: bytes) -> None:
    with pytest.raises(StoreError, match="master key file") as refused:
        read_master_keys(data)
    assert refused.value.code is StoreFault.MASTER_KEY
