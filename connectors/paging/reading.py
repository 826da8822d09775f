"""`[request.paging]` of an agency file."""

from __future__ import annotations

from connectors.manifest import Table
from connectors.paging.paging import Paging, PagingKind


def read_paging(table: Table | None) -> Paging:
    """Read how a request is paged; not written is not paged. The pointers of a page are read by the caller."""
    if table is None:
        return Paging()
    kind = table.one_of("kind", PagingKind, PagingKind.NONE)
    numbered = kind in {PagingKind.PAGE, PagingKind.OFFSET}
    return Paging(
        kind=kind,
        first=table.integer("first", 1 if kind is PagingKind.PAGE else 0) if numbered else 0,
        size=table.integer("size", 50, at_least=1),
        most_rows=table.integer("most_rows", 2_000, at_least=1),
        link_header=table.flag("link_header") if kind is PagingKind.LINK else False,
    )
