"""Scores behind grades, in the points of their scale; a score means nothing without it (GO-07-b)."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from connectors.core.faults import ContractBroken
from connectors.mapping.nulls import NullWords, text_reader

_POINTS = re.compile(r"-?\d{1,6}(\.\d{1,4})?")


def score_reader(nulls: NullWords) -> Callable[[Any], Decimal | None]:
    """Give a reader of scores, zero among them; it raises `ContractBroken` for what is no plain number of points."""
    text = text_reader(nulls)

    def read(value: Any) -> Decimal | None:
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            value = format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")
        written = text(value)
        if written is None:
            return None
        bare = written.removesuffix("分").strip()
        if not _POINTS.fullmatch(bare):
            raise ContractBroken("the source wrote a score that is no number of points")
        return Decimal(bare)

    return read
