"""Amounts of money as departments write them, in yuan."""

from __future__ import annotations

import re
from decimal import Decimal

from connectors.core.faults import ContractBroken
from connectors.core.words import present

Amount = str | int | float | None
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,6})?")
_WAN = Decimal(10_000)
_FEN = Decimal("0.01")


def yuan(value: Amount) -> Decimal | None:
    """Read an amount written in yuan; zero and null words are None. Raises `ContractBroken`, see `yuan_from_wan`."""
    return _read(value, Decimal(1))


def yuan_from_wan(value: Amount) -> Decimal | None:
    """Read an amount written in 万元 (10,000 yuan, up to six decimals) as yuan; zero and null words are None.

    Raises `ContractBroken` for anything else, exponents and negative amounts included.
    """
    return _read(value, _WAN)


def _read(value: Amount, unit: Decimal) -> Decimal | None:
    text = present(_plain(value))
    if text is None:
        return None
    bare = text.replace(",", "").removesuffix("元").removesuffix("万")
    if not _NUMBER.fullmatch(bare):
        raise ContractBroken("the source wrote an amount that cannot be read")
    return (Decimal(bare) * unit).quantize(_FEN) or None


def _plain(value: Amount) -> str | None:
    """Write a JSON number without an exponent."""
    return format(Decimal(repr(value)), "f") if isinstance(value, (int, float)) else value
