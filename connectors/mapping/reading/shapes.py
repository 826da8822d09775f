"""Fields that are more than one value: periods, issuers, persons, names, identifiers."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from connectors.manifest import Table
from connectors.mapping.fields import Shape
from connectors.mapping.reading.conditions import read_conditions
from connectors.mapping.reading.pointers import checked_pointer
from connectors.mapping.reading.values import optional_value, read_value
from connectors.mapping.reading.vocabulary import Vocabulary
from connectors.mapping.spec import (
    AuthorityValue,
    FieldValue,
    IdentifierValue,
    NamesValue,
    PeriodValue,
    PersonsValue,
    Sort,
)
from schema.codes import Role
from schema.identifiers import Scheme

_FORMS = {
    Shape.PERIOD: '{ from = "…", to = "…" }',
    Shape.AUTHORITY: '{ name = "…", code = "…", region = "…" }',
    Shape.PERSONS: '{ rows = "…", name = "…", role = { at = "…", values = "role" } }',
    Shape.NAMES: '{ rows = "…", name = "…", period = { from = "…", to = "…" } }',
    Shape.IDENTIFIER: '{ CREDIT_CODE = "…" }',
}


def read_shape(table: Table, key: str, shape: Shape, words: Vocabulary) -> FieldValue | None:
    """Read the field under a key that is written; None if it is so wrong that nothing can be read."""
    inner = table.table(key)
    if inner is None:
        table.fault(f"is a {shape.value}", f"write {key} = {_FORMS[shape]}", key=key)
        return None
    value = _READ[shape](inner, words)
    inner.finish()
    return value


def read_period(table: Table, words: Vocabulary) -> PeriodValue:
    """Read `{ from = …, to = … }` or `{ from = …, until = "next" }`."""
    first = read_value(table, "from", Sort.DAY, words)
    until = table.optional_text("until")
    if until not in {None, "next"}:
        table.fault(f"is {until!r}", 'write until = "next", or to = "…"', key="until")
    return PeriodValue(
        first=first, last=optional_value(table, "to", Sort.LAST_DAY, words), until_next=until is not None
    )


def optional_period(table: Table, words: Vocabulary) -> PeriodValue | None:
    """Read `period = { … }`, or None where it is not written."""
    if not table.has("period"):
        return None
    found = read_shape(table, "period", Shape.PERIOD, words)
    return found if isinstance(found, PeriodValue) else None


def read_identifiers(table: Table, key: str, words: Vocabulary) -> tuple[IdentifierValue, ...]:
    """Read `{ CREDIT_CODE = "…", … }`; the first decides whose the row is."""
    inner = table.table(key)
    if inner is None:
        table.fault("says nothing of identifiers", 'write { CREDIT_CODE = "…" }, or "key" if the answer echoes the key')
        return ()
    found = tuple(
        IdentifierValue(scheme=scheme, value=read_value(inner, scheme.value, Sort.TEXT, words))
        for scheme in _schemes(inner)
    )
    inner.finish()
    if not found:
        table.fault("names no identifier", 'write { CREDIT_CODE = "…" }', key=key)
    return found


def _schemes(table: Table) -> list[Scheme]:
    """Give the schemes a table has keys for, in the order they are written."""
    known = {scheme.value: scheme for scheme in Scheme if table.has(scheme.value)}
    return [known[name] for name in table.names() if name in known]


def _authority(table: Table, words: Vocabulary) -> AuthorityValue:
    found = AuthorityValue(
        name=optional_value(table, "name", Sort.TEXT, words),
        code=optional_value(table, "code", Sort.TEXT, words),
        region=optional_value(table, "region", Sort.TEXT, words),
    )
    if found.name is None and found.code is None:
        table.fault("names no issuer", 'write name = "…", code = "…", or both')
    return found


def _persons(table: Table, words: Vocabulary) -> PersonsValue:
    conditions = read_conditions(table, "identity_when", words)
    return PersonsValue(
        rows=checked_pointer(table, "rows", table.text("rows"), words),
        name=read_value(table, "name", Sort.TEXT, words),
        role=read_value(table, "role", Sort.CODE, words, codes=Role, required=True),
        identity=optional_value(table, "identity", Sort.TEXT, words),
        identity_when=conditions[0] if conditions else None,
        period=optional_period(table, words),
        directly_responsible=optional_value(table, "directly_responsible", Sort.FLAG, words),
    )


def _names(table: Table, words: Vocabulary) -> NamesValue:
    return NamesValue(
        rows=checked_pointer(table, "rows", table.text("rows"), words),
        name=read_value(table, "name", Sort.TEXT, words),
        period=optional_period(table, words),
    )


def _identifier(table: Table, words: Vocabulary) -> IdentifierValue | None:
    for scheme in _schemes(table):
        return IdentifierValue(scheme=scheme, value=read_value(table, scheme.value, Sort.TEXT, words))
    table.fault("names no scheme", f"write {_FORMS[Shape.IDENTIFIER]}")
    return None


_READ: Mapping[Shape, Callable[[Table, Vocabulary], FieldValue | None]] = {
    Shape.PERIOD: read_period,
    Shape.AUTHORITY: _authority,
    Shape.PERSONS: _persons,
    Shape.NAMES: _names,
    Shape.IDENTIFIER: _identifier,
}
