"""Every way one leaf or list of an answer can be wrong, for JSON and XML bodies; pure."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec
from lxml import etree

from connectors.core.charset import declared_charset, decode_text
from schema.identifiers import normalise

UNKNOWN_WORD = "无此字样"


class Wrong(StrEnum):
    """What is wrong with a leaf or a list."""

    MISSING = "missing"
    NULL = "null"
    TYPE = "wrong-type"
    WORD = "unknown-word"
    EMPTIED = "emptied-list"
    SHORTENED = "shortened-list"


_OTHERS: tuple[Any, ...] = (7_777, "x", True, [], {})
LEAVES = (Wrong.MISSING, Wrong.NULL, Wrong.TYPE, Wrong.WORD)
LISTS = (Wrong.EMPTIED, Wrong.SHORTENED)


@dataclass(frozen=True, slots=True)
class Mutation:
    """A body with one thing wrong: where, what stood there, and the body."""

    at: str
    original: Any
    body: bytes


def mutations(body: bytes, content_type: str | None, wrong: Wrong, word: str = UNKNOWN_WORD) -> Iterator[Mutation]:
    """Give every body with one leaf (or list) wrong in this way; none for a body that is neither JSON nor XML.

    `word` is what stands in the place of a text with an unknown word; the charset stays what the type declares.
    """
    try:
        text = decode_text(body, content_type)
    except Exception:  # noqa: BLE001 - a body that is no text has no leaves
        return
    if text.lstrip()[:1] in {"{", "["}:
        charset = declared_charset(content_type) or "utf-8"
        yield from _json(msgspec.json.decode(text), wrong, word, charset)
    elif text.lstrip().startswith("<"):
        yield from _xml(body, wrong, word)


def substituted(body: bytes, content_type: str | None, old: str, new: str) -> Iterator[Mutation]:
    """Give every body in which one leaf that says `old`, however written, says `new`."""
    for found in mutations(body, content_type, Wrong.WORD, new):
        if isinstance(found.original, str) and normalise(found.original) == old:
            yield found


def substituted_everywhere(body: bytes, content_type: str | None, old: str, new: str) -> Iterator[Mutation]:
    """Give the body in which every leaf that says `old` says `new`, if there is one."""
    changed, count = body, 0
    while found := next(substituted(changed, content_type, old, new), None):
        changed, count = found.body, count + 1
    if count:
        yield Mutation("everywhere", old, changed)


def _json(document: Any, wrong: Wrong, word: str, charset: str) -> Iterator[Mutation]:
    for path in list(_paths(document, lists=wrong in LISTS)):
        changed = copy.deepcopy(document)
        parent = _at(changed, path[:-1])
        original = parent[path[-1]]
        for value in _replacements(original, wrong, word):
            if wrong is Wrong.MISSING:
                del parent[path[-1]]
            else:
                parent[path[-1]] = value
            encoded = msgspec.json.encode(changed).decode().encode(charset)
            yield Mutation("/" + "/".join(map(str, path)), original, encoded)


def _replacements(original: Any, wrong: Wrong, word: str) -> list[Any]:
    match wrong:
        case Wrong.MISSING | Wrong.NULL:
            return [None] if wrong is Wrong.MISSING or original is not None else []
        case Wrong.EMPTIED:
            return [[]] if original else []
        case Wrong.SHORTENED:
            return [original[:-1]] if len(original) > 1 else []
        case Wrong.WORD:
            return [word] if isinstance(original, str) else []
        case Wrong.TYPE:
            return [value for value in _OTHERS if type(value) is not type(original)]


def _paths(node: Any, *, lists: bool, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(node, (dict, list)):
        if path and lists and isinstance(node, list):
            yield path
        for name, item in node.items() if isinstance(node, dict) else _distinct(node):
            yield from _paths(item, lists=lists, path=(*path, name))
    elif path and not lists:
        yield path


def _distinct(items: list[Any]) -> Iterator[tuple[int, Any]]:
    """Give the items of a list, but rows with the columns of one that was given already; the last one always."""
    shapes: set[str] = set()
    for place, item in enumerate(items):
        shape = repr(sorted(item)) if _is_row(item) else None
        if shape is None or shape not in shapes or place == len(items) - 1:
            yield place, item
        shapes |= {shape} if shape is not None else set()


def _is_row(item: Any) -> bool:
    return isinstance(item, dict) and not any(isinstance(held, (dict, list)) for held in item.values())


def _at(node: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        node = node[part]
    return node


def _xml(body: bytes, wrong: Wrong, word: str) -> Iterator[Mutation]:
    count = len(list(etree.fromstring(body).iter(etree.Element)))
    for place in range(count):
        yield from _element(body, place, wrong, word)


def _element(body: bytes, place: int, wrong: Wrong, word: str) -> Iterator[Mutation]:
    element = list(etree.fromstring(body).iter(etree.Element))[place]
    tree = element.getroottree()
    at = tree.getpath(element)
    if wrong in LISTS:
        children = list(element)
        same = len(children) > 0 and len({child.tag for child in children}) == 1 and element.attrib
        if same and (wrong is Wrong.EMPTIED or len(children) > 1):
            for child in children if wrong is Wrong.EMPTIED else children[-1:]:
                element.remove(child)
            yield Mutation(at, len(children), etree.tostring(tree))
        return
    if wrong is not Wrong.TYPE:
        for name in element.attrib:
            yield _attribute(body, place, str(name), wrong, word)
    if len(element) or element.getparent() is None:
        return
    original = element.text or ""
    parent = element.getparent()
    if wrong is Wrong.MISSING and parent is not None:
        parent.remove(element)
    elif wrong is Wrong.NULL:
        element.text = None
    elif wrong is Wrong.TYPE:
        etree.SubElement(element, "x")
        element.text = None
    else:
        element.text = word
    yield Mutation(at, original, etree.tostring(tree))


def _attribute(body: bytes, place: int, name: str, wrong: Wrong, word: str) -> Mutation:
    element = list(etree.fromstring(body).iter(etree.Element))[place]
    original = element.attrib[name]
    if wrong is Wrong.MISSING:
        del element.attrib[name]
    else:
        element.attrib[name] = "" if wrong is Wrong.NULL else word
    tree = element.getroottree()
    return Mutation(f"{tree.getpath(element)}/@{name}", original, etree.tostring(tree))
