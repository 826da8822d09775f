"""A recorded answer reduced to what is mapped: nothing else of it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from lxml import etree

from connectors.authoring.pointing import pointers_of
from connectors.core.charset import decode_text
from connectors.declared.http_spec import Charset, Format, HttpRequest
from connectors.mapping.compiling.answers import compile_answer
from connectors.mapping.compiling.json_shape import JsonPlace
from connectors.mapping.compiling.source import Source
from connectors.mapping.reading.pointers import last_name, tokens
from connectors.mapping.spec import NamesValue, PersonsValue


def reduced(request: HttpRequest, body: bytes, content_type: str | None) -> bytes:
    """Give a body without what the request's mapping does not read, in the charset it came in."""
    if request.format is Format.XML:
        return _xml(request, body)
    root = JsonPlace()
    compile_answer(Source(), root, request.answer, request.mapped)
    kept = root.pruned(msgspec.json.decode(decode_text(body, content_type)))
    text = msgspec.json.format(msgspec.json.encode(kept), indent=1).decode()
    return text.encode("gb18030" if request.charset is Charset.GB18030 else "utf-8")


def names_in(request: HttpRequest, body: bytes, content_type: str | None) -> Iterator[tuple[str, str]]:
    """Give the names of units and persons in an answer, each with what an invented one begins with."""
    if request.format is Format.XML:
        document: Any = etree.fromstring(body)
        for element in document.iter(etree.Element):
            if etree.QName(element).localname in _unit_names(request) and element.text:
                yield "样例单位", element.text.strip()
        return
    document = msgspec.json.decode(decode_text(body, content_type))
    units, persons = _unit_names(request), _person_lists(request)
    yield from _walk(document, units, persons, inside=False)


def _walk(node: Any, units: set[str], persons: set[str], *, inside: bool) -> Iterator[tuple[str, str]]:
    if isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, str) and value.strip() and name in units | (persons if inside else set()):
                yield ("样例人" if inside and name in persons else "样例单位"), value.strip()
            yield from _walk(value, units, persons, inside=inside or f"[{name}]" in persons)
    elif isinstance(node, list):
        for item in node:
            yield from _walk(item, units, persons, inside=inside)


def _unit_names(request: HttpRequest) -> set[str]:
    found = set()
    for record in request.mapped.records:
        for item in pointers_of(record):
            if item.field in {"subject_name", "issuer.name"}:
                found.add(last_name(item.pointer).rpartition(":")[2])
        for value in record.fields.values():
            found |= {last_name(at) for at in value.name.pointers} if isinstance(value, NamesValue) else set()
    for link in request.mapped.links:
        found |= {last_name(at) for at in link.unit_name.pointers}
    return found


def _person_lists(request: HttpRequest) -> set[str]:
    """Give the names of lists of persons, in brackets, and of the fields their names stand in."""
    found = set()
    for record in request.mapped.records:
        for value in record.fields.values():
            if isinstance(value, PersonsValue):
                found |= {f"[{last_name(value.rows)}]", *(last_name(at) for at in value.name.pointers)}
    return found


def _xml(request: HttpRequest, body: bytes) -> bytes:
    kept = {_local(token) for pointer in _every_pointer(request) for token in tokens(pointer)}
    kept |= {"Envelope", "Body", etree.QName(request.root).localname if request.root else ""}
    root = etree.fromstring(body)
    for element in list(root.iter(etree.Element)):
        parent = element.getparent()
        if parent is not None and etree.QName(element).localname not in kept:
            parent.remove(element)
    return etree.tostring(root, encoding="utf-8")


def _every_pointer(request: HttpRequest) -> Iterator[str]:
    answer = request.answer
    yield from filter(None, (answer.echo, answer.data_time, answer.subjects, answer.page_echo, answer.next_at))
    yield from (condition.at for condition in (answer.ok, answer.found, answer.more, *answer.none) if condition)
    for record in request.mapped.records:
        yield from filter(None, (record.rows, record.row, record.total))
        yield from (item.pointer for item in pointers_of(record))
    for alias in request.mapped.aliases:
        yield from alias.value.pointers


def _local(token: str) -> str:
    return token.lstrip("@").rpartition(":")[2]
