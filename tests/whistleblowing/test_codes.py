"""Codes and ids: long enough that guessing finds none, evenly drawn, read as typed."""

from __future__ import annotations

import os
from collections import Counter
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from gateway.whistleblowing.codes import is_id, new_code, new_id, read_code


def test_codes_and_ids_have_their_form_and_never_repeat() -> None:
    codes = {new_code(os.urandom) for _ in range(2_000)}
    assert len(codes) == 2_000
    assert {tuple(map(len, code.split("-"))) for code in codes} == {(5, 5, 5, 5, 5)}
    assert all(is_id(new_id(os.urandom)) for _ in range(100))


def test_every_character_is_drawn_equally_often() -> None:
    drawn = Counter(new_id(partial(_of, byte))[0] for byte in range(256))
    assert set(drawn.values()) == {8}
    assert len(drawn) == 32


@given(st.binary(min_size=25, max_size=25))
def test_a_code_is_read_as_itself_in_any_case_and_spacing(drawn: bytes) -> None:
    code = new_code(lambda _: drawn)
    assert read_code(code) == read_code(f" {code.lower().replace('-', ' ')} ") == code.replace("-", "").encode()


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read_code(text), bytes)


def _of(byte: int, size: int) -> bytes:
    return bytes([byte]) * size
