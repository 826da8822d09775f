"""How a plan completes leaf values: an inline test for the usual class, the type's own coercion for the rest."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLString,
    Undefined,
)

from gateway.executor.source import Bail, Completed

_AS_IS: dict[GraphQLLeafType, str] = {
    GraphQLString: "{0}.__class__ is not str",
    GraphQLID: "{0}.__class__ is not str",
    GraphQLInt: "{0}.__class__ is not int or not -2147483648 <= {0} <= 2147483647",
    GraphQLBoolean: "{0}.__class__ is not bool",
    GraphQLFloat: "{0}.__class__ is not float or not isfinite({0})",
}


_PLAIN = frozenset({str, int, float, bool, date, datetime, Decimal})


def needs_coercion(leaf: GraphQLLeafType, value: str) -> str | None:
    """Give the test that says the variable `value` is not yet in its serialised form; None if it never is."""
    test = _AS_IS.get(leaf)
    return test.format(value) if test else None


def coercion(leaf: GraphQLLeafType) -> Completed:
    """Give the function that serialises a value of `leaf` or bails; None bails too."""
    general = _general(leaf)
    return _enum(leaf, general) if isinstance(leaf, GraphQLEnumType) else general


def _general(leaf: GraphQLLeafType) -> Completed:
    coerce = leaf.coerce_output_value

    def complete(value: Any) -> Any:
        if value.__class__ not in _PLAIN and _is_no_value(value):
            raise Bail
        result = coerce(value)
        if result is None:
            raise Bail
        return result

    return complete


def _is_no_value(value: Any) -> bool:
    return value is None or value is Undefined or isinstance(value, Exception) or hasattr(value, "__await__")


def _enum(leaf: GraphQLEnumType, general: Completed) -> Completed:
    wrapped = getattr(leaf, "wrapped_cls", None)
    if not (isinstance(wrapped, type) and issubclass(wrapped, Enum)):
        return general
    names = {member: leaf.coerce_output_value(member) for member in wrapped}

    def complete(value: Any) -> Any:
        return names[value] if value.__class__ is wrapped else general(value)

    return complete
