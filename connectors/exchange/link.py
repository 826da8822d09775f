"""The `Link` header of an answer (RFC 8288), as far as paging needs it."""

from __future__ import annotations

import httpx


def next_link(header: str | None) -> str | None:
    """Give the target of the link whose relation is `next`, or None; it may be relative."""
    if not header:
        return None
    return httpx.Response(200, headers={"Link": header}).links.get("next", {}).get("url")
