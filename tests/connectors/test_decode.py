"""Reading what departments write: charsets, dates, amounts, words, numbers of documents."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.amounts import yuan, yuan_from_wan
from connectors.core.charset import decode_text
from connectors.core.dates import read_data_time, read_day, read_last_day, span
from connectors.core.documents import document_number, folded
from connectors.core.faults import ContractBroken, Malformed
from connectors.core.persons import role_of
from connectors.core.words import FLAGS, is_placeholder_code, look_up, penalty_kinds, present
from schema.codes import PenaltyKind
from schema.dates import SHANGHAI

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


@given(DAYS)
def test_every_way_to_write_a_day_is_read_alike(day: date) -> None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=SHANGHAI)
    milliseconds = int(midnight.timestamp() * 1000)
    ways = [
        day.isoformat(),
        f" {day.isoformat()}\u3000",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}.{day.month:02}.{day.day:02}",
        f"{day:%Y%m%d}",
        int(f"{day:%Y%m%d}"),
        f"{day.isoformat()} 00:00:00",
        f"{day.isoformat()}T12:00:00+08:00",
        midnight.astimezone(UTC).isoformat(),
        milliseconds,
        str(milliseconds),
        (day - date(1899, 12, 30)).days,
    ]
    assert {read_day(way) for way in ways} == {day}


@pytest.mark.parametrize("value", [None, "", "无", "\\N", "暂无", "/", "1900-01-01", "9999-09-09", 0, "null"])
def test_days_nobody_knows(value: str | int | None) -> None:
    assert read_day(value) is None


@pytest.mark.parametrize("value", ["2026-02-30", "tomorrow", "20-5-2020", 1_590_000_000, "2026-13-01", 10**15, -5])
def test_days_that_cannot_be_read_are_refused(value: str | int) -> None:
    with pytest.raises(ContractBroken):
        read_day(value)


@pytest.mark.parametrize("value", ["2099-12-31", "9999-12-31", None, ""])
def test_no_end(value: str | None) -> None:
    assert read_last_day(value) is None


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


@given(st.decimals(0, 10**8, places=2))
def test_wan_and_yuan_are_the_same_money(amount: Decimal) -> None:
    wan = amount / 10_000
    expected = amount or None
    assert yuan_from_wan(format(wan, "f")) == expected
    assert yuan(str(amount)) == expected


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0.2", "2000.00"), (0.2, "2000.00"), (12.5, "125000.00"), ("12.5万元", "125000.00"), ("1,000", "10000000.00")],
)
def test_amounts_as_seen(written: str | float, meant: str) -> None:
    assert yuan_from_wan(written) == Decimal(meant)


@pytest.mark.parametrize("written", ["-1", "1e3", "NaN", "0.1234567", "一万", "1" * 13, float("inf"), float("nan")])
def test_amounts_that_cannot_be_read_are_refused(written: str | float) -> None:
    with pytest.raises(ContractBroken):
        yuan_from_wan(written)


@pytest.mark.parametrize("word", [None, "", "  ", "无", "\\N", "null", "NULL", "N/A", "-", "/", "\0", "　无　"])
def test_words_for_nothing(word: str | None) -> None:
    assert present(word) is None


@given(st.text(min_size=1))
def test_other_words_lose_only_blanks_around_them(word: str) -> None:
    kept = present(f" {word}\0")
    assert kept is None or (kept in word and not kept.startswith(" "))


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("罚款;吊销许可证", (PenaltyKind.FINE, PenaltyKind.REVOKE_LICENCE)),
        ("罚款；吊销许可证", (PenaltyKind.FINE, PenaltyKind.REVOKE_LICENCE)),
        ("警告、通报批评、警告", (PenaltyKind.WARNING, PenaltyKind.CRITICISM)),
        ("其他-责令改正", (PenaltyKind.OTHER,)),
        ("", ()),
        (None, ()),
    ],
)
def test_penalty_kinds(words: str | None, kinds: tuple[PenaltyKind, ...]) -> None:
    assert penalty_kinds(words) == kinds


def test_words_outside_a_code_list_are_refused_without_quoting_them() -> None:
    for read in (
        lambda: penalty_kinds("罚款;撤职"),
        lambda: look_up(FLAGS, "maybe", what="a flag"),
        lambda: role_of("撤职"),
    ):
        with pytest.raises(ContractBroken) as caught:
            read()
        assert "撤职" not in caught.value.message
        assert "maybe" not in caught.value.message


def test_a_flag_that_is_false_is_not_nothing() -> None:
    assert [look_up(FLAGS, word, what="a flag") for word in ("1", "0", "", None)] == [True, False, None, None]


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
