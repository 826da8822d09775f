"""Disclosure control: what may be published of answers counted in smallest groups. Pure.

A number is published only if no smallest group in it has one to four answers. So no small group enters any number
that is published, exact or at least: change its size within one to four, and not one byte published changes. No
subtraction of cells, margins, tables or months, and no knowledge of who may ask what, tells it apart from any other
small size. A total with a suppressed cell in it is suppressed with it, for the small group is in both. Further tables
and totals of the same groups can be added without weakening this. Zeros are shown: they are nobody's datum, and there
is nothing published they could complete.
"""

from __future__ import annotations

from collections.abc import Iterable

from schema.statistics import SMALLEST_GROUP, AnswerCount, Suppression

ZERO = AnswerCount(answers=0, at_least=0)


def publish(groups: Iterable[int]) -> AnswerCount:
    """Publish the sum of groups, none of which is empty; `answers` is None where one of them is small."""
    sizes = tuple(groups)
    at_least = sum(size for size in sizes if size >= SMALLEST_GROUP)
    if any(size < SMALLEST_GROUP for size in sizes):
        return AnswerCount(answers=None, at_least=at_least, suppressed=Suppression.SMALL_GROUP)
    return AnswerCount(answers=at_least, at_least=at_least)
