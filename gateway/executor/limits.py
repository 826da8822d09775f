"""Limits on what a query may ask, measured in time linear in the document, however often fragments are spread."""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from schema.errors import ErrorCode, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryLimits:
    """The largest query accepted; each number is inclusive and counts after fragments are spread."""

    body_bytes: int = 1_048_576  # of the HTTP request
    tokens: int = 3_000  # of the document
    depth: int = 24  # fields inside fields; GraphiQL's introspection needs 15
    aliases: int = 200  # aliased fields in an operation
    breadth: int = 250  # fields in one selection set
    fields: int = 20_000  # fields in an operation


@dataclass(frozen=True, slots=True)
class Size:
    """Measured size of a selection set: levels of fields, aliased fields, widest set, own fields, all fields."""

    depth: int = 0
    aliases: int = 0
    breadth: int = 0
    own: int = 0
    fields: int = 0

    def beside(self, other: Size) -> Size:
        """Give the size of both in one selection set."""
        own = self.own + other.own
        return Size(
            max(self.depth, other.depth),
            self.aliases + other.aliases,
            max(self.breadth, other.breadth, own),
            own,
            self.fields + other.fields,
        )

    def below(self, *, aliased: bool) -> Size:
        """Give the size of a field that has this selection set."""
        return Size(self.depth + 1, self.aliases + aliased, max(self.breadth, 1), 1, self.fields + 1)


def check_limits(document: DocumentNode, limits: QueryLimits) -> None:
    """Refuse a document one of whose operations is larger than `limits` (`QUERY_TOO_LARGE`)."""
    measure = _Measure(document)
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            _check(measure.selections(definition.selection_set), limits)


def _check(size: Size, limits: QueryLimits) -> None:
    for what, found, allowed in (
        ("levels of fields", size.depth, limits.depth),
        ("aliases", size.aliases, limits.aliases),
        ("fields in one selection set", size.breadth, limits.breadth),
        ("fields in all", size.fields, limits.fields),
    ):
        if found > allowed:
            shown = str(found) if found < 1_000_000 else "more than a million"
            raise Refusal(
                ErrorCode.QUERY_TOO_LARGE,
                f"the query has {shown} {what}; {allowed} are allowed",
                where="query",
                hint="ask for less in one request, or split the query in several",
            )


class _Measure:
    """Measures selection sets, each fragment once; a fragment inside itself counts nothing (validation names it)."""

    def __init__(self, document: DocumentNode) -> None:
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[str, Size] = {}

    def selections(self, selection_set: SelectionSetNode | None) -> Size:
        size = Size()
        for selection in selection_set.selections if selection_set else ():
            size = size.beside(self._selection(selection))
        return size

    def _selection(self, selection: SelectionNode) -> Size:
        if isinstance(selection, FieldNode):
            return self.selections(selection.selection_set).below(aliased=selection.alias is not None)
        if isinstance(selection, InlineFragmentNode):
            return self.selections(selection.selection_set)
        if isinstance(selection, FragmentSpreadNode):
            return self._spread(selection.name.value)
        return Size()

    def _spread(self, name: str) -> Size:
        known = self._known.get(name)
        if known is None:
            self._known[name] = Size()
            known = self._known[name] = self._fragment(self._fragments.get(name))
        return known

    def _fragment(self, fragment: FragmentDefinitionNode | None) -> Size:
        return self.selections(fragment.selection_set) if fragment else Size()
