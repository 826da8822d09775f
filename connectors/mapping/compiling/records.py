"""The function that makes a record of a row."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from connectors.core.delivery import Delivery
from connectors.core.faults import ContractBroken
from connectors.core.own import OwnIdentifiers
from connectors.mapping.compiling.shapes import Place
from connectors.mapping.compiling.values import ValueCompiler
from connectors.mapping.fields import record_type
from connectors.mapping.nulls import NullWords
from connectors.mapping.spec import PeriodValue, RecordMapping, ScaleValue, Value
from connectors.mapping.words import ValueTable, code_reader
from schema.codes import RecordKind
from schema.dates import period
from schema.declare import revised
from schema.identifiers import Identifier
from schema.records import Record, SubjectName

MapRow = Callable[[Delivery, OwnIdentifiers, Identifier, Any, Any], Record | None]
Make = Callable[[str], Callable[..., Any]]


@dataclass(frozen=True, slots=True)
class RecordFunctions:
    """Functions of a row and the answer it stands in: its record (None if it belongs to nobody), and its own key."""

    map: MapRow
    native: Callable[[Any, Any], str]
    skipped: Callable[[Any], bool] | None


class RecordCompiler:
    """Writes the functions of one record mapping; `functions` gives them once the source is compiled."""

    def __init__(self, values: ValueCompiler, place: Place, mapping: RecordMapping) -> None:
        self._mapping = mapping
        self._values = values
        self._place = place
        self._key_name = self._native()
        self._own_name = self._own()
        self._skip_name = self._skip()
        self._map_name = self._map()

    def functions(self, compiled: Make) -> RecordFunctions:
        """Give the compiled functions."""
        return RecordFunctions(
            map=compiled(self._map_name),
            native=compiled(self._key_name),
            skipped=compiled(self._skip_name) if self._skip_name else None,
        )

    def _native(self) -> str:
        own_key = self._values.value(self._place, "r", self._mapping.id, "its own key")
        prefix = self._mapping.id_prefix
        return self._values.source.define(
            "r, a", f"return {self._values.source.bind(prefix)} + {own_key}" if prefix else f"return {own_key}"
        )

    def _own(self) -> str | None:
        identifiers = self._mapping.identifiers
        if identifiers is None:
            return None
        bind = self._values.source.bind
        columns = [
            f"({bind(item.scheme)}, {self._values.identifier_text(self._place, 'r', item.value)})"
            for item in identifiers
        ]
        return self._values.source.define("r, a", f"return ({', '.join(columns)},)")

    def _skip(self) -> str | None:
        conditions = [self._values.condition(self._place, "r", item) for item in self._mapping.skip]
        return self._values.source.define("r", f"return {' or '.join(conditions)}") if conditions else None

    def _map(self) -> str:
        mapping, source = self._mapping, self._values.source
        cls = record_type(mapping.kind)
        own = f"own.of(*{self._own_name}(r, a))" if self._own_name else "own.asked"
        written = {name: self._field(name) for name in mapping.fields if name not in {"grade", "document_number"}}
        lines = [f"ids = {own}", "if ids is None: return None", f"native = {self._key_name}(r, a)"]
        number = self._field("document_number") if "document_number" in mapping.fields else "None"
        lines.append(f"number = {number}")
        lines.append(f"decided_on = {written.pop('decided_on', 'None')}")
        if mapping.scales:
            grade = mapping.fields["grade"]
            raw = self._values.value(self._place, "r", _as_written(grade), "a grade")
            lines.append(f"scale, grade = {source.bind(rater(mapping.scales))}(decided_on, {raw})")
            written |= {"scale": "scale", "grade": "grade"}
        written |= {
            "id": "f'{delivery.source}:{native}'",
            "identifiers": "ids",
            "document_number": "number",
            "decided_on": "decided_on",
            "provenances": "delivery.provenances(native, number)",
        }
        if "public_until" in written:
            written["public_until"] = f"{source.bind(public_end)}({written['public_until']}, decided_on)"
        if mapping.kind is RecordKind.REGISTRATION:
            written["names"] = f"{source.bind(all_names)}({written.get('subject_name')}, {written.get('names', '()')})"
        values = ", ".join(f"{name!r}: {text}" for name, text in self._whole(cls, written).items())
        lines += [f"made = {source.bind(object.__new__)}({source.bind(cls)})", f"made.__dict__ = {{{values}}}"]
        return source.define("delivery, own, key, r, a", *lines, "return made")

    def _field(self, name: str) -> str:
        return self._values.field(self._place, "r", self._mapping.fields[name], name.replace("_", " "))

    def _whole(self, cls: type[Record], written: Mapping[str, str]) -> dict[str, str]:
        """Give every field of the class in its own order: what is mapped, else its default."""
        whole = {}
        for item in dataclasses.fields(cls):
            if item.name in written:
                whole[item.name] = written[item.name]
            elif item.default is not dataclasses.MISSING:
                whole[item.name] = self._values.source.bind(item.default)
            else:
                raise AssertionError(f"{item.name} has neither a mapping nor a default")
        return whole


def until_next(records: Sequence[Record]) -> tuple[Record, ...]:
    """End each open period where the next record's begins; the last stays open. Oldest first."""
    ordered = sorted(records, key=lambda record: record.period.starts_on if record.period else date.min)
    ended = []
    for place, record in enumerate(ordered):
        following = next((item.period for item in ordered[place + 1 : place + 2]), None)
        if record.period and following and following.starts_on > record.period.starts_on:
            record = revised(record, period=period(record.period.starts_on, following.starts_on))  # noqa: PLW2901
        ended.append(record)
    return tuple(ended)


def lasts_until_next(mapping: RecordMapping) -> bool:
    """Tell whether the records' periods end where the next one's begins."""
    held = mapping.fields.get("period")
    return isinstance(held, PeriodValue) and held.until_next


def rater(scales: Sequence[ScaleValue]) -> Callable[[date | None, Any], tuple[str, str]]:
    """Give the function that finds scale and grade of what a source wrote; it raises `ContractBroken`."""
    nulls = NullWords()
    known = [
        (scale, code_reader(ValueTable(scale.grades), nulls, what="a grade of its scale")) for scale in reversed(scales)
    ]
    undated = all(scale.since is None for scale in scales)

    def rate(decided_on: date | None, written: Any) -> tuple[str, str]:
        if not undated and decided_on is None:
            raise ContractBroken("the source's grade has no day, so its scale is unknown")
        for scale, read in known:
            if scale.since is None or (decided_on is not None and decided_on >= scale.since):
                grade = read(written)
                if grade is None:
                    raise ContractBroken("the source left out the grade")
                return scale.id, grade
        raise ContractBroken("the source gave a grade from before its first declared scale")

    return rate


def public_end(last_day: date | None, decided_on: date | None) -> date | None:
    """Drop an end of publicity that lies before the decision: it says nothing."""
    return None if last_day is None or (decided_on is not None and last_day < decided_on) else last_day


def all_names(current: str | None, names: tuple[SubjectName, ...]) -> tuple[SubjectName, ...]:
    """Give the names of a unit, its current one among them."""
    if current is None or any(name.name == current for name in names):
        return names
    return (SubjectName(name=current), *names)


def _as_written(grade: Any) -> Value:
    if not isinstance(grade, Value):
        raise TypeError("a grade is one value")
    return grade
