"""Scores: plain numbers of points as sources write them, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.core.faults import ContractBroken
from connectors.mapping.nulls import NullWords
from connectors.mapping.scores import score_reader

READ = score_reader(NullWords())


@given(st.decimals(min_value=-999999, max_value=999999, places=2))
def test_a_score_is_the_number_written_with_or_without_its_unit(score: Decimal) -> None:
    assert READ(f"{score:f}") == READ(f" {score:f}分 ") == score


@given(st.integers(0, 4000))
def test_a_number_is_read_as_it_is_and_zero_is_a_score(score: int) -> None:
    assert READ(score) == READ(float(score)) == Decimal(score)


@pytest.mark.parametrize("nothing", [None, "", " "])
def test_nothing_is_no_score(nothing: str | None) -> None:
    assert READ(nothing) is None


@pytest.mark.parametrize("wrong", ["A", "95%", "9,5", "1e3", "1234567", "95-100", "九十五"])
def test_what_is_no_number_of_points_breaks_the_contract(wrong: str) -> None:
    with pytest.raises(ContractBroken, match="score"):
        READ(wrong)
