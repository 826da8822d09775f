"""Cursor connections: every item once, in order, whatever the page size."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.errors import ErrorCode, Refusal
from schema.graph.connections import page


def key(item: str) -> str:
    return item


@given(st.integers(0, 40), st.integers(1, 200))
def test_following_the_cursors_gives_every_item_once_and_in_order(count: int, first: int) -> None:
    items = [f"i{number:02}" for number in range(count)]
    seen: list[str] = []
    after: str | None = None
    while True:
        got = page(items, key, first=first, after=after)
        assert got.total_count == count
        assert [edge.node for edge in got.edges] == list(got.nodes)
        assert len(got.nodes) <= first
        seen += got.nodes
        after = got.page_info.end_cursor
        if not got.page_info.has_next_page:
            break
    assert seen == items


@pytest.mark.parametrize("first", [0, -1, 201])
def test_a_page_size_out_of_range_is_refused(first: int) -> None:
    with pytest.raises(Refusal, match=f"first is {first}") as refused:
        page(["a"], key, first=first, after=None)
    assert refused.value.extensions() == {"code": "BAD_REQUEST", "where": "first", "hint": "write 1 to 200"}


def test_a_cursor_of_another_list_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        page(["a"], key, first=1, after="b")
    assert refused.value.code is ErrorCode.BAD_REQUEST
    assert refused.value.where == "after"


def test_an_empty_list_has_a_page_without_a_cursor() -> None:
    nothing: list[str] = []
    got = page(nothing, key, first=10, after=None)
    assert (got.nodes, got.page_info.end_cursor, got.page_info.has_next_page) == ((), None, False)
