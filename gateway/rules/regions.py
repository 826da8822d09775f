"""Administrative divisions (GB/T 2260): which lies within which, and the word for the whole country."""

from __future__ import annotations

import re

NATIONAL = "CN"
_NATIONAL_DIVISION = "100000"  # in the credit codes of bodies registered with a national authority
_DIGITS = 6
_ZEROS = re.compile(r"(?:00)+\Z")
_DIVISION = re.compile(r"[1-9][0-9]{5}")
_IN_CODE = slice(2, 8)  # GB 32100: the division of the registering authority


def is_division(written: str) -> bool:
    """Tell whether a text is written as a division code."""
    return _DIVISION.fullmatch(written) is not None


def division_of(credit_code: str) -> str | None:
    """Give the division of the authority that registered a body, `CN` for a national one; None if the code has none."""
    division = credit_code[_IN_CODE]
    if division == _NATIONAL_DIVISION:
        return NATIONAL
    return division if is_division(division) else None


def stem(region: str) -> str:
    """Give the digits that a division code shares with every division within it."""
    return _ZEROS.sub("", region)


def within(region: str | None, outer: str) -> bool:
    """Tell whether a region is another, or lies within it; one that is not known, or no division, holds nothing."""
    if not region:
        return False
    return region == outer or (len(outer) == _DIGITS and (shared := stem(outer)) != "" and region.startswith(shared))
