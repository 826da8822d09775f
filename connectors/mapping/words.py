"""Coded words: value tables of an agency file, where a word that is not in the table is a broken contract."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Generic, TypeVar

from connectors.core.faults import ContractBroken
from connectors.mapping.nulls import NullWords, as_word, text_reader
from schema.identifiers import normalise

V = TypeVar("V")

_MOST_REMEMBERED = 1_024


class ValueTable(Generic[V]):
    """Words and what they stand for; a word that ends in `*` stands for all that begin so.

    `other`, if it is given, is what every other word stands for.
    """

    def __init__(self, words: Mapping[str, V], *, other: V | None = None) -> None:
        self._exact = {word: value for word, value in words.items() if not word.endswith("*")}
        self._begins = [(word[:-1], value) for word, value in words.items() if word.endswith("*")]
        self._other = other
        self.known = self._exact.get

    def value_of(self, word: str, what: str) -> V:
        """Give what a word stands for, also if it is written in other width, case or spacing.

        Raises `ContractBroken` for an unknown word, which it does not quote.
        """
        for form in (word, normalise(word)):
            if form in self._exact:
                return self._exact[form]
        for start, value in self._begins:
            if word.startswith(start):
                return value
        if self._other is not None:
            return self._other
        raise ContractBroken(f"the source used a word for {what} that is not in its value table")


def code_reader(table: ValueTable[V], nulls: NullWords, *, what: str) -> Callable[[Any], V | None]:
    """Give a reader of one coded word; None for a null word."""
    text, known = text_reader(nulls), table.known

    def read(value: Any) -> V | None:
        word = value if type(value) is str else as_word(value)
        if not word:
            return None
        found = known(word)
        if found is not None:
            return found
        bare = text(word)
        return None if bare is None else table.value_of(bare, what)

    return read


def codes_reader(
    table: ValueTable[tuple[V, ...]], nulls: NullWords, *, separators: str, what: str
) -> Callable[[Any], tuple[V, ...]]:
    """Give a reader of several coded words in one value, or in a list; each code is given once, in order."""
    marks = separators + unicodedata.normalize("NFKC", separators)
    text, between = text_reader(nulls), re.compile(f"[{re.escape(marks)}\\s]+")

    def words_of(value: Any) -> Iterable[str]:
        if isinstance(value, (list, tuple)):
            return (word for item in value for word in words_of(item))
        whole = text(as_word(value))
        return between.split(unicodedata.normalize("NFKC", whole)) if whole else ()

    def codes_in(value: Any) -> tuple[V, ...]:
        found: dict[V, None] = {}
        for word in words_of(value):
            bare = text(word)
            if bare is not None:
                found |= dict.fromkeys(table.value_of(bare, what))
        return tuple(found)

    remembered = lru_cache(maxsize=_MOST_REMEMBERED)(codes_in)

    def read(value: Any) -> tuple[V, ...]:
        return remembered(value) if isinstance(value, str) else codes_in(value)

    return read
