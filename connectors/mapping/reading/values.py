"""Values as agency files write them: a pointer, several of which the first that holds something counts, or a table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from connectors.manifest import Table
from connectors.mapping.amounts import Unit
from connectors.mapping.reading.pointers import checked_pointer
from connectors.mapping.reading.vocabulary import Dialect, Vocabulary
from connectors.mapping.spec import ABSENT, Sort, Value
from schema.suggest import did_you_mean

Codes = type[StrEnum] | None
_CODED = frozenset({Sort.CODE, Sort.CODES, Sort.FLAG})
_DAYS = frozenset({Sort.DAY, Sort.LAST_DAY})
_HINT = 'write a pointer, a list of pointers, or a table such as { at = "…", values = "…" }'
_KINDS: Mapping[Sort, tuple[type, str]] = {Sort.FLAG: (bool, "true or false"), Sort.INTEGER: (int, "a whole number")}


def read_value(
    table: Table, key: str, sort: Sort, words: Vocabulary, *, codes: Codes = None, required: bool = False
) -> Value:
    """Read the value under a key; every fault is noted, also that it is not written."""
    written = table.written(key)
    if written is None:
        table.fault(f"{key} is missing", _HINT)
        return Value(sort=sort)
    if isinstance(written, dict) and (inner := table.table(key)) is not None:
        value = _from_table(inner, sort, words, codes, required=required)
        inner.finish()
        return value
    at = _pointers(table, key, written, words)
    return _plain(table, key, Value(sort=sort, at=at, required=required, **_spoken(words, sort)), codes)


def optional_value(table: Table, key: str, sort: Sort, words: Vocabulary, *, codes: Codes = None) -> Value | None:
    """Read the value under a key, or None where the key is not written."""
    return read_value(table, key, sort, words, codes=codes) if table.has(key) else None


def _from_table(table: Table, sort: Sort, words: Vocabulary, codes: Codes, *, required: bool) -> Value:
    spoken = words.revised_by(table)
    default = _target(table, "default", sort, codes) if table.has("default") else ABSENT
    required = table.flag("required", default=required) and default is ABSENT
    if table.has("is"):
        return Value(sort=sort, constant=_target(table, "is", sort, codes))
    if table.has("by"):
        return _choice(table, sort, spoken, codes, default=default)
    if table.has("join"):
        parts = _pointers(table, "join", table.written("join"), words)
        separator = table.text("with", " ")
        said = _spoken(spoken, sort)
        return Value(sort=sort, join=parts, separator=separator, default=default, required=required, **said)
    outer = table.has("answer") and words.dialect is not Dialect.COLUMNS
    if not outer and not table.has("at"):
        table.fault("has no pointer", 'write at = "…", answer = "…", is = a constant, join = […], or by = "…"')
    words_table = _words(table, sort, spoken, codes)
    value = Value(
        sort=sort,
        at=_pointers(table, "answer" if outer else "at", table.written("answer" if outer else "at"), words),
        outer=outer,
        table=words_table,
        other=_target(table, "other", sort, codes) if table.has("other") else None,
        split=table.text("split", "") if sort is Sort.CODES else "",
        default=default,
        required=required,
        unit=table.optional_one_of("unit", Unit),
        numbers=table.text("type", "text") == "number" if sort in {Sort.TEXT, Sort.DOCUMENT} else False,
        **_spoken(spoken, sort),
    )
    return _plain(table, None, value, codes)


def _plain(table: Table, key: str | None, value: Value, codes: Codes) -> Value:
    if value.sort is Sort.AMOUNT and value.unit is None:
        table.fault("does not say in which unit the amount is", 'write { at = "…", unit = "yuan" } or "wan"', key=key)
    if value.sort is Sort.CODES and not value.split:
        table.fault("does not say what stands between several words", 'write split = ";、"', key=key)
    if value.table is None and value.sort in _CODED:
        own = {"true": True, "false": False} if codes is None else {code.value: code for code in codes}
        return _with_table(value, own)
    return value


def _with_table(value: Value, table: Mapping[str, Any]) -> Value:
    return Value(**{name: getattr(value, name) for name in Value.__dataclass_fields__ if name != "table"}, table=table)


def _spoken(words: Vocabulary, sort: Sort) -> dict[str, Any]:
    dated = {"dates": words.dates} if sort in _DAYS else {}
    ending = {"no_end": words.no_end} if sort is Sort.LAST_DAY else {}
    return {"nulls": words.nulls, **dated, **ending}


def _pointers(table: Table, key: str, written: Any, words: Vocabulary) -> tuple[str, ...]:
    if isinstance(written, str):
        return (checked_pointer(table, key, written, words),)
    if isinstance(written, list) and written and all(isinstance(item, str) for item in written):
        return tuple(checked_pointer(table, key, item, words) for item in written)
    table.fault("is no pointer", _HINT, key=key)
    return ()


def _choice(table: Table, sort: Sort, words: Vocabulary, codes: Codes, *, default: Any) -> Value:
    by = checked_pointer(table, "by", table.text("by"), words)
    cases = table.table("cases")
    if cases is None:
        table.fault("has no cases", 'write cases = { word = "/pointer", other-word = { is = "…" } }')
        return Value(sort=sort, by=by)
    found = {word: read_value(cases, word, sort, words, codes=codes) for word in cases.names()}
    cases.finish()
    return Value(sort=sort, by=by, cases=found, default=default, nulls=words.nulls)


def _words(table: Table, sort: Sort, words: Vocabulary, codes: Codes) -> Mapping[str, Any] | None:
    if not table.has("values"):
        return None
    written = table.written("values")
    if isinstance(written, str):
        plain = words.named(table, "values", written)
    else:
        inner = table.table("values")
        plain = inner.rest() if inner is not None else {}
    return {word: resolved(table, "values", target, sort, codes) for word, target in plain.items()}


def _target(table: Table, key: str, sort: Sort, codes: Codes) -> Any:
    return resolved(table, key, table.written(key), sort, codes)


def resolved(table: Table, key: str, target: Any, sort: Sort, codes: Codes) -> Any:
    """Give what a word of an agency file stands for in the schema; an impossible one is noted as a fault."""
    if sort is Sort.CODES:
        several = target if isinstance(target, list) else [target]
        return tuple(_code(table, key, item, codes) for item in several)
    if sort is Sort.CODE:
        return _code(table, key, target, codes)
    kind, what = _KINDS.get(sort, (str, "a text"))
    if not isinstance(target, kind) or (kind is int and isinstance(target, bool)):
        table.fault(f"stands for {target!r}", f"write {what}", key=key)
    return target


def _code(table: Table, key: str, target: Any, codes: Codes) -> Any:
    known = {code.value: code for code in codes or ()}
    if isinstance(target, str) and target in known:
        return known[target]
    table.fault(f"stands for {target!r}, which is no code here", did_you_mean(str(target), known), key=key)
    return None
