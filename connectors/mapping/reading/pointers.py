"""Pointers as agency files write them, checked in the way their answer is pointed into."""

from __future__ import annotations

import re

from connectors.manifest import Table
from connectors.mapping.reading.vocabulary import Dialect, Vocabulary
from schema.never_collected import refusal_of
from schema.suggest import did_you_mean

_ESCAPE = re.compile(r"~(?![01])")
_NAME = re.compile(r"@?([A-Za-z_][\w.-]*:)?[A-Za-z_\u3007-\u9fff][\w.-]*")


def checked_pointer(table: Table, key: str | int | None, text: str, words: Vocabulary) -> str:
    """Give the pointer; what is wrong with it is noted at `key`."""
    names = tokens(text) if text.startswith("/") else [text]
    refused = next((found for name in names if (found := refusal_of(name.lstrip("@"))) is not None), None)
    if refused is not None:
        table.fault(f"points at {text!r}: {refused}", "leave it out", key=key)
    problem = _problem(text, words)
    if problem:
        table.fault(f"is {text!r}, and {problem[0]}", problem[1], key=key)
        return ""
    return text


def last_name(pointer: str) -> str:
    """Give the name a pointer ends in."""
    return pointer.rpartition("/")[2].lstrip("@").replace("~1", "/").replace("~0", "~")


def tokens(pointer: str) -> list[str]:
    """Give the names along a pointer (RFC 6901, 4)."""
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]]


def _problem(text: str, words: Vocabulary) -> tuple[str, str] | None:
    if words.dialect is Dialect.COLUMNS:
        wrong = not text or text.startswith("/")
        return ("is no column name", "write the name as the table has it, without a slash") if wrong else None
    if text and not text.startswith("/"):
        return "a pointer begins with a slash (RFC 6901)", f'write "/{text}"'
    if words.dialect is Dialect.JSON:
        if _ESCAPE.search(text):
            return "a tilde is written ~0 and a slash inside a name ~1 (RFC 6901)", "escape it"
        if any(token.isdigit() for token in tokens(text)):
            return "a number points at one item of a list", "read lists with rows, and point inside their items"
        return None
    return _xml_problem(text, words)


def _xml_problem(text: str, words: Vocabulary) -> tuple[str, str] | None:
    for place, name in enumerate(tokens(text), start=1):
        if not _NAME.fullmatch(name):
            return f"{name!r} is no name of an element", 'write names as "/a/b", an attribute as "/a/@b"'
        if name.startswith("@") and place != len(tokens(text)):
            return "an attribute has nothing below it", "put the attribute last"
        prefix = name.lstrip("@").partition(":")[0] if ":" in name else None
        if prefix and prefix not in words.namespaces:
            return f"the prefix {prefix!r} is not in [namespaces]", did_you_mean(prefix, words.namespaces)
    return None
