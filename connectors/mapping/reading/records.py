"""`[[request.record]]`, `[[request.alias]]` and `[[request.link]]` of an agency file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from connectors.manifest import Table
from connectors.mapping.fields import Field, Shape, fields_of
from connectors.mapping.reading.conditions import read_conditions
from connectors.mapping.reading.pointers import checked_pointer
from connectors.mapping.reading.scales import read_scales
from connectors.mapping.reading.shapes import optional_period, read_identifiers, read_shape
from connectors.mapping.reading.values import read_value
from connectors.mapping.reading.vocabulary import Dialect, Vocabulary
from connectors.mapping.spec import (
    AliasMapping,
    AuthorityValue,
    FieldValue,
    LinkMapping,
    Mapped,
    RecordMapping,
    Sort,
    Value,
)
from schema.codes import RecordKind, Role
from schema.identifiers import Scheme
from schema.never_collected import refusal_of

_KEY = "key"


def read_mapped(request: Table, root: Table, words: Vocabulary) -> Mapped:
    """Read what the answer to one request is read for; an answer read for nothing is a fault.

    `[[record]]` at the top of a file is read of every request that has no record, alias or link of its own.
    """
    own = request.has("record") or request.has("alias") or request.has("link")
    tables = request.tables("record") if own else root.tables("record")
    prefix = request.text("id_prefix", "")
    records = tuple(found for item in tables if (found := _record(item, words, prefix)) is not None)
    aliases = tuple(_alias(item, words) for item in request.tables("alias"))
    links = tuple(_link(item, words) for item in request.tables("link"))
    if not own and not root.has("record"):
        request.fault("reads nothing from the answer", "add [[request.record]] with a kind and its fields")
    return Mapped(records=records, aliases=aliases, links=links)


def _record(table: Table, words: Vocabulary, prefix: str) -> RecordMapping | None:
    kind = _kind(table)
    if kind is None:
        table.rest()
        return None
    columns = words.dialect is Dialect.COLUMNS
    rows, row = (None, None) if columns else _place(table, words)
    teaches = table.flag("teaches")
    return RecordMapping(
        kind=kind,
        rows=rows,
        row=row,
        total=None if columns else _pointer(table, "total", words),
        id=read_value(table, "id", Sort.KEY, words, required=True),
        identifiers=None if table.written("identifiers") == _KEY else read_identifiers(table, "identifiers", words),
        fields=_fields(table, kind, words),
        skip=read_conditions(table, "skip", words),
        scales=read_scales(table) if kind is RecordKind.EVALUATION else (),
        teaches=teaches,
        optional=table.flag("optional"),
        id_prefix=prefix,
    )


def _kind(table: Table) -> RecordKind | None:
    written = table.text("kind")
    refused = refusal_of(written) if written else None
    if refused is not None:
        table.fault(f"is {written!r}: {refused}", "leave it out; the catalogue of record kinds is closed", key="kind")
        return None
    kinds = {kind.value: kind for kind in RecordKind}
    if written:
        table.known("kind", written, kinds, "a kind of record")
    return kinds.get(written)


def _place(table: Table, words: Vocabulary) -> tuple[str | None, str | None]:
    rows, row = _pointer(table, "rows", words), _pointer(table, "row", words)
    if (rows is None) == (row is None):
        table.fault("does not say where its rows are", 'write rows = "/list", or row = "/object" where there is one')
    return rows, row


def _pointer(table: Table, key: str, words: Vocabulary) -> str | None:
    written = table.written(key)
    if written == "" and words.dialect is Dialect.JSON:
        return ""
    return checked_pointer(table, key, table.text(key), words) if written is not None else None


def _fields(table: Table, kind: RecordKind, words: Vocabulary) -> Mapping[str, FieldValue]:
    found: dict[str, FieldValue] = {}
    for name, item in fields_of(kind).items():
        if name == "scale":
            continue
        if table.has(name):
            value = _field(table, item, words)
            if value is not None:
                found[name] = value
        elif item.required:
            table.fault(f"{name} is missing", f"a {kind.value} needs it: {item.description}")
    return found


def _field(table: Table, item: Field, words: Vocabulary) -> FieldValue | None:
    if isinstance(item.sort, Shape):
        shape = read_shape(table, item.name, item.sort, words)
        return replace(shape, optional=not item.required) if isinstance(shape, AuthorityValue) else shape
    if item.name == "field":
        return Value(sort=Sort.TEXT, constant=table.text("field"))
    return read_value(table, item.name, item.sort, words, codes=item.codes, required=item.required)


def _alias(table: Table, words: Vocabulary) -> AliasMapping:
    return AliasMapping(
        scheme=table.one_of("scheme", Scheme),
        value=read_value(table, "at", Sort.TEXT, words, required=table.flag("required", default=True)),
        period=optional_period(table, words),
    )


def _link(table: Table, words: Vocabulary) -> LinkMapping:
    return LinkMapping(
        rows=_pointer(table, "rows", words) or "",
        total=_pointer(table, "total", words),
        unit=read_value(table, "unit", Sort.TEXT, words),
        unit_name=read_value(table, "unit_name", Sort.TEXT, words),
        role=read_value(table, "role", Sort.CODE, words, codes=Role, required=True),
        period=optional_period(table, words),
    )
