"""Ids and cursors of deliveries as clients write them."""

from __future__ import annotations

from schema.errors import ErrorCode, Refusal
from schema.graph.connections import unknown_cursor

_LONGEST = 18  # digits the store's numbers have at most


def delivery_number(written: str) -> int:
    """Give the number of a delivery; raises `Refusal(UNKNOWN_PROCEEDING)`."""
    number = _number(written)
    if number is None:
        raise unknown_delivery()
    return number


def delivery_cursor(after: str | None) -> int | None:
    """Give the number a list goes on after; raises `Refusal(BAD_REQUEST)`."""
    if after is None:
        return None
    number = _number(after)
    if number is None:
        raise unknown_cursor()
    return number


def unknown_delivery() -> Refusal:
    """Make the refusal of a delivery that is not there, or not to an endpoint of this agency."""
    return Refusal(
        ErrorCode.UNKNOWN_PROCEEDING,
        "there is no delivery of that id to an endpoint of your agency",
        where="id",
        hint="list them with `deliveries`, and copy the id from there",
    )


def _number(written: str) -> int | None:
    return int(written) if written.isascii() and written.isdigit() and len(written) <= _LONGEST else None
