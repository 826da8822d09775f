"""Administrative divisions (GB/T 2260): which lies within which, and the word for the whole country."""

from __future__ import annotations

import re

NATIONAL = "CN"
_DIVISION = re.compile(r"[0-9]{6}")


def is_division(written: str) -> bool:
    """Tell whether a text is written as a division code."""
    return _DIVISION.fullmatch(written) is not None


def stem(region: str) -> str:
    """Give the digits that a division code shares with every division within it."""
    while region.endswith("00"):
        region = region[:-2]
    return region


def within(region: str | None, outer: str) -> bool:
    """Tell whether a region is another, or lies within it; one that is not known lies nowhere."""
    return region is not None and region.startswith(stem(outer))
