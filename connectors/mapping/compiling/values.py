"""Expressions of declared values and of the fields made of several."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NoReturn

from connectors.core.dates import span
from connectors.core.faults import ContractBroken
from connectors.core.own import identifier
from connectors.mapping.compiling.proofs import resident_identity
from connectors.mapping.compiling.readers import identifier_text, reader_of, types_of
from connectors.mapping.compiling.shapes import Place
from connectors.mapping.compiling.source import Source
from connectors.mapping.nulls import as_word, text_reader
from connectors.mapping.spec import (
    ABSENT,
    AuthorityValue,
    Condition,
    FieldValue,
    IdentifierValue,
    NamesValue,
    PeriodValue,
    PersonsValue,
    Sort,
    Value,
)
from schema.dates import Period, period
from schema.identifiers import normalise
from schema.records import PersonInRole, SubjectName

_SCALAR = frozenset({str, int, float, bool})


class ValueCompiler:
    """Writes the expressions of one agency file into a source.

    `r` is the row and `a` the answer it stands in; `delivery` and `key` are what it came by.
    """

    def __init__(self, source: Source, outer: Place | None = None) -> None:
        self.source = source
        self._outer = outer
        self._readers: dict[str, Any] = {}

    def value(self, place: Place, variable: str, value: Value, what: str) -> str:
        """Give the expression of one value."""
        bind = self.source.bind
        place, variable = self._start(place, variable, value)
        if value.constant is not ABSENT:
            return bind(value.constant)
        if value.by is not None:
            written = self._choice(place, variable, value, what)
        elif value.join:
            parts = ", ".join(self._parts(place, variable, value.join, value))
            written = f"{bind(joined)}({bind(value.separator)}, ({parts},))"
        else:
            written = self._first(self._read(place, variable, value, what))
        if value.default is not ABSENT:
            test = "(v := %s)" if value.sort is Sort.CODES else "(v := %s) is not None"
            return f"(v if {test % written} else {bind(value.default)})"
        return f"{bind(needed)}({written}, {bind(what)})" if value.required else written

    def field(self, place: Place, variable: str, field: FieldValue, what: str) -> str:
        """Give the expression of a field of a record."""
        match field:
            case Value():
                return self.value(place, variable, field, what)
            case PeriodValue():
                return self.period(place, variable, field)
            case AuthorityValue():
                parts = [
                    "None" if part is None else self.value(place, variable, part, what)
                    for part in (field.name, field.code, field.region)
                ]
                made = "named" if field.optional else "authority"
                return f"delivery.issuers.{made}({parts[0]}, {parts[1]}, region={parts[2]})"
            case PersonsValue():
                return self._persons(place, variable, field)
            case NamesValue():
                return self._names(place, variable, field)
            case IdentifierValue():
                return self.identifier(place, variable, field)

    def period(self, place: Place, variable: str, field: PeriodValue) -> str:
        """Give the expression of a period; one that ends with the next record's is open until then."""
        first = self.value(place, variable, field.first, "a first day")
        if field.until_next:
            return f"{self.source.bind(open_period)}({first})"
        last = "None" if field.last is None else self.value(place, variable, field.last, "a last day")
        return f"{self.source.bind(span)}({first}, {last})"

    def identifier(self, place: Place, variable: str, field: IdentifierValue) -> str:
        """Give the expression of an identifier; None if it is absent, masked or malformed."""
        text = self.identifier_text(place, variable, field.value)
        return f"{self.source.bind(identifier)}({self.source.bind(field.scheme)}, {text})"

    def identifier_text(self, place: Place, variable: str, value: Value) -> str:
        """Give the expression of an identifier as written; of several columns the first that holds something."""
        convert = self.source.bind(identifier_text)
        place, variable = self._start(place, variable, value)
        if len(value.at) == 1:
            return f"{convert}({place.scalar(variable, value.at[0], types_of(value))})"
        return self._first(self._parts(place, variable, value.at, value))

    def condition(self, place: Place, variable: str, condition: Condition) -> str:
        """Give the expression that tells whether a condition holds; `key` is the key asked."""
        bind = self.source.bind
        if condition.lists_key:
            return f"(key.value in {bind(normalised)}({place.strings(variable, condition.at)}))"
        if condition.null:
            return f"(not {place.present(variable, condition.at)})"
        word = f"{bind(as_word)}({place.scalar(variable, condition.at, _SCALAR)})"
        return f"({word} in {bind(frozenset(condition.words))})"

    def _start(self, place: Place, variable: str, value: Value) -> tuple[Place, str]:
        return (self._outer, "a") if value.outer and self._outer is not None else (place, variable)

    def _choice(self, place: Place, variable: str, value: Value, what: str) -> str:
        bind = self.source.bind
        text = bind(text_reader(value.nulls))
        word = f"{text}({bind(as_word)}({place.scalar(variable, value.by or '', _SCALAR)}))"
        written = f"(None if w is None else {bind(unknown_case)}({bind(what)}))"
        for name, case in value.cases.items():
            written = f"({self.value(place, variable, case, what)} if w == {bind(name)} else {written})"
        return f"({written} if ((w := {word}),) else None)"

    def _read(self, place: Place, variable: str, value: Value, what: str) -> Iterable[str]:
        reader = self._reader(value, what)
        return [f"{reader}({place.scalar(variable, pointer, types_of(value))})" for pointer in value.at]

    def _parts(self, place: Place, variable: str, pointers: tuple[str, ...], value: Value) -> Iterable[str]:
        text = self.source.bind(text_reader(value.nulls))
        convert = self.source.bind(as_word)
        types = types_of(value)
        return [f"{text}({convert}({place.scalar(variable, pointer, types)}))" for pointer in pointers]

    def _first(self, parts: Iterable[str]) -> str:
        *earlier, written = parts
        for part in reversed(earlier):
            written = f"(v if (v := {part}) is not None else {written})"
        return written

    def _reader(self, value: Value, what: str) -> str:
        told = repr((value.sort, value.table, value.other, value.split, value.unit, value.dates, value.no_end))
        asked = f"{what if value.table else ''} {told} {value.nulls} {value.numbers}"
        if asked not in self._readers:
            self._readers[asked] = reader_of(value, what)
        return self.source.bind(self._readers[asked])

    def _persons(self, place: Place, variable: str, field: PersonsValue) -> str:
        rows, item = place.items(variable, field.rows)
        bind = self.source.bind
        number = "None"
        if field.identity is not None:
            number = self.identifier_text(item, "p", field.identity)
            if field.identity_when is not None:
                number = f"({number} if {self.condition(item, 'p', field.identity_when)} else None)"
        identity = f"{bind(resident_identity)}({number})"
        held = "None" if field.period is None else self.period(item, "p", field.period)
        responsible = (
            "None"
            if field.directly_responsible is None
            else self.value(item, "p", field.directly_responsible, "direct responsibility")
        )
        made = (
            f"{bind(PersonInRole)}(name={self.value(item, 'p', field.name, 'a name')} or '', identifier={identity}, "
            f"role={self.value(item, 'p', field.role, 'a role')}, period={held}, directly_responsible={responsible})"
        )
        function = self.source.define("p, a", f"return {made}")
        return f"tuple([{function}(p, a) for p in {rows} or ()])"

    def _names(self, place: Place, variable: str, field: NamesValue) -> str:
        rows, item = place.items(variable, field.rows)
        held = "None" if field.period is None else self.period(item, "p", field.period)
        name = self.value(item, "p", field.name, "a name")
        made = f"{self.source.bind(SubjectName)}(name={name} or '', period={held})"
        function = self.source.define("p, a", f"return {made}")
        return f"tuple([{function}(p, a) for p in {rows} or ()])"


def joined(separator: str, parts: Iterable[str | None]) -> str | None:
    """Join the parts that are there."""
    return separator.join(part for part in parts if part) or None


def needed(value: Any, what: str) -> Any:
    """Give a value that must be there; raises `ContractBroken` if it is not."""
    if value is None or value == ():
        raise ContractBroken(f"the source left out {what}, which its agency file requires")
    return value


def unknown_case(what: str) -> NoReturn:
    """Refuse a word that no case is declared for."""
    raise ContractBroken(f"the source used a word for {what} that is not among its cases")


def open_period(first: date | None) -> Period:
    """Give a period without an end; raises `ContractBroken` without a first day."""
    if first is None:
        raise ContractBroken("the source left out the first day of a period that lasts until the next record's")
    return period(first)


def normalised(values: Iterable[str] | None) -> frozenset[str]:
    """Give keys in normal form."""
    return frozenset(normalise(value) for value in values or ())
