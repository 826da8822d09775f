"""Amounts of money in the unit an agency file declares, given in yuan."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any

from connectors.core.faults import ContractBroken
from connectors.mapping.nulls import NullWords, text_reader

Amount = Callable[[Any], Decimal | None]

_NUMBER = re.compile(r"\d{1,12}(\.\d{1,6})?")
_FEN = Decimal("0.01")
_MOST_REMEMBERED = 4_096


class Unit(StrEnum):
    """Unit an amount is written in."""

    YUAN = "yuan"
    WAN = "wan"  # 万元, 10,000 yuan


_YUAN = {Unit.YUAN: Decimal(1), Unit.WAN: Decimal(10_000)}
_SUFFIXES = {Unit.YUAN: ("元",), Unit.WAN: ("万元", "万")}


def amount_reader(unit: Unit, nulls: NullWords) -> Amount:
    """Give a reader of amounts, in yuan rounded to the fen; zero and null words are None.

    It raises `ContractBroken` for what is no plain number: exponents, negative amounts, another unit's suffix.
    """
    text = text_reader(nulls)
    factor, suffixes = _YUAN[unit], _SUFFIXES[unit]

    def amount_in(value: Any) -> Decimal | None:
        if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
            value = format(value if isinstance(value, Decimal) else Decimal(repr(value)), "f")
        written = text(value)
        if written is None:
            return None
        bare = written.replace(",", "")
        for suffix in suffixes:
            bare = bare.removesuffix(suffix)
        if not _NUMBER.fullmatch(bare):
            raise ContractBroken("the source wrote an amount that cannot be read in its declared unit")
        return (Decimal(bare) * factor).quantize(_FEN) or None

    remembered = lru_cache(maxsize=_MOST_REMEMBERED)(amount_in)

    def read(value: Any) -> Decimal | None:
        return remembered(value) if isinstance(value, str) else amount_in(value)

    return read
