"""How many parts an answer may have: a few megabytes of empty parts cost seconds and a hundred megabytes to read."""

from __future__ import annotations

from connectors.core.faults import TooLarge

MOST_PARTS = 250_000


def check_parts(body: bytes, *signs: bytes) -> None:
    """Raise `TooLarge` if the signs that begin a part stand in a body too often; text that holds some counts too."""
    if sum(map(body.count, signs)) > MOST_PARTS:
        raise TooLarge(f"the source's answer has more than {MOST_PARTS:,} parts")
