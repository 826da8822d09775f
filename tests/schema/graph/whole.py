"""Writes a query or mutation of any root field that selects everything, whatever fields there are or come."""

from __future__ import annotations

from collections.abc import Mapping

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
    get_named_type,
    is_composite_type,
)

from schema.graph import build_schema

_SCHEMA: GraphQLSchema = build_schema()._schema
_QUERY, _MUTATION = _SCHEMA.query_type, _SCHEMA.mutation_type
assert _QUERY is not None
assert _MUTATION is not None
QUERIES, MUTATIONS = frozenset(_QUERY.fields), frozenset(_MUTATION.fields)
_FIELDS = _QUERY.fields | _MUTATION.fields
_DEPTH = 3


def whole_query(name: str, known: Mapping[str, str]) -> str:
    """Ask a field of the root for all it gives; `known` are values of arguments and input fields by their name."""
    asked = _FIELDS[name]
    operation = "mutation" if name in MUTATIONS else "query"
    return f"{operation} {{ {name}{_arguments(asked.args, known)} {_selection(asked.type, _DEPTH)} }}"


def _arguments(arguments: Mapping[str, GraphQLArgument], known: Mapping[str, str]) -> str:
    needed = {name: each.type for name, each in arguments.items() if isinstance(each.type, GraphQLNonNull)}
    written = [f"{name}: {_value(name, wanted, known)}" for name, wanted in needed.items()]
    return f"({', '.join(written)})" if written else ""


def _value(name: str, wanted: GraphQLType, known: Mapping[str, str]) -> str:
    bare = wanted.of_type if isinstance(wanted, GraphQLNonNull) else wanted
    if isinstance(bare, GraphQLList):
        return f"[{_value(name, bare.of_type, known)}]"
    if isinstance(bare, GraphQLEnumType):
        return known.get(name, next(iter(bare.values)))
    if isinstance(bare, GraphQLInputObjectType):
        parts = (f"{part}: {_value(part, each.type, known)}" for part, each in bare.fields.items())
        return f"{{{', '.join(parts)}}}"
    return {"Int": "1", "Boolean": "true", "Date": '"2026-10-15"', "DateTime": '"2026-10-15T04:00:00Z"'}.get(
        str(bare), f'"{known.get(name, "1")}"'
    )


def _selection(given: GraphQLType, depth: int) -> str:
    kind = get_named_type(given)
    if not is_composite_type(kind):
        return ""
    if not isinstance(kind, GraphQLObjectType) or not depth:
        return "{ __typename }"
    chosen = (
        f"{name} {_selection(each.type, depth - 1)}"
        for name, each in kind.fields.items()
        if not any(isinstance(argument.type, GraphQLNonNull) for argument in each.args.values())
    )
    return f"{{ {' '.join(chosen)} }}"
