"""Random values of any type of a strawberry schema, made from the schema itself; a share of them may break it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, cast

from graphql import (
    GraphQLEnumType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    is_abstract_type,
)
from strawberry.types.base import StrawberryObjectDefinition

from gateway.executor.fields import declaration

BROKEN: tuple[Any, ...] = (None, "broken", 2**40, b"bytes", ValueError("broken"), {}, [])


class FactMaker:
    """Makes instances of the classes behind the object types."""

    def __init__(self, schema: GraphQLSchema, random: Random, *, broken: float = 0.0) -> None:
        self._schema = schema
        self._random = random
        self._broken = broken

    def value(self, wanted: GraphQLOutputType, depth: int = 5) -> Any:
        """Make a value of `wanted`; nullable and list types end the recursion at `depth` 0."""
        if self._random.random() < self._broken:
            return self._random.choice(BROKEN)
        if isinstance(wanted, GraphQLNonNull):
            return self._present(wanted.of_type, depth)
        return None if depth <= 0 or self._random.random() < 0.2 else self._present(wanted, depth)

    def made(self, name: str) -> Any:
        """Make an instance of the object type called `name`."""
        return self._present(cast("GraphQLOutputType", self._schema.type_map[name]), 5)

    def _present(self, wanted: GraphQLOutputType, depth: int) -> Any:
        if isinstance(wanted, GraphQLList):
            count = 0 if depth <= 0 else self._random.randint(0, 3)
            return tuple(self.value(wanted.of_type, depth - 1) for _ in range(count))
        if isinstance(wanted, GraphQLEnumType):
            return self._random.choice(list(cast("Any", wanted).wrapped_cls))
        if is_abstract_type(wanted):
            return self._object(self._random.choice(self._schema.get_possible_types(wanted)), depth)
        if isinstance(wanted, GraphQLObjectType):
            return self._object(wanted, depth)
        return self._scalar(str(wanted))

    def _object(self, wanted: GraphQLObjectType, depth: int) -> Any:
        definition = declaration(wanted)
        assert isinstance(definition, StrawberryObjectDefinition)
        attributes = {
            declaration(field).python_name: self.value(field.type, depth - 1)
            for field in wanted.fields.values()
            if declaration(field).base_resolver is None
        }
        return (definition.concrete_of or definition).origin(**attributes)

    def _scalar(self, name: str) -> Any:
        number = self._random.randint(0, 10_000)
        makers: dict[str, Any] = {
            "Int": number,
            "Float": number / 8,
            "Boolean": bool(number % 2),
            "Date": date(2026, 1, 1) + timedelta(days=number),
            "DateTime": datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
            "Decimal": Decimal(number) / 100,
        }
        return makers.get(name, f"text {number}")
