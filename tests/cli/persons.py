"""Looks for the persons of the sandbox in bytes, however they may be written there."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from connectors.sandbox.model import Person


def persons_of(town: object) -> frozenset[Person]:
    """Give everybody in a part of the town: by themselves, in roles, and named in decisions."""
    return frozenset(_persons(town))


def found_in(content: bytes, persons: Iterable[Person]) -> set[str]:
    """Give the names and numbers that stand in the content, in any spelling text is kept in."""
    return {
        text
        for person in persons
        for text in (person.name, person.number)
        if any(spelling in content for spelling in _spellings(text))
    }


def everything_below(folder: Path) -> bytes:
    """Give the bytes of every file below a folder, and their names."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return b"\n".join(piece for file in files for piece in (str(file).encode(), file.read_bytes()))


def _spellings(text: str) -> Iterator[bytes]:
    for encoding in ("utf-8", "gb18030"):
        yield text.encode(encoding)
    yield json.dumps(text)[1:-1].encode()
    for shift in range(3):
        encoded = base64.urlsafe_b64encode(b"\0" * shift + text.encode())
        yield encoded[4 if shift else 0 : len(encoded) // 4 * 4 - 4]


def _persons(node: object) -> Iterator[Person]:
    if isinstance(node, Person):
        yield node
    elif isinstance(node, dict):
        for item in node.values():
            yield from _persons(item)
    elif isinstance(node, (tuple, list, set, frozenset)):
        for item in node:
            yield from _persons(item)
    elif hasattr(node, "__dataclass_fields__"):
        for name in node.__dataclass_fields__:
            yield from _persons(getattr(node, name))
