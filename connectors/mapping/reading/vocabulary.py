"""What holds for a whole agency file: null words, date formats, value tables, and how pointers are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum, auto
from typing import Any

from connectors.manifest import Table
from connectors.mapping.dates import DateFormat, ambiguous
from connectors.mapping.nulls import NullWords
from connectors.mapping.standard import TABLES
from schema.suggest import did_you_mean


class Dialect(Enum):
    """How an answer is pointed into."""

    JSON = auto()
    XML = auto()
    COLUMNS = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words of one agency file; `tables` are its own value tables and the standard ones."""

    dialect: Dialect = Dialect.JSON
    nulls: NullWords = field(default_factory=NullWords)
    dates: tuple[DateFormat, ...] = (DateFormat.ISO,)
    no_end: date | None = None
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: TABLES)
    namespaces: Mapping[str, str] = field(default_factory=dict)

    def named(self, table: Table, key: str, name: str) -> Mapping[str, Any]:
        """Give the value table of a name; an unknown one is noted as a fault."""
        if name in self.tables:
            return self.tables[name]
        table.fault(f"names the value table {name!r}, which does not exist", did_you_mean(name, self.tables), key=key)
        return {}

    def revised_by(self, table: Table) -> Vocabulary:
        """Give the words as one value's own table changes them."""
        nulls = NullWords.of(table.texts("null_words")) if table.has("null_words") else self.nulls
        return replace(self, nulls=nulls, dates=read_dates(table, self.dates), no_end=read_no_end(table, self.no_end))


def read_vocabulary(root: Table, dialect: Dialect, namespaces: Mapping[str, str]) -> Vocabulary:
    """Read `null_words`, `dates`, `no_end` and `[values.*]` at the top of a file."""
    return Vocabulary(
        dialect=dialect,
        nulls=NullWords.of(root.texts("null_words")),
        dates=read_dates(root, (DateFormat.ISO,)),
        no_end=read_no_end(root, None),
        tables={**TABLES, **_own_tables(root)},
        namespaces=namespaces,
    )


def read_dates(table: Table, default: tuple[DateFormat, ...]) -> tuple[DateFormat, ...]:
    """Read a list of date formats; two that one number could both be are a fault."""
    formats = table.some_of("dates", DateFormat)
    both = ambiguous(formats)
    if both:
        table.fault(f"lists {both[0]} and {both[1]}, and a number could be either", "keep one of the two", key="dates")
    return formats or default


def read_no_end(table: Table, default: date | None) -> date | None:
    """Read the last day that stands for "no end"."""
    return table.optional_day("no_end") or default


def _own_tables(root: Table) -> dict[str, dict[str, Any]]:
    tables = root.table("values")
    if tables is None:
        return {}
    found = {}
    for name in tables.names():
        words = tables.table(name)
        if words is not None:
            if not words.names():
                tables.fault("is empty", 'write each word and what it stands for, such as "1" = "CURRENT"', key=name)
            found[name] = words.rest()
    return found
