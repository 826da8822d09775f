"""A table of a TOML document read key by key: every wrong or unknown key becomes a fault, none stops the reading."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from connectors.manifest.toml_source import Fault, Path, TomlSource
from schema.dates import Period, period
from schema.suggest import did_you_mean

E = TypeVar("E", bound=StrEnum)
V = TypeVar("V")


class Table:
    """Cursor on one table; getters give a harmless value beside the fault, so that reading goes on.

    Call `finish` when every known key was asked for: what is left is an unknown key. Nothing read through a
    table may be used while the list of faults it shares is not empty.
    """

    def __init__(self, source: TomlSource, path: Path, values: Mapping[str, Any], faults: list[Fault]) -> None:
        self.source = source
        self.path = path
        self.faults = faults
        self._values = values
        self._asked: set[str] = set()

    @classmethod
    def root(cls, source: TomlSource, faults: list[Fault]) -> Table:
        """Give the cursor on the document itself."""
        return cls(source, (), source.data, faults)

    def fault(self, problem: str, hint: str = "", *, key: str | int | None = None) -> None:
        """Note a fault at this table, or at one of its keys."""
        path = self.path if key is None else (*self.path, key)
        self.faults.append(self.source.fault(path, problem, hint))

    def has(self, key: str) -> bool:
        """Tell whether the key is written."""
        self._asked.add(key)
        return key in self._values

    def written(self, key: str) -> Any:
        """Give what is written under a key, whatever it is, or None; for keys that may hold one thing or another."""
        return self._values.get(key) if self.has(key) else None

    def text(self, key: str, default: str | None = None) -> str:
        """Give a text that is not blank; without a default the key is required."""
        value = self._typed(key, str, 'a text in quotes, such as "…"', default)
        if isinstance(value, str) and value.strip():
            return value
        if value is not None and value != default:
            self.fault("is blank", "write what it says", key=key)
        return default or ""

    def optional_text(self, key: str) -> str | None:
        """Give a text, or None where the key is not written."""
        return self.text(key) if self.has(key) else None

    def integer(self, key: str, default: int | None = None, *, at_least: int = 0) -> int:
        """Give a whole number of at least `at_least`; without a default the key is required."""
        value = self._typed(key, int, "a whole number", default)
        if value is None:
            return at_least
        if value < at_least:
            self.fault(f"is {value}", f"write {at_least} or more", key=key)
        return int(value)

    def optional_integer(self, key: str, *, at_least: int = 0) -> int | None:
        """Give a whole number, or None where the key is not written."""
        return self.integer(key, at_least=at_least) if self.has(key) else None

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Give true or false."""
        return bool(self._typed(key, bool, "true or false", default))

    def number(self, key: str, default: float | None = None) -> float:
        """Give a number greater than zero; without a default the key is required."""
        written = self.written(key)
        if written is None:
            if default is None:
                self.fault(f"{key} is missing", f"write {key} = a number")
            return default or 1.0
        if isinstance(written, bool) or not isinstance(written, (int, float)) or written <= 0:
            self.fault(f"is {_said(written)}", "write a number greater than 0", key=key)
            return default or 1.0
        return float(written)

    def optional_flag(self, key: str) -> bool | None:
        """Give true or false, or None where the key is not written."""
        return self.flag(key) if self.has(key) else None

    def day(self, key: str, default: date | None = None) -> date:
        """Give a date, written without quotes; without a default the key is required."""
        return self._typed(key, date, "a date without quotes, such as 2026-04-01", default) or date.min

    def optional_day(self, key: str) -> date | None:
        """Give a date, or None where the key is not written."""
        return self.day(key) if self.has(key) else None

    def days(self, key: str) -> tuple[date, ...]:
        """Give a list of dates; empty where the key is not written."""
        return self._list(key, date, "a list of dates without quotes")

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; empty where the key is not written."""
        return self._list(key, str, 'a list of texts, such as ["a", "b"]')

    def one_of(self, key: str, codes: type[E], default: E | None = None) -> E:
        """Give a code of a code list; without a default the key is required."""
        written = self.text(key, default.value if default is not None else None)
        found = self._coded(written, codes, key)
        return found if found is not None else next(iter(codes))

    def optional_one_of(self, key: str, codes: type[E]) -> E | None:
        """Give a code of a code list, or None where the key is not written."""
        return self.one_of(key, codes) if self.has(key) else None

    def some_of(self, key: str, codes: type[E]) -> tuple[E, ...]:
        """Give several codes of a code list; empty where the key is not written."""
        coded = (self._coded(written, codes, key) for written in self.texts(key))
        return tuple(code for code in coded if code is not None)

    def known(self, key: str, written: str, among: Collection[str], what: str) -> bool:
        """Note a fault with the nearest known words unless `written` is one of them."""
        if written in among:
            return True
        self.fault(f"names {what} {written!r}, which does not exist", did_you_mean(written, among), key=key)
        return False

    def period(self, key: str) -> Period:
        """Give a period written `{ from = 2026-04-01, to = 2027-03-31 }`; `to` is the last day, and optional."""
        table = self.table(key)
        if table is None:
            self.fault("is missing", f"write {key} = {{ from = 2026-04-01 }}")
            return period(date.min)
        return _read_period(table)

    def table(self, key: str) -> Table | None:
        """Give the table under a key, or None where it is not written."""
        value = self._typed(key, dict, "a table, such as { a = 1 }", required=False)
        return None if value is None else Table(self.source, (*self.path, key), value, self.faults)

    def section(self, key: str) -> Table:
        """Give the table under a key; where none is written that is noted, and nothing else of what it would say."""
        found = self.table(key)
        if found is None:
            self.fault(f"[{key}] is missing", f"write [{key}] and its settings; the README lists them")
            return Table(self.source, (*self.path, key), {}, [])
        return found

    def tables(self, key: str) -> Iterator[Table]:
        """Give the tables of an array of tables, each finished (unknown keys noted) when the next is asked for."""
        for index, value in enumerate(self._list(key, dict, f"tables, each under [[{key}]]")):
            table = Table(self.source, (*self.path, key, index), value, self.faults)
            yield table
            table.finish()

    def rest(self) -> dict[str, Any]:
        """Give every key not asked for so far, for whoever knows what they mean; they count as asked for."""
        left = {key: value for key, value in self._values.items() if key not in self._asked}
        self._asked.update(left)
        return left

    def names(self) -> tuple[str, ...]:
        """Give the keys written, for tables whose keys are data."""
        return tuple(self._values)

    def finish(self) -> None:
        """Note a fault for every key nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                self.fault("is not a key known here", did_you_mean(key, self._asked), key=key)

    def _typed(self, key: str, kind: type[V], what: str, default: Any = None, *, required: bool = True) -> V | Any:
        if not self.has(key):
            if required and default is None:
                self.fault(f"{key} is missing", f"write {key} = {what}")
            return default
        value = self._values[key]
        if _is(value, kind):
            return value
        self.fault(f"is {_said(value)}", f"write {what}", key=key)
        return default

    def _list(self, key: str, kind: type[V], what: str) -> tuple[V, ...]:
        values = self._typed(key, list, what, required=False) or []
        for index, value in enumerate(values):
            if not _is(value, kind):
                path = (*self.path, key, index)
                self.faults.append(self.source.fault(path, f"is {_said(value)}", f"write {what}"))
        return tuple(value for value in values if _is(value, kind))

    def _coded(self, written: str, codes: type[E], key: str) -> E | None:
        words = {code.value: code for code in codes}
        if written in words:
            return words[written]
        if written:
            self.fault(f"is {written!r}", did_you_mean(written, words), key=key)
        return None


def unique(
    tables: Iterator[Table], read: Callable[[Table], tuple[str, V]], *, below: Mapping[str, V] | None = None
) -> dict[str, V]:
    """Read tables that each have an id of their own, after those of a layer `below`; an id used twice is a fault."""
    found: dict[str, V] = dict(below or {})
    for table in tables:
        name, value = read(table)
        if name and name in found:
            table.fault(f"the id {name!r} is used twice", "give each its own id", key="id")
        found[name] = value
    return found


def _read_period(table: Table) -> Period:
    starts_on = table.day("from")
    last_day = table.optional_day("to")
    table.finish()
    if last_day is None:
        return period(starts_on)
    if last_day < starts_on:
        table.fault(f"is reversed: it ends {last_day}, before it begins {starts_on}", "exchange from and to", key="to")
        return period(starts_on)
    return period(starts_on, date.fromordinal(last_day.toordinal() + 1))


def _is(value: Any, kind: type[Any]) -> bool:
    if kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if kind is date:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, kind)


_SAID = {bool: "true or false", int: "a number", float: "a decimal number", str: "a text", list: "a list"}


def _said(value: Any) -> str:
    return "a table" if isinstance(value, Mapping) else _SAID.get(type(value), f"a {type(value).__name__}")
