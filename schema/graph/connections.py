"""Cursor connections over catalogues (GraphQL Cursor Connections Specification); a cursor names an item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar

import strawberry

from schema.declare import about, fact
from schema.errors import ErrorCode, Refusal

T = TypeVar("T")
_MOST = 200

First = Annotated[int, strawberry.argument(description=f"How many items at most, 1 to {_MOST}.")]
After = Annotated[str | None, strawberry.argument(description="Cursor after which to go on; default the beginning.")]


@fact
class PageInfo:
    """Where a page stands in the whole list."""

    has_next_page: bool = about("There are items after this page.")
    end_cursor: str | None = about("Cursor of the last item; pass it as `after` for the next page.", default=None)


@fact
class Edge(Generic[T]):
    """Item of a page with its cursor."""

    node: T = about("The item.")
    cursor: str = about("Cursor of the item.")


@fact
class Connection(Generic[T]):
    """Page of a list."""

    edges: tuple[Edge[T], ...] = about("Items with their cursors.")
    nodes: tuple[T, ...] = about("Items.")
    page_info: PageInfo = about("Where the page stands.")
    total_count: int = about("Number of items in the whole list.")


def page(items: Sequence[T], key: Callable[[T], str], *, first: int, after: str | None) -> Connection[T]:
    """Cut one page; an unknown cursor or a `first` out of range is a `Refusal(BAD_REQUEST)`."""
    read_first(first)
    start = 0 if after is None else _place(items, key, after) + 1
    nodes = tuple(items[start : start + first])
    return connection_of(nodes, key, more=start + first < len(items), total=len(items))


def read_first(first: int) -> int:
    """Give how many items a page may have; out of range is a `Refusal(BAD_REQUEST)`."""
    if not 1 <= first <= _MOST:
        raise Refusal(ErrorCode.BAD_REQUEST, f"first is {first}", where="first", hint=f"write 1 to {_MOST}")
    return first


def connection_of(nodes: tuple[T, ...], key: Callable[[T], str], *, more: bool, total: int) -> Connection[T]:
    """Give a page that was cut already; `more` tells whether items follow it."""
    return Connection(
        edges=tuple(Edge(node=node, cursor=key(node)) for node in nodes),
        nodes=nodes,
        page_info=PageInfo(has_next_page=more, end_cursor=key(nodes[-1]) if nodes else None),
        total_count=total,
    )


def _place(items: Sequence[T], key: Callable[[T], str], cursor: str) -> int:
    for number, item in enumerate(items):
        if key(item) == cursor:
            return number
    raise Refusal(
        ErrorCode.BAD_REQUEST, "the cursor names no item of this list", where="after", hint="use a pageInfo.endCursor"
    )
