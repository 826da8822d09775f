from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from joserfc import jws
from joserfc.jwk import OKPKey

from gateway.receipts.head import KeyNotValidError, read_head, read_own_head, sign_head
from gateway.receipts.keys import new_signing_key, read_signing_key
from tests.receipts.making import KEY, KEYS, NOW, head_over, sealed


def test_a_head_is_a_standard_jws_that_others_can_verify() -> None:
    head = head_over([sealed()])
    key = OKPKey.import_key(dict(KEY.public.jwk))
    verified = jws.deserialize_compact(head, key, algorithms=["Ed25519"])
    assert verified.headers() == {"alg": "Ed25519", "kid": KEY.public.key_id}
    assert orjson.loads(verified.payload)["committed_at"] == "2026-11-05T01:02:03.000456Z"


def test_reading_gives_back_what_was_signed() -> None:
    head = sign_head(KEY, writer="w1", sequence=3, size=2, root=b"r" * 32, previous=b"p" * 32, committed_at=NOW)
    found = read_head(head, KEYS)
    assert found == read_own_head(head)
    assert (found.writer, found.sequence, found.size, found.root, found.previous) == ("w1", 3, 2, b"r" * 32, b"p" * 32)
    assert (found.committed_at, found.key_id) == (NOW, KEY.public.key_id)


@pytest.mark.parametrize("seconds", [-1, 60])
def test_a_key_does_not_sign_outside_its_validity(seconds: int) -> None:
    start = NOW.replace(microsecond=0)
    key = read_signing_key(new_signing_key(start, start + timedelta(seconds=60)))
    at = start + timedelta(seconds=seconds)
    with pytest.raises(KeyNotValidError):
        sign_head(key, writer="w", sequence=0, size=1, root=b"", previous=None, committed_at=at)
