"""How large a document is, measured in time linear in it, however often fragments are spread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphql import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    ListValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
)

_INTROSPECTION = frozenset({"__schema", "__type"})


@dataclass(frozen=True, slots=True)
class Size:
    """Measured size of a selection set: levels of fields, aliased fields, widest set, own fields, all, directives."""

    depth: int = 0
    aliases: int = 0
    breadth: int = 0
    own: int = 0
    fields: int = 0
    directives: int = 0

    def beside(self, other: Size) -> Size:
        """Give the size of both in one selection set."""
        own = self.own + other.own
        return Size(
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            max(self.breadth, other.breadth, own),
            own,
            self.fields + other.fields,
            self.directives + other.directives,
        )

    def below(self, *, aliased: bool) -> Size:
        """Give the size of a field that has this selection set."""
        return Size(self.depth + 1, self.aliases + aliased, max(self.breadth, 1), 1, self.fields + 1, self.directives)

    def directed(self, node: FieldNode | InlineFragmentNode | FragmentSpreadNode | FragmentDefinitionNode) -> Size:
        """Give the size with the directives of a node."""
        if not node.directives:
            return self
        count = self.directives + len(node.directives)
        return Size(self.depth, self.aliases, self.breadth, self.own, self.fields, count)


class Measure:
    """Measures operations, each fragment once; a fragment inside itself counts nothing (validation names it).

    Once an operation was measured, `longest_list` is the longest list written in what it selects, and `introspects`
    tells whether it asks for the schema.
    """

    def __init__(self, document: DocumentNode) -> None:
        self.longest_list = 0
        self.introspects = False
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[str, Size] = {}

    def operation(self, operation: OperationDefinitionNode) -> Size:
        """Give the size of an operation, its own directives and those of its variables included."""
        size = self._selections(operation.selection_set)
        variables = operation.variable_definitions or ()
        for each in variables:
            self._look(each.default_value)
            self._look_at_arguments(each.directives or ())
        self._look_at_arguments(operation.directives or ())
        own = len(operation.directives or ()) + sum(len(each.directives or ()) for each in variables)
        return Size(size.depth, size.aliases, size.breadth, size.own, size.fields, size.directives + own)

    def _selections(self, selection_set: SelectionSetNode | None) -> Size:
        size = Size()
        for selection in selection_set.selections if selection_set else ():
            size = size.beside(self._selection(selection))
        return size

    def _selection(self, selection: SelectionNode) -> Size:
        self._look_at_arguments(selection.directives or ())
        if isinstance(selection, FieldNode):
            self.introspects |= selection.name.value in _INTROSPECTION
            self._look_at(selection.arguments or ())
            below = self._selections(selection.selection_set)
            return below.below(aliased=selection.alias is not None).directed(selection)
        if isinstance(selection, InlineFragmentNode):
            return self._selections(selection.selection_set).directed(selection)
        if isinstance(selection, FragmentSpreadNode):
            return self._spread(selection.name.value).directed(selection)
        return Size()

    def _spread(self, name: str) -> Size:
        known = self._known.get(name)
        if known is None:
            self._known[name] = Size()
            known = self._known[name] = self._fragment(self._fragments.get(name))
        return known

    def _fragment(self, fragment: FragmentDefinitionNode | None) -> Size:
        if fragment is None:
            return Size()
        self._look_at_arguments(fragment.directives or ())
        return self._selections(fragment.selection_set).directed(fragment)

    def _look_at_arguments(self, directives: Sequence[DirectiveNode]) -> None:
        for directive in directives:
            self._look_at(directive.arguments or ())

    def _look_at(self, arguments: Sequence[ArgumentNode]) -> None:
        for argument in arguments:
            self._look(argument.value)

    def _look(self, value: ValueNode | None) -> None:
        if isinstance(value, ListValueNode):
            self.longest_list = max(self.longest_list, len(value.values))
            for each in value.values:
                self._look(each)
        elif isinstance(value, ObjectValueNode):
            for field in value.fields:
                self._look(field.value)
