"""What each kind of record has to be told, from the records' own declarations in `schema.records`."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from connectors.mapping.spec import Sort
from schema.codes import RecordKind
from schema.dates import Period
from schema.identifiers import Identifier
from schema.records import RECORD_TYPES, Authority, PersonInRole, Record, SubjectName

_OWN = frozenset({"id", "kind", "identifiers", "provenances", "name_differs", "verification_since"})
_DOCUMENTS = frozenset({"document_number", "exit_document", "case_number"})
_SCORES = frozenset({"score"})
_LAST_DAYS = frozenset({"public_until", "due_on"})
_MISCONDUCT = frozenset({RecordKind.PENALTY, RecordKind.SERIOUS_DISHONESTY_ENTRY, RecordKind.ENFORCEMENT_ENTRY})


class Shape(StrEnum):
    """Fields that are more than one value."""

    PERIOD = "period"
    AUTHORITY = "authority"
    PERSONS = "persons"
    NAMES = "names"
    IDENTIFIER = "identifier"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a record: what it is, its code list if it has one, and whether it must be mapped."""

    name: str
    sort: Sort | Shape
    codes: type[StrEnum] | None
    required: bool
    description: str


@cache
def record_type(kind: RecordKind) -> type[Record]:
    """Give the class of a kind of record."""
    return next(item for item in RECORD_TYPES if _default(item, "kind") is kind)


@cache
def fields_of(kind: RecordKind) -> Mapping[str, Field]:
    """Give the fields an agency file maps, by name, in the order they are declared."""
    cls = record_type(kind)
    hints = get_type_hints(cls)
    found = {}
    for item in dataclasses.fields(cls):
        if item.name in _OWN:
            continue
        sort, codes = _sort_of(item.name, hints[item.name])
        required = (item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING) or (
            item.name == "severity" and kind in _MISCONDUCT
        )
        description = str(getattr(item, "description", "") or "")
        found[item.name] = Field(item.name, sort, codes, required, description)
    return found


def _default(cls: type[Record], name: str) -> Any:
    return next(item.default for item in dataclasses.fields(cls) if item.name == name)


_SHAPES: Mapping[Any, Shape] = {Period: Shape.PERIOD, Authority: Shape.AUTHORITY, Identifier: Shape.IDENTIFIER}
_LISTS: Mapping[Any, Shape] = {PersonInRole: Shape.PERSONS, SubjectName: Shape.NAMES}
_SORTS: Mapping[Any, Sort] = {bool: Sort.FLAG, int: Sort.INTEGER, Decimal: Sort.AMOUNT, date: Sort.DAY, str: Sort.TEXT}


def _sort_of(name: str, hint: Any) -> tuple[Sort | Shape, type[StrEnum] | None]:
    plain = _without_none(hint)
    if get_origin(plain) is tuple:
        inner = get_args(plain)[0]
        return (_LISTS[inner], None) if inner in _LISTS else (Sort.CODES, inner)
    if plain in _SHAPES:
        return _SHAPES[plain], None
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return Sort.CODE, plain
    if name in _DOCUMENTS:
        return Sort.DOCUMENT, None
    if name in _SCORES:
        return Sort.SCORE, None
    return (Sort.LAST_DAY if name in _LAST_DAYS else _SORTS[plain]), None


def _without_none(hint: Any) -> Any:
    if get_origin(hint) in {Union, types.UnionType}:
        return next(item for item in get_args(hint) if item is not type(None))
    return hint
