"""Names that may be searched, and who bears them; no name decides anything."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.joining.names import folded_name
from gateway.searching.names import bearing, read_most, read_name
from gateway.searching.pace import Pace
from schema.errors import ErrorCode, Refusal
from schema.records import Registration
from tests.joining.invented import credit, registration

NAMES = (
    "样例食品有限公司",
    "样例食品有限责任公司",
    "样例食品（集团）有限公司",
    "样例",
    "另样例食品有限公司",
    "Sample Foods",
)


def units(*names: str) -> list[Registration]:
    return [registration(name, identifiers=(credit(place),)) for place, name in enumerate(names, start=1)]


def found(name: str, *, exact: bool = False) -> list[str | None]:
    return [each.subject_name for each in bearing(name, units(*NAMES), exact=exact)]


@pytest.mark.parametrize("name", ["样例", "食品 ", "ABCD", "a1b2", "中文 x", "（样）例"])
def test_a_name_of_two_characters_or_four_letters_may_be_searched(name: str) -> None:
    assert read_name(name) == name.strip()


@pytest.mark.parametrize("name", ["", "  ", "样", "abc", "a-b c", "((((", "样" * 101, "样例\n公司"])
def test_a_name_too_short_too_long_or_unprintable_is_refused_with_what_to_write(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_name(name)
    assert refused.value.code is ErrorCode.INVALID_NAME
    assert "Chinese characters" in (refused.value.hint or "")


@pytest.mark.parametrize(("first", "fits"), [(0, False), (1, True), (20, True), (21, False)])
def test_at_most_twenty_units_are_wanted(first: int, fits: bool) -> None:
    if fits:
        assert read_most(first) == first
    else:
        with pytest.raises(Refusal):
            read_most(first)


def test_whole_names_come_first_and_only_beginnings_match() -> None:
    assert found("样例食品有限公司") == [NAMES[0], NAMES[1]]
    assert found("样例", exact=True) == ["样例"]
    assert found("样例")[0] == "样例"
    assert "另样例食品有限公司" not in found("样例")
    assert found("sample") == ["Sample Foods"]
    assert found("ＳＡＭＰＬＥ  FOODS", exact=True) == ["Sample Foods"]


def test_a_unit_delivered_twice_is_listed_once() -> None:
    assert len(bearing("样例", [*units("样例"), *units("样例")], exact=True)) == 1


@settings(max_examples=50)
@given(
    st.text("样例食品ab", min_size=1, max_size=4),
    st.lists(st.text("样例食品ab", max_size=5), max_size=6),
    st.booleans(),
)
def test_a_source_that_delivers_other_names_is_not_believed(name: str, delivered: list[str], exact: bool) -> None:
    for each in bearing(name, units(*delivered), exact=exact):
        own = folded_name(each.subject_name or "")
        assert own == folded_name(name) if exact else own.startswith(folded_name(name))


@settings(max_examples=50)
@given(st.integers(1, 60), st.lists(st.floats(0, 30), max_size=40))
def test_no_client_searches_more_often_than_it_may(per_minute: int, pauses: list[float]) -> None:
    pace, now, taken = Pace(per_minute), 0.0, list[float]()
    for pause in pauses:
        now += pause
        if pace.wait("a", now) == 0:
            taken.append(now)
    for end in taken:
        inside = [each for each in taken if end - 60 < each <= end]
        assert len(inside) <= 2 * per_minute  # a full bucket, and what flows in meanwhile


def test_who_has_searched_enough_is_told_when_there_is_room_again_and_others_are_not_held_up() -> None:
    pace = Pace(2)
    assert [pace.wait("a", 0.0) for _ in range(3)] == [0, 0, 30]
    assert pace.wait("b", 0.0) == 0
    assert pace.wait("a", 29.0) == 1
    assert pace.wait("a", 30.0) == 0
    assert pace.wait("a", 30.0) == 30
