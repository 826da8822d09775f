"""Names: folded to be compared; comparing never joins anything."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.joining.names import bears_name, folded_name

NAME = "样例（九九）精密制造有限公司"


@pytest.mark.parametrize(
    "written",
    [
        "样例(九九)精密制造有限公司",
        "样例〔九九〕精密制造有限公司",
        "样例【九九】精密制造有限公司",
        "样例（九九）精密制造有限责任公司",
        " 样例 （九九）精密制造有限公司\x00\x00  ",
        "样例（九九）精密制造\u200b有限公司",
    ],
)
def test_width_brackets_blanks_and_the_two_words_for_a_company_are_folded(written: str) -> None:
    assert bears_name(written, {folded_name(NAME)})


@pytest.mark.parametrize("written", ["Groß样例有限公司", "GROSS样例有限公司", "ｇｒｏｓｓ 样例有限公司"])
def test_case_and_width_of_letters_are_folded(written: str) -> None:
    assert bears_name(written, {folded_name("Gross样例有限公司")})


@pytest.mark.parametrize("written", ["样例（九八）精密制造有限公司", "样例（九九）精密制造股份有限公司", "样例"])
def test_another_name_stays_another(written: str) -> None:
    assert not bears_name(written, {folded_name(NAME)})


@pytest.mark.parametrize("blank", [None, "", "  ", "\x00", "*"])
def test_a_record_without_a_name_differs_from_nothing(blank: str | None) -> None:
    assert bears_name(blank, set())


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert folded_name(folded_name(name)) == folded_name(name)
