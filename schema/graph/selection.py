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
}
_EVERYTHING = frozenset({"records", "conflicts", "sources", "identifiers"})

Seen = tuple[FieldNode, frozenset[RecordKind] | None]
_seen: LRUCache[int, Seen] = LRUCache(maxsize=512)


def selected_kinds(info: Info[Any, None], asked: Iterable[RecordKind] | None) -> frozenset[RecordKind] | None:
    """Give the kinds of record a subject query needs, or None for all; `@skip`ped fields count as selected."""
    if asked is not None:
        return frozenset(asked)
    node = info._raw_info.field_nodes[0]  # noqa: SLF001 - strawberry's own look-ahead rebuilds the tree on each request
    kept = _seen.get(id(node))
    if kept is not None and kept[0] is node:
        return kept[1]
    kinds = _kinds_of(_names(node.selection_set, info))
    _seen[id(node)] = (node, kinds)
    return kinds


def _kinds_of(names: set[str]) -> frozenset[RecordKind] | None:
    if names & _EVERYTHING:
        return None
    return frozenset(_KINDS[name] for name in names if name in _KINDS)


def _names(selection: SelectionSetNode | None, info: Info[Any, None]) -> set[str]:
    names: set[str] = set()
    open_sets = [selection]
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
