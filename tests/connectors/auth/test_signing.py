"""Signatures: published vectors of the digests, and what each placeholder of a declared string stands for."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.auth.signing import Signer, digest, sorted_query
from connectors.auth.spec import Digest, SignatureAuth, SignatureEncoding, TimestampFormat
from connectors.exchange.exchange import Request
from tests.connectors.acting import NOW

LONG = b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
BODY = '{"名":"甲"}'.encode()
REQUEST = Request("POST", "https://h.invalid:8443/api/%E6%A0%B7?b=2&a-b=3&a=1&a=0", {}, BODY)


@pytest.mark.parametrize(
    ("kind", "key", "text", "expected"),
    [
        (Digest.SM3, b"", b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),  # GB/T 32905 A.1
        (Digest.SM3, b"", b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),  # A.2
        (Digest.SHA256, b"", b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),  # FIPS 180-4
        (  # RFC 4231, 4.3
            Digest.HMAC_SHA256,
            b"Jefe",
            b"what do ya want for nothing?",
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        ),
        (  # GM/T 0042-2015, D.3
            Digest.HMAC_SM3,
            bytes(range(1, 33)),
            LONG * 2,
            "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a",
        ),
        (  # GM/T 0042-2015, D.3
            Digest.HMAC_SM3,
            bytes(range(1, 38)),
            b"\xcd" * 50,
            "220bf579ded555393f0159f66c99877822a3ecf610d1552154b41d44b94db3ae",
        ),
    ],
)
def test_published_vectors(kind: Digest, key: bytes, text: bytes, expected: str) -> None:
    assert digest(kind, key, text).hex() == expected


@given(st.binary(max_size=100), st.binary(max_size=200))
def test_the_same_as_another_implementation(key: bytes, text: bytes) -> None:
    assert digest(Digest.HMAC_SHA256, key, text) == hmac.digest(key, text, "sha256")
    assert digest(Digest.SHA256, key, text) == hashlib.sha256(text).digest()


def signed(string: str, request: Request = REQUEST, *, now: datetime = NOW, **how: object) -> dict[str, str]:
    spec = SignatureAuth(string, {"S": "{signature}", "T": "{timestamp}"}, **how)  # type: ignore[arg-type]
    return dict(Signer(spec, "app-1", "秘密").headers(request, now=now, nonce="n0"))


def hmac_of(text: bytes) -> str:
    return hmac.digest("秘密".encode(), text, "sha256").hex()


@pytest.mark.parametrize(
    ("string", "stands_for"),
    [
        ("{method}", b"POST"),
        ("{path}", b"/api/%E6%A0%B7"),
        ("{query}", b"b=2&a-b=3&a=1&a=0"),
        ("{sorted_query}", b"a=0&a=1&a-b=3&b=2"),
        ("{body}", BODY),
        ("{body_sha256}", hashlib.sha256(BODY).hexdigest().encode()),
        ("{body_sm3}", digest(Digest.SM3, b"", BODY).hex().encode()),
        ("{timestamp}", str(int(NOW.timestamp() * 1000)).encode()),
        ("{nonce}", b"n0"),
        ("{app_id}", b"app-1"),
        ("甲\n{app_id}\n{nonce}", "甲\napp-1\nn0".encode()),
    ],
)
def test_what_placeholders_stand_for(string: str, stands_for: bytes) -> None:
    assert signed(string)["S"] == hmac_of(stands_for)


@pytest.mark.parametrize(
    ("string", "stands_for"),
    [
        ("{path}|{query}|{sorted_query}|{body}", b"/|||"),
        ("{body_sha256}", b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ],
)
def test_a_request_without_path_query_or_body(string: str, stands_for: bytes) -> None:
    assert signed(string, Request("GET", "http://h.invalid"))["S"] == hmac_of(stands_for)


@given(st.binary(max_size=60))
def test_a_body_is_signed_byte_for_byte_in_whatever_charset(body: bytes) -> None:
    assert signed("<{body}>", Request("POST", "http://h.invalid/", {}, body))["S"] == hmac_of(b"<" + body + b">")


@given(st.text(max_size=40))
def test_what_is_filled_in_is_never_filled_again(body: str) -> None:
    written = "{secret}{nonce}" + body
    request = Request("POST", "http://h.invalid/", {}, written.encode("utf-8", "replace"))
    assert signed("{body}", request)["S"] == hmac_of(request.body or b"")


def test_a_plain_digest_holds_the_secret_inside_its_string() -> None:
    got = signed("{app_id}{secret}", digest=Digest.SM3)
    assert got["S"] == digest(Digest.SM3, b"", "app-1秘密".encode()).hex()


def test_how_signatures_are_written() -> None:
    raw = hmac.digest("秘密".encode(), b"n0", "sha256")
    assert signed("{nonce}", encoding=SignatureEncoding.HEX)["S"] == raw.hex()
    assert signed("{nonce}", encoding=SignatureEncoding.HEX_CAPITALS)["S"] == raw.hex().upper()
    assert signed("{nonce}", encoding=SignatureEncoding.BASE64)["S"] == base64.b64encode(raw).decode()


@pytest.mark.parametrize(
    ("form", "written"),
    [
        (TimestampFormat.EPOCH_S, "1795406400"),
        (TimestampFormat.EPOCH_MS, "1795406400007"),
        (TimestampFormat.ISO, "2026-11-23T12:00:00+08:00"),
    ],
)
def test_how_instants_are_written(form: TimestampFormat, written: str) -> None:
    moment = datetime(2026, 11, 23, 4, 0, 0, 7_999, tzinfo=UTC)
    got = signed("{timestamp}", timestamp=form, now=moment)
    assert got == {"S": hmac_of(written.encode()), "T": written}


@given(st.integers(0, 4_000_000_000_000))
def test_no_millisecond_is_lost(milliseconds: int) -> None:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=milliseconds)
    assert signed("{nonce}", now=moment)["T"] == str(milliseconds)


def test_headers_carry_the_parts_they_declare() -> None:
    spec = SignatureAuth(
        "{timestamp}", {"Authorization": "HMAC id={app_id},n={nonce},h={body_sm3},s={signature}", "X-Version": "2"}
    )
    got = Signer(spec, "app-1", "k").headers(REQUEST, now=NOW, nonce="n0")
    expected = hmac.digest(b"k", str(int(NOW.timestamp() * 1000)).encode(), "sha256").hex()
    body = digest(Digest.SM3, b"", BODY).hex()
    assert got == {"Authorization": f"HMAC id=app-1,n=n0,h={body},s={expected}", "X-Version": "2"}


NAMES = st.text("ab-=", min_size=1, max_size=3).map(lambda name: name.replace("=", "x"))


@given(st.lists(st.tuples(NAMES, st.text("019=&", max_size=3)), max_size=6))
def test_a_sorted_query_is_the_same_parameters_in_order_of_name_and_value(pairs: list[tuple[str, str]]) -> None:
    ordered = sorted_query(urlencode(pairs))
    found = parse_qsl(ordered, keep_blank_values=True)
    assert sorted(found) == sorted(pairs)
    assert [name for name, _ in found] == sorted(name for name, _ in pairs)
    assert sorted_query(ordered) == ordered
