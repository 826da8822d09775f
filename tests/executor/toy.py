"""Small schema with every shape a plan can meet, and data that is partly broken on purpose."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from datetime import date
from enum import Enum
from random import Random
from typing import Annotated, Any

import strawberry
from graphql.execution import Executor
from strawberry.types import Info

from schema.declare import CodeList, code_list


@strawberry.enum
class Level(Enum):
    LOW = "low"
    HIGH = "high"


@code_list
class Kind(CodeList):
    """A code list like the schema's own, with names that differ from its values."""

    LICENCE = "licence", "A licence."
    PENALTY = "penalty", "A penalty."


@strawberry.interface
class Node:
    id: strawberry.ID


@strawberry.type
class Agency(Node):
    code: str
    name: str | None

    @strawberry.field
    def label(self) -> str:
        return f"{self.code}:{self.name}"

    @strawberry.field
    async def slow(self) -> str:
        await asyncio.sleep(0)
        return f"slow {self.code}"

    @strawberry.field
    def times(self, factor: int = 3) -> int:
        return len(self.code) * factor

    @strawberry.field
    def later(self) -> str:
        return _later(self.code)  # type: ignore[return-value]  # a plain method that hands out a coroutine


async def _later(text: str) -> str:
    return text


@strawberry.interface
class Rec(Node):
    title: str
    on: date
    agency: Agency
    maybe: Agency | None


@strawberry.type
class Licence(Rec):
    kind: Kind
    number: int
    tags: list[str]


@strawberry.type
class Penalty(Rec):
    kinds: tuple[Kind, ...]
    level: Level
    amount: float | None
    active: bool
    matrix: list[list[int] | None] | None


Either = Annotated[Licence | Penalty | Agency, strawberry.union("Either")]


@strawberry.type
class Source:
    id: strawberry.ID
    status: str
    records: tuple[Rec, ...]
    sparse: list[Rec | None] | None
    either: list[Either]
    nodes: list[Node]


@strawberry.type
class Subject:
    code: str
    sources: list[Source]
    main: Source | None

    @strawberry.field
    def boom(self) -> str | None:
        raise ValueError("boom")


@dataclass
class World:
    """What the resolvers answer; the fuzz replaces it between queries."""

    subjects: list[Subject]


@strawberry.type
class Query:
    @strawberry.field
    async def subject(self, info: Info[World, None], code: str = "x") -> Subject | None:
        return info.context.subjects[0]

    @strawberry.field
    def subjects(self, info: Info[World, None]) -> list[Subject]:
        return info.context.subjects

    @strawberry.field
    def one(self, info: Info[World, None]) -> Subject:
        return info.context.subjects[1]


def toy_schema(executor: type[Executor[Any]]) -> strawberry.Schema:
    """Build the schema with the executor under test."""
    return strawberry.Schema(Query, types=[Licence, Penalty, Agency], execution_context_class=executor)


@strawberry.type
class Knot:
    """A type that contains itself."""

    name: str
    knots: list[Knot]
    knot: Knot | None = None


@strawberry.type
class KnotQuery:
    @strawberry.field
    def knot(self) -> Knot:
        inner = Knot(name="inner", knots=[])
        return Knot(name="outer", knots=[inner], knot=inner)


def knot_schema(executor: type[Executor[Any]] | None = None) -> strawberry.Schema:
    """Build a schema whose selections can nest without end."""
    return strawberry.Schema(KnotQuery, execution_context_class=executor)


class Maker:
    """Makes data; a share of the values breaks its type."""

    def __init__(self, random: Random, broken: float) -> None:
        self._random = random
        self._broken = broken

    def world(self) -> World:
        return World([self._subject(number) for number in range(2)])

    def _or_bad(self, good: Any, *bad: Any) -> Any:
        return self._random.choice(bad) if self._random.random() < self._broken else good

    def _subject(self, number: int) -> Subject:
        main = self._source(7) if self._random.random() < 0.7 else None
        return Subject(code=f"c{number}", sources=[self._source(each) for each in range(3)], main=main)

    def _source(self, number: int) -> Source:
        return Source(
            id=strawberry.ID(f"s{number}"),
            status=self._or_bad("OK", Kind.LICENCE, 4, ValueError("status")),
            records=self._or_bad(tuple(self._records()), None, deque(self._records()), "text"),
            sparse=self._random.choice([None, [None, *self._records()]]),
            either=[*self._records(), self._agency(9), *self._or_bad([], ["junk"], [None])],
            nodes=[*self._records(), self._or_bad(self._agency(3), KeyError("node"))],
        )

    def _records(self) -> list[Any]:
        return [self._record(number) for number in range(self._random.randint(0, 4))]

    def _agency(self, number: int) -> Agency:
        name = None if self._random.random() < 0.3 else f"n{number}"
        return Agency(id=strawberry.ID(f"a{number}"), code=self._or_bad(f"AG{number}", None, b"x"), name=name)

    def _record(self, number: int) -> Any:
        shared: dict[str, Any] = {
            "id": self._or_bad(f"r{number}", number, None),
            "title": self._or_bad(f"t{number}", None, True),
            "on": self._or_bad(date(2026, 1, 1 + number), "no date", None),
            "agency": self._or_bad(self._agency(number), None, self._subject_like()),
            "maybe": self._agency(number) if self._random.random() < 0.5 else None,
        }
        return self._licence(number, shared) if self._random.random() < 0.5 else self._penalty(number, shared)

    def _subject_like(self) -> Any:
        return {"code": "a mapping is no agency"}

    def _licence(self, number: int, shared: dict[str, Any]) -> Licence:
        return Licence(
            **shared,
            kind=self._or_bad(self._random.choice(list(Kind)), "licence", "LICENCE", Level.LOW, 3),
            number=self._or_bad(number, 2**40, "7", True, 1.0),
            tags=self._or_bad(["a", "b"], ["a", None], {"a": 1}),
        )

    def _penalty(self, number: int, shared: dict[str, Any]) -> Penalty:
        return Penalty(
            **shared,
            kinds=self._or_bad((Kind.PENALTY, Kind.LICENCE), ("penalty",), (None,), []),
            level=self._or_bad(self._random.choice(list(Level)), "low", None, Kind.LICENCE),
            amount=self._or_bad(self._random.choice([None, 1.5, 2]), float("nan"), "3", True),
            active=self._or_bad(bool(number % 2), 1, "yes"),
            matrix=self._random.choice([None, [[1, 2], None], self._or_bad([[3]], [[1, None]], [3])]),
        )
