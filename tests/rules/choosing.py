"""Cheap choices for large generated things: each is one integer, drawn by a strategy that is made once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


@cache
def _up_to(most: int) -> st.SearchStrategy[int]:
    return st.integers(0, most)


def one(draw: st.DrawFn, values: Sequence[T]) -> T:
    """Choose one of the values; simpler ones stand first."""
    return values[draw(_up_to(len(values) - 1))]


def some(draw: st.DrawFn, values: Sequence[T], *, least: int = 0, most: int = 2) -> tuple[T, ...]:
    """Choose different values."""
    left = list(values)
    count = min(len(left), least + draw(_up_to(most - least)))
    return tuple(left.pop(draw(_up_to(len(left) - 1))) for _ in range(count))


def sometimes(draw: st.DrawFn) -> bool:
    """Say yes once in four times."""
    return draw(_up_to(3)) == 3
