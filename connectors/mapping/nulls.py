"""Words a department writes for "nothing", as its agency file declares them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from connectors.core.faults import ContractBroken

Text = Callable[[Any], str | None]

BLANKS = " \t\r\n\0\u3000\ufeff"


@dataclass(frozen=True, slots=True)
class NullWords:
    """Declared null words, in capitals, and the days among them (`1900-01-01`), which count however they are written.

    A blank value is nothing, declared or not.
    """

    words: frozenset[str] = frozenset({""})
    days: frozenset[date] = frozenset()

    @classmethod
    def of(cls, written: Iterable[str]) -> NullWords:
        """Read the words of an agency file."""
        words = frozenset(word.strip(BLANKS).upper() for word in written) | {""}
        return cls(words, frozenset(day for word in words if (day := _day(word)) is not None))


def text_reader(nulls: NullWords, *, numbers: bool = False) -> Text:
    """Give a reader of texts: without surrounding blanks and NULs, None for a null word or an absent value.

    Any other type is `ContractBroken`, whole numbers too unless `numbers` says that the source writes them.
    """
    words = nulls.words
    suspect = frozenset(BLANKS) | {word[0] for word in words if word} | {word[0].lower() for word in words if word}

    def read(value: Any) -> str | None:
        if value is None or value == "":
            return None
        if type(value) is not str:
            value = _written(value, numbers=numbers)
        if value[0] not in suspect and value[-1] not in BLANKS:
            return str(value)
        bare: str = value.strip(BLANKS)
        return None if bare.upper() in words else bare

    return read


def as_word(value: Any) -> str | None:
    """Give a scalar as the word value tables and conditions compare: `true`, `false`, a whole number or the text."""
    if type(value) is str or value is None:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _written(value: Any, *, numbers: bool) -> str:
    if numbers and isinstance(value, (int, float)) and not isinstance(value, bool):
        return as_word(value) or ""
    raise ContractBroken("the source wrote a value of another type than declared")


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word) if len(word) == 10 else None
    except ValueError:
        return None
