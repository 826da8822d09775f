"""Readers of declared values: dates, amounts, coded words; nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.faults import ContractBroken
from connectors.mapping.amounts import Unit, amount_reader
from connectors.mapping.dates import DateFormat, ambiguous, day_reader
from connectors.mapping.nulls import NullWords, as_word, text_reader
from connectors.mapping.standard import TABLES
from connectors.mapping.words import ValueTable, code_reader, codes_reader
from schema.dates import SHANGHAI

NULLS = NullWords.of(["无", "\\N", "暂无", "/", "null", "1900-01-01", "9999-09-09"])
DAYS = st.dates(date(1980, 1, 1), date(2098, 12, 31))
WRITTEN: Mapping[DateFormat, Callable[[date], object]] = {
    DateFormat.ISO: lambda day: day.isoformat(),
    DateFormat.DASHES: lambda day: f"{day.year}-{day.month}-{day.day}",
    DateFormat.SLASHES: lambda day: f"{day.year}/{day.month}/{day.day}",
    DateFormat.DOTS: lambda day: f"{day.year}.{day.month:02}.{day.day:02}",
    DateFormat.CHINESE: lambda day: f"{day.year}年{day.month}月{day.day}日",
    DateFormat.COMPACT: lambda day: f"{day:%Y%m%d}",
    DateFormat.TIMESTAMP: lambda day: f"{day.isoformat()} 00:00:00",
    DateFormat.EPOCH_MS: lambda day: int(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).timestamp() * 1000),
    DateFormat.EPOCH_S: lambda day: int(datetime(day.year, day.month, day.day, tzinfo=SHANGHAI).timestamp()),
    DateFormat.EXCEL: lambda day: (day - date(1899, 12, 30)).days,
}


@given(DAYS, st.sampled_from(list(DateFormat)))
def test_a_day_is_read_in_its_declared_format(day: date, form: DateFormat) -> None:
    read = day_reader([form], NULLS)
    written = WRITTEN[form](day)
    assert read(written) == day
    assert read(f" {written}\u3000") == day


@given(DAYS, st.sampled_from(list(DateFormat)), st.sampled_from(list(DateFormat)))
def test_a_day_in_another_format_is_never_read_as_another_day(day: date, said: DateFormat, meant: DateFormat) -> None:
    try:
        found = day_reader([said], NULLS)(WRITTEN[meant](day))
    except ContractBroken:
        return
    assert found == day or {said, meant} <= {DateFormat.EPOCH_S, DateFormat.COMPACT, DateFormat.EXCEL}


def test_formats_one_number_could_both_be() -> None:
    assert ambiguous([DateFormat.EPOCH_S, DateFormat.ISO]) is None
    assert ambiguous([DateFormat.COMPACT, DateFormat.EXCEL, DateFormat.EPOCH_MS]) is None
    assert ambiguous([DateFormat.COMPACT, DateFormat.EPOCH_S]) == (DateFormat.EPOCH_S, DateFormat.COMPACT)


@pytest.mark.parametrize(
    "value", [None, "", "无", "\\N", "暂无", "/", "1900-01-01", "9999-09-09", "NULL", date(1900, 1, 1)]
)
def test_days_nobody_knows(value: object) -> None:
    assert day_reader([DateFormat.ISO], NULLS)(value) is None


@pytest.mark.parametrize(
    "value", ["2026-02-30", "tomorrow", "20-5-2020", 1_590_000_000, "2026-13-01", 10**15, -5, True]
)
def test_days_that_cannot_be_read_are_refused(value: object) -> None:
    with pytest.raises(ContractBroken):
        day_reader([DateFormat.ISO, DateFormat.COMPACT, DateFormat.EPOCH_MS], NULLS)(value)


def test_no_end_is_what_the_file_says() -> None:
    read = day_reader([DateFormat.ISO], NULLS, no_end=date(2099, 12, 31))
    assert [read("2099-12-31"), read("2100-01-01"), read("2099-12-30")] == [None, None, date(2099, 12, 30)]
    assert day_reader([DateFormat.ISO], NULLS)("2099-12-31") == date(2099, 12, 31)


def test_days_of_drivers_are_legal_days() -> None:
    read = day_reader([DateFormat.ISO], NULLS)
    assert read(date(2026, 5, 1)) == date(2026, 5, 1)
    assert read(datetime.fromisoformat("2026-05-01T23:59:00")) == date(2026, 5, 1)
    assert read(datetime(2026, 4, 30, 16, tzinfo=UTC)) == date(2026, 5, 1)
    assert read(datetime(2026, 4, 30, 15, 59, tzinfo=timezone(timedelta()))) == date(2026, 4, 30)


@given(st.decimals(0, 10**8, places=2))
def test_wan_and_yuan_are_the_same_money(amount: Decimal) -> None:
    assert amount_reader(Unit.WAN, NULLS)(format(amount / 10_000, "f")) == (amount or None)
    assert amount_reader(Unit.YUAN, NULLS)(str(amount)) == (amount or None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("0.2", "2000.00"), (0.2, "2000.00"), (12.5, "125000.00"), ("12.5万元", "125000.00"), ("1,000", "10000000.00")],
)
def test_amounts_as_seen(written: object, meant: str) -> None:
    assert amount_reader(Unit.WAN, NULLS)(written) == Decimal(meant)


@pytest.mark.parametrize(
    "written", ["-1", "1e3", "NaN", "0.1234567", "一万", "1" * 13, float("inf"), float("nan"), "5美元", True, [1]]
)
def test_amounts_that_cannot_be_read_are_refused(written: object) -> None:
    with pytest.raises(ContractBroken):
        amount_reader(Unit.WAN, NULLS)(written)


def test_an_amount_in_another_unit_than_declared_is_refused() -> None:
    with pytest.raises(ContractBroken):
        amount_reader(Unit.YUAN, NULLS)("12.5万元")


@given(st.text())
def test_texts_lose_only_blanks_around_them(word: str) -> None:
    kept = text_reader(NULLS)(f" {word}\0")
    assert kept is None or (kept in word and kept == kept.strip(" \0"))


@pytest.mark.parametrize("value", [1, 1.5, True, [], {}, b"x"])
def test_another_type_is_no_text(value: object) -> None:
    with pytest.raises(ContractBroken):
        text_reader(NULLS)(value)


def test_a_number_is_a_text_where_the_file_says_so() -> None:
    read = text_reader(NULLS, numbers=True)
    assert [read(17), read(17.0), read("17")] == ["17", "17", "17"]
    with pytest.raises(ContractBroken):
        read(True)


def test_scalars_are_compared_as_words() -> None:
    assert [as_word(item) for item in (True, False, 0, 1.0, "1", None)] == ["true", "false", "0", "1", "1", None]


KINDS = ValueTable(
    {word: tuple([kind] if isinstance(kind, str) else kind) for word, kind in TABLES["penalty-kind"].items()}
)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("罚款;吊销许可证", ("FINE", "REVOKE_LICENCE")),
        ("罚款；吊销许可证", ("FINE", "REVOKE_LICENCE")),
        ("警告、通报批评、警告", ("WARNING", "CRITICISM")),
        ("其他-责令改正", ("OTHER",)),
        (["罚款", "警告"], ("FINE", "WARNING")),
        ("没收违法所得和非法财物", ("CONFISCATION_OF_GAINS", "CONFISCATION_OF_PROPERTY")),
        ("无", ()),
        ("", ()),
        (None, ()),
    ],
)
def test_several_words_in_one_value(words: object, kinds: tuple[str, ...]) -> None:
    assert codes_reader(KINDS, NULLS, separators=";、", what="a kind")(words) == kinds


def test_words_outside_a_table_are_refused_without_quoting_them() -> None:
    one = code_reader(ValueTable({"1": "A"}), NULLS, what="a status")
    several = codes_reader(KINDS, NULLS, separators=";", what="a kind")
    for read, word in ((one, "撤职"), (several, "罚款;撤职")):
        with pytest.raises(ContractBroken) as caught:
            read(word)
        assert "撤职" not in caught.value.message


def test_a_word_for_every_other_is_declared() -> None:
    read = code_reader(ValueTable({"有限责任公司*": "ENTERPRISE"}, other="OTHER"), NULLS, what="a kind")
    assert [read("有限责任公司（国有独资）"), read("驻华机构"), read("无")] == ["ENTERPRISE", "OTHER", None]


def test_a_flag_that_is_false_is_not_nothing() -> None:
    read = code_reader(ValueTable(dict(TABLES["flag"])), NULLS, what="a flag")
    assert [read(word) for word in ("1", "0", 1, False, "", None)] == [True, False, True, False, None, None]
