"""Divisions of GB/T 2260 lie within one another by their digits; what is no division holds none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.rules.regions import is_division, within

DIVISIONS = st.from_regex(r"[1-9][0-9]{5}", fullmatch=True)


@given(DIVISIONS)
def test_a_division_lies_in_its_city_its_province_and_itself(region: str) -> None:
    assert is_division(region)
    assert all(within(region, outer) for outer in (region, f"{region[:4]}00", f"{region[:2]}0000"))


@given(DIVISIONS, DIVISIONS)
def test_two_divisions_that_hold_each_other_are_one(one: str, other: str) -> None:
    assert not (within(one, other) and within(other, one)) or one == other
    assert not within(one, other) or one[:2] == other[:2]


@pytest.mark.parametrize("outer", ["", "0", "00", "000000", "9", "99", "9900", "99000000", "CN", "样例省"])
def test_what_is_no_division_holds_no_region(outer: str) -> None:
    assert not is_division(outer)
    assert not within("990100", outer)
    assert not within(None, outer)
    assert not within("", outer)


def test_the_whole_country_is_itself_alone() -> None:
    assert within("CN", "CN")
    assert not within("CN", "990000")
