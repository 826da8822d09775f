"""What an agency file says about an answer: pointers, values and records, as read and checked; pure data.

A pointer is a JSON Pointer (RFC 6901) such as `/data/penDecNo` into a JSON answer, the same with prefixed names and a
last `@attribute` into an XML answer, and a column name into a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum, auto
from typing import Any, Final

from connectors.mapping.amounts import Unit
from connectors.mapping.dates import DateFormat
from connectors.mapping.nulls import NullWords
from schema.codes import RecordKind
from schema.identifiers import Scheme


class Absent(Enum):
    """Stands for "nothing is declared" where null means something."""

    ABSENT = auto()


ABSENT: Final = Absent.ABSENT


class Sort(StrEnum):
    """What a value becomes."""

    TEXT = "text"
    DOCUMENT = "document number"
    KEY = "key"
    DAY = "day"
    LAST_DAY = "last day"
    INTEGER = "whole number"
    AMOUNT = "amount"
    SCORE = "score"
    FLAG = "true or false"
    CODE = "code"
    CODES = "codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """How one value is had from a row: the first of the pointers that holds something, or a constant, or a choice.

    `table` maps words to what they stand for; `other` is what every further word stands for.
    """

    sort: Sort
    at: tuple[str, ...] = ()
    constant: Any = ABSENT
    join: tuple[str, ...] = ()
    separator: str = " "
    by: str | None = None
    cases: Mapping[str, Value] = field(default_factory=dict)
    table: Mapping[str, Any] | None = None
    other: Any = None
    split: str = ""
    default: Any = ABSENT
    required: bool = False
    unit: Unit | None = None
    dates: tuple[DateFormat, ...] = ()
    no_end: date | None = None
    nulls: NullWords = field(default_factory=NullWords)
    numbers: bool = False  # a text the source writes as a number
    outer: bool = False  # the pointers start from the answer, or its part about the subject, not from the row

    @property
    def pointers(self) -> tuple[str, ...]:
        """Every pointer it reads."""
        inner = tuple(pointer for value in self.cases.values() for pointer in value.pointers)
        return (*self.at, *self.join, *((self.by,) if self.by else ()), *inner)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodValue:
    """First and last day; with `until_next` the period ends where the same subject's next record begins."""

    first: Value
    last: Value | None = None
    until_next: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityValue:
    """Body: name, its own credit code, its region; with `optional` there is none where a row names none."""

    name: Value | None = None
    code: Value | None = None
    region: Value | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonsValue:
    """Persons in roles below a row."""

    rows: str
    name: Value
    role: Value
    identity: Value | None = None  # resident identity number
    identity_when: Condition | None = None
    period: PeriodValue | None = None
    directly_responsible: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesValue:
    """Current and former names below a row."""

    rows: str
    name: Value
    period: PeriodValue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifierValue:
    """Identifier of a scheme."""

    scheme: Scheme
    value: Value


FieldValue = Value | PeriodValue | AuthorityValue | PersonsValue | NamesValue | IdentifierValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What must stand at a pointer: one of the words, null or nothing at all, or the key asked in a list of keys."""

    at: str
    words: tuple[str, ...] = ()
    null: bool = False
    lists_key: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleValue:
    """Scale of grades decided from a day on, and its grades by the words the source writes."""

    id: str
    since: date | None
    grades: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMapping:
    """How the rows of one kind of record are found and read.

    `rows` points at a list, `row` at one object; tables have neither. With `identifiers` None the rows carry the key
    that the answer echoes.
    """

    kind: RecordKind
    rows: str | None
    row: str | None
    total: str | None
    id: Value
    identifiers: tuple[IdentifierValue, ...] | None
    fields: Mapping[str, FieldValue]
    skip: tuple[Condition, ...] = ()
    scales: tuple[ScaleValue, ...] = ()
    teaches: bool = False
    optional: bool = False  # an answer without the list has none of these
    id_prefix: str = ""  # put before the source's own key, where keys of two lists may be the same


@dataclass(frozen=True, slots=True, kw_only=True)
class AliasMapping:
    """An identifier the answer proves about the subject asked."""

    scheme: Scheme
    value: Value
    period: PeriodValue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkMapping:
    """Units a person holds or held a role in."""

    rows: str
    total: str | None
    unit: Value
    unit_name: Value
    role: Value
    period: PeriodValue | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapped:
    """Everything one request's answer is read for."""

    records: tuple[RecordMapping, ...] = ()
    aliases: tuple[AliasMapping, ...] = ()
    links: tuple[LinkMapping, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerMapping:
    """How an answer is believed: what says that it is one, whom it is about, and that there is nothing.

    Where `found` is declared, an answer that neither fulfils it nor proves absence accounts for nobody.
    With `subjects` it is a list of parts, one a subject, and `echo` stands inside a part. `none` holds the conditions
    that prove absence together; with `verified_total` no rows where the declared total is 0 prove it.
    """

    ok: Condition | None = None
    errors: str | None = None  # GraphQL: anything there makes it no answer
    found: Condition | None = None
    echo: str | None = None
    no_echo: str | None = None
    none: tuple[Condition, ...] = ()
    verified_total: bool = False
    data_time: str | None = None
    subjects: str | None = None
    page_echo: str | None = None
    next_at: str | None = None  # cursor or link of the next page
    more: Condition | None = None  # holds while there are further pages

    @property
    def proves_absence(self) -> bool:
        """Tell whether the source can say that it has nothing."""
        return bool(self.none) or self.verified_total
