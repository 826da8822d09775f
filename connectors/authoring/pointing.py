"""Every pointer of a mapping, by the field it fills, and what stands there in a parsed answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from connectors.mapping.reading.pointers import tokens
from connectors.mapping.spec import (
    AuthorityValue,
    FieldValue,
    IdentifierValue,
    NamesValue,
    PeriodValue,
    PersonsValue,
    RecordMapping,
    Value,
)

NOTHING = object()


@dataclass(frozen=True, slots=True)
class Pointed:
    """One pointer: the field it fills, where it points, and whether it starts from the answer instead of the row."""

    field: str
    pointer: str
    outer: bool = False


def pointers_of(mapping: RecordMapping) -> Iterator[Pointed]:
    """Give every pointer of a record mapping, in the order of its fields."""
    yield from _of_value("id", mapping.id)
    for identifier in mapping.identifiers or ():
        yield from _of_value(f"identifiers.{identifier.scheme.value}", identifier.value)
    for name, value in mapping.fields.items():
        yield from _of_field(name, value)
    yield from (Pointed("skip", condition.at) for condition in mapping.skip)


def _of_field(name: str, value: FieldValue) -> Iterator[Pointed]:
    match value:
        case Value():
            yield from _of_value(name, value)
        case PeriodValue():
            yield from _of_value(f"{name}.from", value.first)
            yield from _of_value(f"{name}.to", value.last) if value.last is not None else ()
        case AuthorityValue():
            for part, inner in (("name", value.name), ("code", value.code), ("region", value.region)):
                yield from _of_value(f"{name}.{part}", inner) if inner is not None else ()
        case PersonsValue() | NamesValue():
            yield Pointed(name, value.rows)
        case IdentifierValue():
            yield from _of_value(name, value.value)


def _of_value(name: str, value: Value) -> Iterator[Pointed]:
    yield from (Pointed(name, pointer, value.outer) for pointer in value.pointers)


def raw_at(node: Any, pointer: str, namespaces: Mapping[str, str]) -> Any:
    """Give what stands at a pointer in a parsed JSON document or an XML element; `NOTHING` if nothing does."""
    if etree.iselement(node):
        return _in_xml(node, tokens(pointer), namespaces)
    for token in tokens(pointer):
        if not isinstance(node, Mapping) or token not in node:
            return NOTHING
        node = node[token]
    return node


def rows_at(node: Any, pointer: str, namespaces: Mapping[str, str]) -> Sequence[Any]:
    """Give the rows a pointer leads to in a parsed document; none if there is no list."""
    if etree.iselement(node):
        return node.findall("/".join(_clark(token, namespaces) for token in tokens(pointer)))
    found = raw_at(node, pointer, namespaces)
    return found if isinstance(found, list) else ()


def _in_xml(node: Any, path: list[str], namespaces: Mapping[str, str]) -> Any:
    for token in path:
        if token.startswith("@"):
            return node.attrib.get(_clark(token[1:], namespaces), NOTHING)
        found = node.find(_clark(token, namespaces))
        if found is None:
            return NOTHING
        node = found
    return node.text if len(node) == 0 else f"<{etree.QName(node).localname}> with {len(node)} elements"


def _clark(token: str, namespaces: Mapping[str, str]) -> str:
    prefix, colon, local = token.partition(":")
    return f"{{{namespaces[prefix]}}}{local}" if colon else token
