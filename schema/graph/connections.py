"""Cursor connections over catalogues (GraphQL Cursor Connections Specification); a cursor names an item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

import strawberry

from schema.declare import about, fact
from schema.errors import ErrorCode, Refusal

T = TypeVar("T")
MOST = 200

First = Annotated[int, strawberry.argument(description=f"How many items at most, 1 to {MOST}.")]
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Generic[T]):
    """Stretch of a longer list: its items, whether more follow, and how many there are in all."""

    nodes: tuple[T, ...]
    more: bool
    total: int


def page(items: Sequence[T], key: Callable[[T], str], *, first: int, after: str | None) -> Connection[T]:
    """Cut one page; an unknown cursor or a `first` out of range is a `Refusal(BAD_REQUEST)`."""
    check_first(first, MOST)
    start = 0 if after is None else _place(items, key, after) + 1
    nodes = tuple(items[start : start + first])
    return connection(Window(nodes=nodes, more=start + first < len(items), total=len(items)), key)


def connection(window: Window[T], key: Callable[[T], str]) -> Connection[T]:
    """Give a stretch of a list as a page."""
    nodes = window.nodes
    return Connection(
        edges=tuple(Edge(node=node, cursor=key(node)) for node in nodes),
        nodes=nodes,
        page_info=PageInfo(has_next_page=window.more, end_cursor=key(nodes[-1]) if nodes else None),
        total_count=window.total,
    )


def check_first(first: int, most: int) -> None:
    """Raise `Refusal(BAD_REQUEST)` unless so many items may be asked for."""
    if not 1 <= first <= most:
        raise Refusal(ErrorCode.BAD_REQUEST, f"first is {first}", where="first", hint=f"write 1 to {most}")


def unknown_cursor() -> Refusal:
    """Make the refusal of a cursor that names no item."""
    return Refusal(
        ErrorCode.BAD_REQUEST, "the cursor names no item of this list", where="after", hint="use a pageInfo.endCursor"
    )


def _place(items: Sequence[T], key: Callable[[T], str], cursor: str) -> int:
    for number, item in enumerate(items):
        if key(item) == cursor:
            return number
    raise unknown_cursor()
