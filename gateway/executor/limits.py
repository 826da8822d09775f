"""Limits on what an operation may ask, and on the variables that come with it; refused before anything is executed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import DocumentNode, OperationDefinitionNode

from gateway.executor.sizes import Measure, Size
from schema.errors import ErrorCode, Refusal

_LESS = "ask for less in one request, or split it in several"
_MANY = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryLimits:
    """The largest request accepted; each number is inclusive, and counts of fields are after fragments are spread.

    Each is the setting `graphql.max_` with its name.
    """

    body_bytes: int = 1_048_576  # of the HTTP request
    tokens: int = 3_000  # of the document
    operations: int = 20  # in a document
    depth: int = 24  # fields inside fields; GraphiQL's introspection needs 15
    aliases: int = 200  # aliased fields in an operation
    breadth: int = 250  # fields in one selection set
    fields: int = 20_000  # fields in an operation
    directives: int = 100  # in an operation
    comparisons: int = 20_000  # of fields that answer under one name, while validating
    errors: int = 20  # told of one document
    cost: int = 320_000  # see `gateway.executor.costs`
    list_items: int = 500  # in one list, written out or in variables
    variable_depth: int = 16  # lists and objects inside each other
    variable_bytes: int = 131_072  # of all variables as JSON
    seconds: int = 40  # an operation may run


def check_document(document: DocumentNode, limits: QueryLimits) -> Measure:
    """Refuse a document one of whose operations is larger than `limits` (`QUERY_TOO_LARGE`); give what was measured."""
    measure = Measure(document)
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    _check([("operations", len(operations), limits.operations)])
    for operation in operations:
        _check(_sizes(measure.operation(operation), limits))
    _check([("elements in a list", measure.longest_list, limits.list_items)])
    return measure


def check_variables(variables: Mapping[str, Any], limits: QueryLimits) -> None:
    """Refuse variables that are larger than `limits` (`QUERY_TOO_LARGE`)."""
    if not variables:
        return
    open_values, depth = [*variables.values()], 0
    while open_values:
        inner: list[Any] = []
        for value in open_values:
            if isinstance(value, list):
                _check([("elements in a list", len(value), limits.list_items)], where="variables")
                inner += value
            elif isinstance(value, dict):
                inner += value.values()
        open_values, depth = inner, depth + 1
        _check([("levels of values", depth, limits.variable_depth)], where="variables")
    size = len(orjson.dumps(variables))
    _check([("bytes of variables", size, limits.variable_bytes)], where="variables")


def check_cost(cost: int, limits: QueryLimits) -> None:
    """Refuse an operation that costs more than `limits` (`QUERY_TOO_LARGE`)."""
    _check([("units of cost", cost, limits.cost)])


def too_large(message: str, *, where: str = "query", hint: str = _LESS) -> Refusal:
    """Give the refusal of what is beyond a limit."""
    return Refusal(ErrorCode.QUERY_TOO_LARGE, message, where=where, hint=hint)


def _sizes(size: Size, limits: QueryLimits) -> Iterable[tuple[str, int, int]]:
    return (
        ("levels of fields", size.depth, limits.depth),
        ("aliases", size.aliases, limits.aliases),
        ("fields in one selection set", size.breadth, limits.breadth),
        ("fields in all", size.fields, limits.fields),
        ("directives", size.directives, limits.directives),
    )


def _check(found: Iterable[tuple[str, int, int]], *, where: str = "query") -> None:
    for what, count, allowed in found:
        if count > allowed:
            shown = str(count) if count < _MANY else "more than a million"
            have = "the query has" if where == "query" else "the variables have"
            raise too_large(f"{have} {shown} {what}; {allowed} are allowed", where=where)
