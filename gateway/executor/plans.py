"""Bounded store of compiled plans, by operation, by the values of its @skip and @include variables, by subtree."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from graphql import (
    DirectiveNode,
    FieldNode,
    GraphQLOutputType,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    visit,
)
from graphql.execution import Executor
from graphql.execution.collect_fields import FieldDetailsList

from gateway.executor.compiler import compile_plan
from gateway.executor.source import Completed

T = TypeVar("T")

MAX_OPERATIONS: Final = 256
MAX_VARIANTS: Final = 8  # clients choose the values, so there may be 2^n
MAX_SUBTREES: Final = 64
COMPILE_AT_SIGHT: Final = 2  # a document that never comes back is not worth 650 µs


class Bounded(Generic[T]):
    """A dictionary that forgets what was used longest ago."""

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._items: OrderedDict[Hashable, T] = OrderedDict()

    def __len__(self) -> int:
        return len(self._items)

    def get(self, key: Hashable) -> T | None:
        """Give what is kept under `key`, and keep it longer."""
        found = self._items.get(key)
        if found is not None:
            self._items.move_to_end(key)
        return found

    def put(self, key: Hashable, value: T) -> T:
        """Keep `value` under `key`, forgetting the oldest beyond the capacity."""
        self._items[key] = value
        if len(self._items) > self._capacity:
            self._items.popitem(last=False)
        return value


@dataclass(slots=True)
class Subtree:
    """One compiled subtree; `plan` is None where none can be written. Holds its nodes, so their ids stay theirs."""

    plan: Completed | None
    nodes: tuple[FieldNode, ...]


@dataclass(slots=True)
class Variant:
    """Plans of one operation for one set of condition values."""

    sights: int = 0
    subtrees: dict[Hashable, Subtree] = field(default_factory=dict)

    def plan(
        self, executor: Executor[Any], return_type: GraphQLOutputType, fields: FieldDetailsList
    ) -> Completed | None:
        """Give the plan for a value of `return_type` under `fields`, compiling it the first time."""
        nodes = tuple(details.node for details in fields)
        key = (return_type, *map(id, nodes))
        known = self.subtrees.get(key)
        if known is None and len(self.subtrees) < MAX_SUBTREES:
            known = self.subtrees[key] = Subtree(_plan_or_none(executor, return_type, fields), nodes)
        return known.plan if known else None


@dataclass(slots=True)
class _Operation:
    node: OperationDefinitionNode
    schema: GraphQLSchema
    conditions: tuple[str, ...]
    variants: Bounded[Variant]


class PlanCache:
    """Plans of one schema's operations, least recently used first out."""

    def __init__(self, capacity: int = MAX_OPERATIONS, *, compile_at_sight: int = COMPILE_AT_SIGHT) -> None:
        self._operations: Bounded[_Operation] = Bounded(capacity)
        self._compile_at_sight = compile_at_sight

    def __len__(self) -> int:
        return len(self._operations)

    def variant(self, executor: Executor[Any]) -> Variant | None:
        """Count a sight of the executor's operation; give its plans from the configured sight on."""
        operation = self._operation(executor)
        coerced = executor.variable_values.coerced
        values = tuple(coerced.get(name) for name in operation.conditions)
        variant = operation.variants.get(values) or operation.variants.put(values, Variant())
        variant.sights += 1
        return variant if variant.sights >= self._compile_at_sight else None

    def _operation(self, executor: Executor[Any]) -> _Operation:
        node = executor.operation
        known = self._operations.get(id(node))
        if known is not None and known.node is node and known.schema is executor.schema:
            return known
        fresh = _Operation(node, executor.schema, condition_variables(executor), Bounded(MAX_VARIANTS))
        return self._operations.put(id(node), fresh)


def condition_variables(executor: Executor[Any]) -> tuple[str, ...]:
    """Give the names of the variables that decide @skip and @include anywhere in the operation's document."""
    finder = _ConditionFinder()
    visit(executor.operation, finder)
    for fragment in executor.fragments.values():
        visit(fragment.definition, finder)
    return tuple(sorted(finder.names))


class _ConditionFinder(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
        if node.name.value in {"skip", "include"}:
            self.names.update(_variables(node))


def _variables(node: DirectiveNode) -> Iterator[str]:
    for argument in node.arguments or ():
        if isinstance(argument.value, VariableNode):
            yield argument.value.name.value


def _plan_or_none(
    executor: Executor[Any], return_type: GraphQLOutputType, fields: FieldDetailsList
) -> Completed | None:
    try:
        return compile_plan(executor, return_type, fields)
    except Exception:  # noqa: BLE001 - whatever stops the compiler, the standard executor still gives the answer
        return None
