"""What an operation costs, from the schema's types alone: a unit an object, more where departments are asked.

A list whose length the asker chooses multiplies: `first`, and the list arguments a field's weight names. Introspection
is for the standard executor to answer, so there each leaf costs a unit too, and lists multiply by what they hold. It is
counted in time linear in the document, each fragment once, and kept for each combination of lengths it depends on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLList,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Undefined,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_introspection_type,
)

from gateway.executor.lengths import CEILING, Lengths

MAX_KEPT: Final = 64  # combinations of lengths of one operation
_INTROSPECTION_LISTS: Final = {"fields": 8, "args": 2, "inputFields": 1, "enumValues": 3}  # on average


@dataclass(frozen=True, slots=True)
class Weight:
    """What a field costs beyond its object; `per` names list arguments each of whose elements costs that again."""

    cost: int
    per: tuple[str, ...] = ()


Weights = Mapping[str, Weight]
"""By `Type.field`."""


class DocumentCost:
    """What the operations of one valid document cost."""

    def __init__(self, schema: GraphQLSchema, weights: Weights, document: DocumentNode) -> None:
        self._schema = schema
        self._weights = weights
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[int, tuple[tuple[str, ...], dict[tuple[int, ...], int]]] = {}

    def of(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
        """Give the cost of an operation of this document under variables as sent."""
        kept = self._known.get(id(operation))
        lengths = Lengths(operation, variables)
        if kept is not None:
            cost = kept[1].get(tuple(map(lengths.of_variable, kept[0])))
            if cost is not None:
                return cost
        cost = _Walk(self._schema, self._weights, self._fragments, lengths).operation(operation)
        names, costs = self._known.setdefault(id(operation), (tuple(sorted(lengths.used)), {}))
        if len(costs) < MAX_KEPT:
            costs[tuple(map(lengths.of_variable, names))] = cost
        return cost


class _Walk:
    def __init__(
        self,
        schema: GraphQLSchema,
        weights: Weights,
        fragments: Mapping[str, FragmentDefinitionNode],
        lengths: Lengths,
    ) -> None:
        self._schema = schema
        self._weights = weights
        self._fragments = fragments
        self._lengths = lengths
        self._known: dict[str, int] = {}

    def operation(self, operation: OperationDefinitionNode) -> int:
        root = self._schema.get_root_type(operation.operation)
        return self._selections(operation.selection_set, root) if root else 0

    def _selections(self, selection_set: SelectionSetNode | None, parent: GraphQLCompositeType) -> int:
        return min(CEILING, sum(self._costs(selection_set, parent))) if selection_set else 0

    def _costs(self, selection_set: SelectionSetNode, parent: GraphQLCompositeType) -> Iterator[int]:
        for selection in selection_set.selections:
            if isinstance(selection, FieldNode):
                yield self._field(selection, parent)
            elif isinstance(selection, InlineFragmentNode):
                condition = selection.type_condition
                yield self._selections(
                    selection.selection_set, self._type(condition.name.value) if condition else parent
                )
            elif isinstance(selection, FragmentSpreadNode):
                yield self._spread(selection.name.value)

    def _spread(self, name: str) -> int:
        known = self._known.get(name)
        if known is None:
            fragment = self._fragments[name]
            known = self._selections(fragment.selection_set, self._type(fragment.type_condition.name.value))
            self._known[name] = known
        return known

    def _field(self, node: FieldNode, parent: GraphQLCompositeType) -> int:
        field = self._schema.get_field(parent, node.name.value)
        if field is None:
            return 0
        named = get_named_type(field.type)
        weight = self._weights.get(f"{parent.name}.{node.name.value}")
        if not is_composite_type(named):
            return weight.cost if weight else int(is_introspection_type(parent))
        own = 1 + (weight.cost if weight else 0)
        return self._times(node, parent, field, weight) * (own + self._selections(node.selection_set, named))

    def _times(self, node: FieldNode, parent: GraphQLCompositeType, field: GraphQLField, weight: Weight | None) -> int:
        written = {each.name.value: each.value for each in node.arguments or ()}
        if weight is not None and weight.per:
            return max(1, sum(self._lengths.of(written.get(name)) for name in weight.per))
        if "first" in field.args:
            value = written.get("first")
            default = field.args["first"].default_value
            return max(1, self._lengths.of(value) if value or default is Undefined else int(default))
        if is_introspection_type(parent) and isinstance(get_nullable_type(field.type), GraphQLList):
            name = node.name.value
            return len(self._schema.type_map) if name == "types" else _INTROSPECTION_LISTS.get(name, 1)
        return 1

    def _type(self, name: str) -> Any:
        return self._schema.get_type(name)
