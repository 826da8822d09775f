"""Administrative divisions (GB/T 2260): which lies within which, and the word for the whole country."""

from __future__ import annotations

import re
from functools import lru_cache

NATIONAL = "CN"
_DIGITS = 6
_DIVISION = re.compile(r"[1-9][0-9]{5}")


def is_division(written: str) -> bool:
    """Tell whether a text is written as a division code."""
    return _DIVISION.fullmatch(written) is not None


def stem(region: str) -> str:
    """Give the digits that a division code shares with every division within it."""
    while region.endswith("00"):
        region = region[:-2]
    return region


@lru_cache(maxsize=4096)
def within(region: str | None, outer: str) -> bool:
    """Tell whether a region is another, or lies within it; one that is not known, or no division, holds nothing."""
    if not region:
        return False
    shared = stem(outer)
    return region == outer or (len(outer) == _DIGITS and shared != "" and region.startswith(shared))
