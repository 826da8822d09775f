"""The functions that read a whole answer, JSON or XML, compiled for one request."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from connectors.mapping.compiling.proofs import proven, unit_code
from connectors.mapping.compiling.records import RecordCompiler, RecordFunctions
from connectors.mapping.compiling.shapes import Place
from connectors.mapping.compiling.source import Source
from connectors.mapping.compiling.values import ValueCompiler, normalised
from connectors.mapping.spec import AliasMapping, AnswerMapping, Condition, LinkMapping, Mapped, RecordMapping
from schema.outcomes import Alias, UnitLink

P = TypeVar("P", bound=Place)

Rows = Callable[[Any], Sequence[Any] | None]
_TOTAL = frozenset({int, str})
_WORD = frozenset({str, int})


@dataclass(frozen=True, slots=True)
class RecordReader:
    """One kind of row in an answer: where its rows and their total are, and what is made of them."""

    mapping: RecordMapping
    rows: Rows
    total: Callable[[Any], Any] | None
    row: RecordFunctions


@dataclass(frozen=True, slots=True)
class LinkReader:
    """Units a person is linked to."""

    rows: Rows
    total: Callable[[Any], Any] | None
    map: Callable[[Any, Any], UnitLink | None]


@dataclass(frozen=True, slots=True)
class AnswerReader:
    """Everything that is read of an answer; each function takes the answer, or with `parts` one part of it."""

    mapping: AnswerMapping
    ok: Callable[[Any], bool | None]  # None if the answer does not say
    errors: Callable[[Any], bool]
    found: Callable[[Any, Any], bool]
    data_time: Callable[[Any], Any]
    parts: Rows | None
    echo: Callable[[Any], Any]
    none: Callable[[Any, Any, Any], bool]  # of the answer, the part and the key
    absent: Callable[[Any], frozenset[str]]  # keys the answer lists as absent, in normal form
    page: Callable[[Any], Any]
    next_at: Callable[[Any], Any]
    more: Callable[[Any], bool]
    records: tuple[RecordReader, ...]
    aliases: tuple[Callable[[Any, Any], Alias | None], ...]
    links: tuple[LinkReader, ...]


def compile_answer(source: Source, root: P, mapping: AnswerMapping, mapped: Mapped) -> AnswerReader:
    """Compile the functions of one request's answer; `root` has noted every pointer afterwards."""
    return _Compiler(source, root, mapping, mapped).reader()


class _Compiler:
    def __init__(self, source: Source, root: Place, mapping: AnswerMapping, mapped: Mapped) -> None:
        self._source = source
        self._values = ValueCompiler(source)
        self._root = root
        self._mapping = mapping
        self._mapped = mapped

    def reader(self) -> AnswerReader:
        mapping, define = self._mapping, self._source.define
        part, parts = self._root, None
        if mapping.subjects is not None:
            expression, part = self._root.items("r", mapping.subjects)
            parts = define("r", f"return {expression}")
        self._values = ValueCompiler(self._source, part)
        names = {
            "ok": self._ok(mapping.ok),
            "errors": define("r", f"return {self._root.present('r', mapping.errors) if mapping.errors else 'False'}"),
            "found": self._found(part, mapping.found),
            "data_time": self._scalar(self._root, mapping.data_time),
            "echo": self._scalar(part, mapping.echo),
            "none": self._none(part),
            "absent": self._absent(),
            "page": self._scalar(self._root, mapping.page_echo),
            "next_at": self._scalar(self._root, mapping.next_at),
            "more": self._holds(mapping.more, otherwise="False"),
        }
        records = [self._record(part, item) for item in self._mapped.records]
        aliases = [self._alias(part, item) for item in self._mapped.aliases]
        links = [self._link(part, item) for item in self._mapped.links]
        made = self._source.compiled()
        return AnswerReader(
            mapping=mapping,
            parts=made(parts) if parts else None,
            records=tuple(
                RecordReader(item, made(rows), made(total) if total else None, compiler.functions(made))
                for item, rows, total, compiler in records
            ),
            aliases=tuple(made(name) for name in aliases),
            links=tuple(
                LinkReader(made(rows), made(total) if total else None, made(row)) for rows, total, row in links
            ),
            **{name: made(function) for name, function in names.items()},
        )

    def _scalar(self, place: Place, pointer: str | None) -> str:
        read = "None" if pointer is None else place.scalar("r", pointer, _WORD)
        return self._source.define("r", f"return {read}")

    def _holds(self, condition: Condition | None, *, otherwise: str) -> str:
        test = otherwise if condition is None else self._values.condition(self._root, "r", condition)
        return self._source.define("r", f"return {test}")

    def _ok(self, condition: Condition | None) -> str:
        if condition is None:
            return self._source.define("r", "return True")
        test = self._values.condition(self._root, "r", condition)
        return self._source.define("r", f"return {test} if {self._root.present('r', condition.at)} else None")

    def _found(self, part: Place, condition: Condition | None) -> str:
        test = "True" if condition is None else self._values.condition(part, "r", condition)
        return self._source.define("r, key", f"return {test}")

    def _none(self, part: Place) -> str:
        tests = [
            self._values.condition(self._root, "r", item)
            if item.lists_key
            else self._values.condition(part, "part", item)
            for item in self._mapping.none
        ]
        guard = "part is not None and " if any(not item.lists_key for item in self._mapping.none) else ""
        return self._source.define("r, part, key", f"return {guard}{' and '.join(tests) or 'False'}")

    def _absent(self) -> str:
        lists = [self._root.strings("r", item.at) for item in self._mapping.none if item.lists_key]
        read = f"{self._source.bind(normalised)}({lists[0]})" if lists else self._source.bind(frozenset[str]())
        return self._source.define("r", f"return {read}")

    def _total(self, part: Place, pointer: str | None) -> str | None:
        return None if pointer is None else self._source.define("r", f"return {part.scalar('r', pointer, _TOTAL)}")

    def _record(self, part: Place, item: RecordMapping) -> tuple[RecordMapping, str, str | None, RecordCompiler]:
        if item.row is not None:
            one, place = part.object("r", item.row)
            expression = f"(None if (o := {one}) is None else (o,))"
        else:
            expression, place = part.items("r", item.rows or "")
        rows = self._source.define("r", f"return {expression}")
        return item, rows, self._total(part, item.total), RecordCompiler(self._values, place, item)

    def _alias(self, part: Place, item: AliasMapping) -> str:
        bind = self._source.bind
        text = self._values.value(part, "r", item.value, f"a {item.scheme.value}")
        held = "None" if item.period is None else self._values.period(part, "r", item.period)
        return self._source.define(
            "r, a",
            f"text = {text}",
            "if text is None: return None",
            f"found = {bind(proven)}({bind(item.scheme)}, text)",
            f"return {bind(Alias)}(identifier=found, period={held})",
        )

    def _link(self, part: Place, item: LinkMapping) -> tuple[str, str | None, str]:
        bind = self._source.bind
        expression, place = part.items("r", item.rows)
        unit = self._values.identifier_text(place, "r", item.unit)
        held = "None" if item.period is None else self._values.period(place, "r", item.period)
        row = self._source.define(
            "r, a",
            f"unit = {bind(unit_code)}({unit})",
            "if unit is None: return None",
            f"name = {self._values.value(place, 'r', item.unit_name, 'a name')} or ''",
            f"role = {self._values.value(place, 'r', item.role, 'a role')}",
            f"return {bind(UnitLink)}(unit=unit, unit_name=name, role=role, period={held})",
        )
        return self._source.define("r", f"return {expression}"), self._total(part, item.total), row
