from __future__ import annotations

from typing import Any

import orjson
import pytest
from joserfc.jwk import ECKey, OKPKey

from gateway.receipts.keys import KeyFileError, new_signing_key, public_key_file, read_public_keys, read_signing_key
from tests.receipts.making import KEY, NOW

JWK: dict[str, Any] = orjson.loads(public_key_file([KEY.public]))["keys"][0]


def key_file(**changes: Any) -> bytes:
    return orjson.dumps({"keys": [{name: item for name, item in {**JWK, **changes}.items() if item is not None}]})


def test_a_key_file_keeps_key_id_and_validity_and_no_private_part() -> None:
    data = public_key_file([KEY.public])
    found = read_public_keys(data)[KEY.public.key_id]
    assert (found.not_before, found.not_after) == (KEY.public.not_before, KEY.public.not_after)
    assert b'"d"' not in data


def test_key_ids_are_thumbprints_of_rfc_7638() -> None:
    # The Ed25519 key and its thumbprint of RFC 8037, appendix A.3.
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo", "nbf": 0}
    kid = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    assert read_public_keys(orjson.dumps({"keys": [{**jwk, "kid": kid}]})).keys() == {kid}


def test_old_keys_stay_beside_new_ones() -> None:
    other = read_signing_key(new_signing_key(NOW))
    found = read_public_keys(public_key_file([KEY.public, other.public]))
    assert found.keys() == {KEY.public.key_id, other.public.key_id}
    assert found[other.public.key_id].not_after is None


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"{", "not JSON"),
        (b"[]", "not a JSON object"),
        (b"{}", "JWK Set"),
        (b'{"keys":[1]}', "JWK Set"),
        pytest.param(key_file(kid="mine"), KEY.public.key_id, id="thumbprint"),
        (key_file(nbf=None), "no nbf"),
        (key_file(nbf="2026-01-01"), "no nbf"),
        (key_file(exp=10**18), "exp is beyond"),
        (key_file(x="AAAA"), "Ed25519 JWK"),
        (key_file(kty=None), "Ed25519 JWK"),
        (key_file(crv="X25519"), "Ed25519"),
        (key_file(d="x"), "private key"),
        (orjson.dumps({"keys": [JWK, JWK]}), "twice"),
        (orjson.dumps({"keys": [ECKey.generate_key("P-256").as_dict(private=False)]}), "Ed25519"),
    ],
)
def test_an_unusable_key_file_is_refused_with_what_to_write(data: bytes, says: str) -> None:
    with pytest.raises(KeyFileError, match=says):
        read_public_keys(data)


def test_a_signing_key_file_needs_the_private_part() -> None:
    with pytest.raises(KeyFileError, match="no private key"):
        read_signing_key(orjson.dumps(JWK))
    exchange = OKPKey.generate_key("X25519").as_dict(private=True)
    with pytest.raises(KeyFileError, match="not an Ed25519 key"):
        read_signing_key(orjson.dumps(exchange))
