"""The smallest groups answers are counted in; nothing in them names anybody. Pure."""

from __future__ import annotations

from typing import NamedTuple

SEVERAL = "*"


class AnswerGroup(NamedTuple):
    """The smallest group answers are counted in: a month, and what was asked, from where, and answered in it.

    `silent` is the one source whose silence made the answer incomplete, `SEVERAL`, or nothing.
    """

    month: str
    matter: str
    region: str
    guidance: str
    silent: str = ""
