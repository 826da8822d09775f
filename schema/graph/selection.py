"""Look-ahead: which fields of the result a query selects, so that only the sources behind them are asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cachetools import LRUCache
from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode
from strawberry.types import Info

from schema.codes import RecordKind

_KINDS = {
    "registrations": RecordKind.REGISTRATION,
    "name": RecordKind.REGISTRATION,
    "names": RecordKind.REGISTRATION,
    "kind": RecordKind.REGISTRATION,
    "licences": RecordKind.LICENCE,
    "penalties": RecordKind.PENALTY,
    "redListEntries": RecordKind.RED_LIST_ENTRY,
    "seriousDishonestyEntries": RecordKind.SERIOUS_DISHONESTY_ENTRY,
    "enforcementEntries": RecordKind.ENFORCEMENT_ENTRY,
    "evaluations": RecordKind.EVALUATION,
    "commitments": RecordKind.COMMITMENT,
    "publicInterestLitigations": RecordKind.PUBLIC_INTEREST_LITIGATION,
    "judgments": RecordKind.JUDGMENT,
}
_EVERYTHING = frozenset({"records", "conflicts", "sources", "identifiers"})

Seen = tuple[tuple[FieldNode, ...], frozenset[RecordKind] | None]
_seen: LRUCache[tuple[int, ...], Seen] = LRUCache(maxsize=512)


def selected_kinds(info: Info[Any, None], asked: Iterable[RecordKind] | None) -> frozenset[RecordKind] | None:
    """Give the kinds of record a subject query needs, or None for all; `@skip`ped fields count as selected."""
    if asked is not None:
        return frozenset(asked)
    nodes = tuple(info._raw_info.field_nodes)  # noqa: SLF001 - strawberry's own look-ahead rebuilds the tree each time
    place = tuple(map(id, nodes))  # the entry keeps its nodes alive, so their ids stay theirs
    kept = _seen.get(place)
    if kept is None:
        kept = _seen[place] = (nodes, _kinds_of(_names(nodes, info)))
    return kept[1]


def _kinds_of(names: set[str]) -> frozenset[RecordKind] | None:
    if names & _EVERYTHING:
        return None
    return frozenset(_KINDS[name] for name in names if name in _KINDS)


def _names(nodes: Iterable[FieldNode], info: Info[Any, None]) -> set[str]:
    """Name the fields selected; a field written several times, directly or in fragments, is merged by GraphQL."""
    names: set[str] = set()
    open_sets: list[SelectionSetNode | None] = [node.selection_set for node in nodes]
    visited: set[str] = set()
    while open_sets:
        current = open_sets.pop()
        for node in current.selections if current else ():
            if isinstance(node, FieldNode):
                names.add(node.name.value)
            elif isinstance(node, InlineFragmentNode):
                open_sets.append(node.selection_set)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in visited:
                visited.add(node.name.value)
                open_sets.append(info._raw_info.fragments[node.name.value].selection_set)  # noqa: SLF001 - as above
    return names
