"""The reader of one declared value: what it makes of a scalar of the answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from connectors.core.faults import ContractBroken
from connectors.core.words import is_placeholder_code
from connectors.mapping.amounts import Unit, amount_reader
from connectors.mapping.compiling.shapes import Types
from connectors.mapping.dates import day_reader
from connectors.mapping.nulls import NullWords, as_word, text_reader
from connectors.mapping.scores import score_reader
from connectors.mapping.spec import Sort, Value
from connectors.mapping.words import ValueTable, code_reader, codes_reader

Reader = Callable[[Any], Any]

_TYPES: dict[Sort, Types] = {
    Sort.TEXT: frozenset({str}),
    Sort.DOCUMENT: frozenset({str}),
    Sort.KEY: frozenset({str, int}),
    Sort.DAY: frozenset({str, int}),
    Sort.LAST_DAY: frozenset({str, int}),
    Sort.INTEGER: frozenset({str, int}),
    Sort.AMOUNT: frozenset({str, int, float}),
    Sort.SCORE: frozenset({str, int, float}),
    Sort.FLAG: frozenset({str, int, bool}),
    Sort.CODE: frozenset({str, int, bool}),
    Sort.CODES: frozenset({str, list}),
}
_NUMBERS = frozenset({int, float})
_MOST_DIGITS = 9


def types_of(value: Value) -> Types:
    """Give the JSON types a value may have."""
    if value.table is not None:
        return _TYPES[Sort.CODES if value.sort is Sort.CODES else Sort.CODE]
    return _TYPES[value.sort] | (_NUMBERS if value.numbers else frozenset())


def reader_of(value: Value, what: str) -> Reader:  # noqa: PLR0911 - one sort a case
    """Give the reader of a value; `what` names it in faults. It gives None for nothing, () for no codes."""
    nulls = value.nulls
    if value.table is not None:
        words: ValueTable[Any] = ValueTable(value.table, other=value.other)
        if value.sort is Sort.CODES:
            return codes_reader(words, nulls, separators=value.split, what=what)
        return code_reader(words, nulls, what=what)
    match value.sort:
        case Sort.DAY | Sort.LAST_DAY:
            return day_reader(value.dates, nulls, no_end=value.no_end)
        case Sort.AMOUNT:
            return amount_reader(value.unit or Unit.YUAN, nulls)
        case Sort.SCORE:
            return score_reader(nulls)
        case Sort.INTEGER:
            return _integer_reader(nulls)
        case Sort.DOCUMENT:
            return _document_reader(nulls, numbers=value.numbers)
        case Sort.KEY:
            return _key_reader(nulls)
        case _:
            return text_reader(nulls, numbers=value.numbers)


def identifier_text(value: Any) -> str | None:
    """Give an identifier column as text; a type that can hold none is nothing."""
    if type(value) is str or value is None:
        return value
    return as_word(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None


def _integer_reader(nulls: NullWords) -> Reader:
    text = text_reader(nulls, numbers=True)

    def read(value: Any) -> int | None:
        written = text(value)
        if written is None:
            return None
        if not (written.isascii() and written.isdigit() and len(written) <= _MOST_DIGITS):
            raise ContractBroken("the source wrote a whole number that cannot be read")
        return int(written)

    return read


def _document_reader(nulls: NullWords, *, numbers: bool) -> Reader:
    text = text_reader(nulls, numbers=numbers)

    def read(value: Any) -> str | None:
        bare = text(value)
        return None if bare is None or is_placeholder_code(bare) else bare

    return read


def _key_reader(nulls: NullWords) -> Reader:
    text = text_reader(nulls, numbers=True)

    def read(value: Any) -> str | None:
        return text(value.isoformat() if isinstance(value, date) else value)

    return read
