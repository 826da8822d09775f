"""Random valid queries over any schema: fields, aliases, fragments on every possible type, @skip and @include."""

from __future__ import annotations

from random import Random

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_abstract_type,
    is_required_argument,
)

Selectable = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType

VARIABLES = ({"s": True}, {"s": False, "i": False}, {"s": False})


class QueryMaker:
    """Writes one query after another. Root fields come from `roots`: text that calls each, without its selection."""

    def __init__(self, schema: GraphQLSchema, roots: dict[str, str], random: Random) -> None:
        self._schema = schema
        self._roots = roots
        self._random = random
        self._fragments: dict[str, str] = {}
        self._seldom = 0.35

    def query(self, depth: int = 5) -> str:
        """Write a query that selects at most `depth` levels below the root fields."""
        self._fragments = {}
        names = self._random.sample(sorted(self._roots), self._random.randint(1, min(3, len(self._roots))))
        body = " ".join(f"{self._roots[name]}{self._condition()} {self._below(name, depth)}" for name in names)
        head = "query Q($s: Boolean!, $i: Boolean! = true)"
        use_both = "__typename @skip(if: $s) again: __typename @include(if: $i)"
        return "\n".join((f"{head} {{ {body} {use_both} }}", *self._fragments.values()))

    def _below(self, root: str, depth: int) -> str:
        query_type = self._schema.query_type
        assert query_type is not None
        return self._braces(get_named_type(query_type.fields[root].type), depth)

    def _braces(self, named: GraphQLNamedType, depth: int) -> str:
        if isinstance(named, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType):
            return f"{{ {self._selection(named, depth)} }}"
        return ""

    def _selection(self, selectable: Selectable, depth: int) -> str:
        parts = ["__typename"] if isinstance(selectable, GraphQLUnionType) or self._random.random() < 0.3 else []
        if not isinstance(selectable, GraphQLUnionType):
            parts += self._fields(selectable, depth)
        if is_abstract_type(selectable):
            parts += [
                self._fragment(possible, depth)
                for possible in self._schema.get_possible_types(selectable)
                if self._random.random() < 0.6
            ]
        return " ".join(parts) or "__typename"

    def _fields(self, selectable: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> list[str]:
        names = self._random.sample(sorted(selectable.fields), self._random.randint(1, len(selectable.fields)))
        written = [self._field(selectable, name, selectable.fields[name], depth) for name in names]
        return [text for text in written if text]

    def _field(self, parent: GraphQLNamedType, name: str, field: GraphQLField, depth: int) -> str:
        named = get_named_type(field.type)
        composite = isinstance(named, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType)
        if any(is_required_argument(argument) for argument in field.args.values()) or (composite and depth <= 0):
            return ""
        if (field.args or name in {"slow", "later", "boom"}) and self._random.random() < self._seldom * 2:
            return ""
        alias = f"{name}_{parent.name}: " if self._random.random() < 0.15 else ""
        return f"{alias}{name}{self._condition()} {self._braces(named, depth - 1)}"

    def _fragment(self, possible: GraphQLObjectType, depth: int) -> str:
        selection = self._selection(possible, depth)
        if self._random.random() < 0.7 or depth <= 1:
            return f"... on {possible.name}{self._condition()} {{ {selection} }}"
        name = f"F{len(self._fragments)}{possible.name}"
        self._fragments[name] = f"fragment {name} on {possible.name} {{ {selection} }}"
        return f"...{name}{self._condition()}"

    def _condition(self) -> str:
        chance = self._random.random()
        if chance < 0.05:
            return " @skip(if: $s)"
        if chance < 0.1:
            return " @include(if: $i)"
        return " @include(if: true)" if chance < 0.12 else ""
