"""The closed set of ways departments page: none, page numbers, offsets, cursors, links."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from connectors.core.faults import ContractBroken, TooLarge


class PagingKind(StrEnum):
    """How the next page is asked for."""

    NONE = "none"
    PAGE = "page"
    OFFSET = "offset"
    CURSOR = "cursor"
    LINK = "link"

    @property
    def pages(self) -> bool:
        """Tell whether an answer may have several pages."""
        return self is not PagingKind.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How one request is paged.

    `first` is the number of the first page or row, `size` the page size asked for (the source may use its own).
    """

    kind: PagingKind = PagingKind.NONE
    first: int = 1
    size: int = 50
    most_rows: int = 2_000
    link_header: bool = False  # the next page stands in the `Link` header (RFC 8288), not in the body


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page is asked for: its number or offset, or the cursor or link the page before gave."""

    number: int
    cursor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page said of the whole: rows on it and so far, the declared total, what comes next."""

    rows: int
    rows_so_far: int
    total: int | None
    next_at: str | None = None
    more: bool | None = None


def following(paging: Paging, turn: Turn, page: Page) -> Turn | None:
    """Give the next turn, or None if the answer is whole or the source stopped; whether it is whole, the total says.

    Raises `TooLarge` beyond `most_rows`, or as many pages of a cursor or link; `ContractBroken` if one repeats itself.
    """
    if (page.total or 0) > paging.most_rows or page.rows_so_far > paging.most_rows:
        raise TooLarge("the source has more rows about the subject than its agency file allows")
    if paging.kind is PagingKind.NONE or (page.total is not None and page.rows_so_far >= page.total):
        return None
    if paging.kind in {PagingKind.CURSOR, PagingKind.LINK}:
        if not page.next_at:
            return None
        if page.next_at == turn.cursor:
            raise ContractBroken("the source's next page is the page it was read from")
        if turn.number - paging.first >= paging.most_rows:
            raise TooLarge("the source has more pages about the subject than its agency file allows rows")
        return Turn(turn.number + 1, page.next_at)
    if page.rows == 0 or page.more is False:
        return None
    return Turn(turn.number + (1 if paging.kind is PagingKind.PAGE else page.rows))
