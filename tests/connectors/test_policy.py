"""Where requests may go: origins, keys in URLs, XML that reaches outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.faults import Defect
from connectors.exchange.policy import check_origin, key_in_url, origin_of
from schema.identifiers import Identifier, Scheme
from tests.connectors.acting import PERSON, UNIT


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("http://h/x", "http://h:80"),
        ("https://H.example:8443/x?y", "https://h.example:8443"),
        ("http://[::1]:9/", "http://[::1]:9"),
    ],
)
def test_origins(url: str, origin: str) -> None:
    assert origin_of(url) == origin
    check_origin(url, frozenset({origin}))


@pytest.mark.parametrize("url", ["ftp://h/", "//h/", "http://", "http://u:p@h/", "http://h:99999/", "x"])
def test_addresses_that_have_no_origin(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        origin_of(url)


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "h.0x1", "1.2.3.4.5"])
def test_an_ip_address_in_another_form_is_none(host: str) -> None:
    with pytest.raises(ValueError, match="in another form than four numbers"):
        origin_of(f"http://{host}:9/x")


@pytest.mark.parametrize(
    "url", ["http://h:81/", "https://h/", "http://h.evil/", "http://h@evil/", "http://evil/http://h/"]
)
def test_other_origins_are_stopped(url: str) -> None:
    with pytest.raises(Defect):
        check_origin(url, frozenset({"http://h:80"}))


@given(st.text(max_size=30))
def test_nothing_but_digits_and_capitals_gets_into_a_url(value: str) -> None:
    try:
        shown = key_in_url(Identifier(scheme=Scheme.CREDIT_CODE, value=value))
    except Defect as stopped:
        assert not value or len(value) < 3 or value not in stopped.detail
    else:
        assert shown == value
        assert shown.isascii()
        assert shown.isalnum()
        assert shown == shown.upper()


def test_personal_keys_never_get_into_a_url() -> None:
    assert key_in_url(UNIT) == UNIT.value
    with pytest.raises(Defect) as caught:
        key_in_url(PERSON)
    assert PERSON.value not in caught.value.detail
