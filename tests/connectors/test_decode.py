"""Reading what departments write: charsets, spans of days, words for nothing, numbers of documents."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.charset import decode_text
from connectors.core.dates import read_data_time, span
from connectors.core.documents import document_number, folded
from connectors.core.faults import ContractBroken, Malformed
from connectors.core.words import is_placeholder_code, present

DAYS = st.dates(date(1980, 1, 1), date(2098, 12, 31))
CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1)
HAN_AND_RARE = st.text(st.sampled_from("样例省〔〕，𠮷㐀䶮a1"), min_size=1)


@given(CHINESE)
def test_gb18030_is_read_without_being_told(text: str) -> None:
    body = text.encode("gb18030")
    try:
        expected = body.decode("utf-8")
    except UnicodeDecodeError:
        expected = text
    assert decode_text(body) == expected


@given(HAN_AND_RARE, st.sampled_from(["gb18030", "gbk", "GB2312"]))
def test_a_declared_chinese_charset_is_read_as_its_superset(text: str, declared: str) -> None:
    assert decode_text(text.encode("gb18030"), f"text/plain; charset={declared}") == text


@given(HAN_AND_RARE)
def test_utf_8_comes_first_with_or_without_a_mark(text: str) -> None:
    for body in (text.encode(), text.encode("utf-8-sig")):
        assert decode_text(body) == text
        assert decode_text(body, 'application/json; charset="UTF-8"') == text


@pytest.mark.parametrize(("body", "header"), [(b"\xff\xff\xff", None), ("样".encode("gb18030"), "x; charset=utf-8")])
def test_bytes_that_are_no_text_are_malformed(body: bytes, header: str | None) -> None:
    with pytest.raises(Malformed):
        decode_text(body, header)


def test_an_unknown_charset_is_as_good_as_none() -> None:
    assert decode_text("样例".encode("gb18030"), "text/plain; charset=klingon") == "样例"


@given(DAYS, st.integers(0, 4000))
def test_a_last_day_counts(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    found = span(first, last)
    assert found is not None
    assert found.last_day == last
    assert found.holds_on(last)
    assert not found.holds_on(last + timedelta(days=1))
    assert (span(first, first - timedelta(days=1)), span(None, last)) == (None, None)


def test_data_time() -> None:
    assert read_data_time("2026-11-22T22:00:00+08:00") == datetime(2026, 11, 22, 14, tzinfo=UTC)
    assert read_data_time("2026-11-22 22:00:00") == datetime(2026, 11, 22, 14, tzinfo=UTC)
    assert read_data_time(None) is None
    with pytest.raises(ContractBroken):
        read_data_time("yesterday")


@pytest.mark.parametrize("word", [None, "", "  ", "无", "\\N", "null", "NULL", "N/A", "-", "/", "\0", "　无　"])
def test_words_for_nothing(word: str | None) -> None:
    assert present(word) is None


@given(st.text(min_size=1))
def test_other_words_lose_only_blanks_around_them(word: str) -> None:
    kept = present(f" {word}\0")
    assert kept is None or (kept in word and not kept.startswith(" "))


@given(
    st.integers(1, 9999),
    st.sampled_from(["〔〕", "[]", "()", "（）", "【】", "［］"]),
    st.sampled_from(["", " ", "\u3000"]),
)
def test_document_numbers_fold_alike(serial: int, brackets: str, blank: str) -> None:
    written = f"样市监处罚{brackets[0]}2024{brackets[1]}{blank}{serial}号"
    assert folded(written) == f"样市监处罚〔2024〕{serial}号"
    assert document_number(written) == written


@pytest.mark.parametrize("written", [None, "", "无", "/", "0", "00000000000000000X"])
def test_document_numbers_that_are_none(written: str | None) -> None:
    assert document_number(written) is None


@pytest.mark.parametrize(("code", "filler"), [("00000000000000000X", True), ("11990000TA01LY0062", False), ("", False)])
def test_placeholder_codes(code: str, filler: bool) -> None:
    assert is_placeholder_code(code) is filler
