"""How a careless clerk writes a value: the same value in different ways, reproducibly, never a wrong one."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from random import Random

from schema.dates import SHANGHAI

_WIDE = {ord(char): ord(char) + 0xFEE0 for char in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_BRACKETS = ("〔〕", "[]", "()", "（）", "【】")


def written_date(day: date | None, clerk: Random) -> str | int | None:
    """Write a day as ISO, with slashes or as epoch milliseconds at Shanghai midnight; none as `written_nothing`."""
    if day is None:
        return written_nothing(clerk)
    if day.year >= 2099:
        return "2099-12-31"
    match clerk.randrange(4):
        case 0:
            return f"{day.year}/{day.month}/{day.day}"
        case 1:
            return epoch_ms(day)
        case _:
            return day.isoformat()


def epoch_ms(day: date) -> int:
    """Give the milliseconds since the epoch at midnight in Shanghai."""
    return int(datetime.combine(day, time(), SHANGHAI).timestamp()) * 1000


def written_nothing(clerk: Random) -> str | None:
    """Write that there is nothing."""
    return clerk.choice((None, None, "", "无"))


def written_text(text: str | None, clerk: Random) -> str | None:
    """Write a text, or that there is none."""
    return text if text is not None else written_nothing(clerk)


def written_code(code: str, clerk: Random) -> str:
    """Write a code as it is, lower-case, full-width or with a space behind it."""
    match clerk.randrange(8):
        case 0:
            return code.lower()
        case 1:
            return code.translate(_WIDE)
        case 2:
            return f"{code} "
        case _:
            return code


def written_number(number: str | None, clerk: Random) -> str | None:
    """Write a document number with any of the brackets met in practice."""
    if number is None:
        return clerk.choice(("", "无", None))
    brackets = clerk.choice(_BRACKETS)
    return number.replace("〔", brackets[0]).replace("〕", brackets[1])


def in_wan(yuan: Decimal | None, clerk: Random) -> str | float | None:
    """Write an amount in 万元 (10 000 yuan), as text or as a number."""
    if yuan is None:
        return written_nothing(clerk)
    wan = (yuan / 10_000).quantize(Decimal("0.000001")).normalize()
    return float(wan) if clerk.random() < 0.3 else f"{wan:f}"
