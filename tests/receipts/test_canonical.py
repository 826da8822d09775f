from __future__ import annotations

import enum
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from gateway.receipts.canonical import MAX_INTEGER, CanonicalError, decode, encode
from gateway.receipts.personal import seal

TEXT = st.text(max_size=8)
# Keys either side of the surrogates: UTF-16 order puts U+10000 before U+E000, code point order after it.
KEYS = st.one_of(TEXT, st.text(st.sampled_from("a\ue000\uffff\U00010000\U0001f600\u20ac\r\x7f\x80"), max_size=3))
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-MAX_INTEGER, MAX_INTEGER), TEXT)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(KEYS, inner, max_size=6)),
    max_leaves=25,
)


@given(VALUES)
@example({"\U00010000": 1, "\ue000": 2, "a": {"\U0001f600": [], "\ufb33": None}})
def test_equals_the_reference_implementation_of_rfc_8785(value: Any) -> None:
    assert encode(value) == rfc8785.dumps(value)


@given(VALUES)
def test_decoding_gives_the_value_back(value: Any) -> None:
    assert decode(encode(value)) == value


@given(VALUES)
def test_sealing_passes_what_has_a_canonical_form_through(value: Any) -> None:
    assert seal(value, lambda _: b"")[0] == value


class Odd(enum.Enum):
    HALF = 0.5


@pytest.mark.parametrize(
    "value", [0.0, 1.5, float("nan"), 1e300, MAX_INTEGER + 1, -MAX_INTEGER - 1, b"x", {1, 2}, Odd.HALF, object()]
)
@pytest.mark.parametrize("place", [lambda v: v, lambda v: [v], lambda v: {"a": ({"b": v},)}])
def test_what_has_no_canonical_form_is_refused(value: Any, place: Any) -> None:
    with pytest.raises(CanonicalError):
        encode(place(value))
    with pytest.raises(CanonicalError):
        seal(place(value), lambda _: b"")


def test_the_error_says_where_and_what_to_write() -> None:
    with pytest.raises(CanonicalError, match=r"\$\.fines\[1\]: float .* decimal strings"):
        encode({"fines": ["1.5", 1.5]})


@pytest.mark.parametrize("value", [{1: "a"}, {None: "a"}, "\ud800", {"\ud800": 1}])
def test_keys_that_are_not_strings_and_lone_surrogates_are_refused(value: Any) -> None:
    with pytest.raises(CanonicalError):
        encode(value)


def test_nesting_without_end_is_refused() -> None:
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises(CanonicalError, match="too deeply"):
        encode(endless)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b"1.0",
        b"1e2",
        b'"\\u0061"',
        b"[1]\n",
        b"9007199254740992",
        b"",
        b"\xff",
    ],
)
def test_any_other_spelling_is_refused(data: bytes) -> None:
    with pytest.raises(CanonicalError):
        decode(data)
