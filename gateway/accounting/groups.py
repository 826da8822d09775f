"""The smallest groups things are counted in; nothing in them names anybody. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

NOTICES: Final = "NOTICES"  # notices are about departments, so that they are published whatever their number
RETURNED: Final = "RETURNED"  # a notice was sent back to be answered again
BOTH: Final = "+"  # between results that came of one thing together


class Place(NamedTuple):
    """What is counted, whose duty it is, where, and on which matter, measure, kind of record or list."""

    indicator: str
    agency: str
    region: str
    item: str


class AccountGroup(NamedTuple):
    """The smallest group things are counted in. Every thing is in one group, once.

    `result` may be several, joined by `+`. `part` tells groups apart that other tables tell apart.
    """

    month: str
    indicator: str
    agency: str
    region: str
    item: str
    result: str
    timing: str
    part: str = ""


def group_of(month: str, place: Place, result: str, timing: str, part: str = "") -> AccountGroup:
    """Give the group of what came of something in a place."""
    return AccountGroup(month, *place, result, timing, part)
