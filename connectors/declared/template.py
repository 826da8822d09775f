"""Requests as agency files write them: text with placeholders in braces, filled without ever changing its shape."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import quote
from xml.sax.saxutils import escape

import msgspec

from connectors.core.checks import well_shaped
from connectors.core.faults import Defect
from schema.identifiers import Identifier

Escape = Callable[[str], str]

_PLACEHOLDER = re.compile(r"\{([a-z_]+(?:\.[A-Za-z_]+)?)\}")
_WHOLE = re.compile(r'"\{(keys|page|offset|size)\}"')
SETTING = "setting."


@dataclass(frozen=True, slots=True)
class Template:
    """Text in pieces: `texts` stand between the placeholders `names`, one more of them than of those."""

    texts: tuple[str, ...] = field(repr=False)  # credentials may be filled in
    names: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Split a text at its placeholders."""
        pieces = _PLACEHOLDER.split(text)
        return cls(tuple(pieces[::2]), tuple(pieces[1::2]))

    @classmethod
    def of_json(cls, body: Any) -> Self:
        """Write a JSON body; a text that is nothing but a list of keys or a number's placeholder becomes that."""
        return cls.of(_WHOLE.sub(r"{\1}", msgspec.json.encode(body).decode()))

    @classmethod
    def of_form(cls, fields: Mapping[str, Any]) -> Self:
        """Write an HTML form's body; what stands between placeholders is escaped, the placeholders are not."""
        pieces = [f"{in_url(name)}={_escaped_but_for_placeholders(str(value))}" for name, value in fields.items()]
        return cls.of("&".join(pieces))

    def filled(self, values: Mapping[str, str]) -> str:
        """Give the text with its placeholders filled; the values are escaped already."""
        pieces = [self.texts[0]]
        for name, text in zip(self.names, self.texts[1:], strict=True):
            pieces += (values[name], text)
        return "".join(pieces)

    def bound(self, values: Mapping[str, str]) -> Template:
        """Give the template with some of its placeholders filled once and for all."""
        texts, names = [self.texts[0]], list[str]()
        for name, text in zip(self.names, self.texts[1:], strict=True):
            if name in values:
                texts[-1] += values[name] + text
            else:
                names.append(name)
                texts.append(text)
        return Template(tuple(texts), tuple(names))

    def unknown(self, known: Collection[str]) -> tuple[str, ...]:
        """Give the placeholders that are neither known nor settings."""
        return tuple(name for name in self.names if name not in known and not name.startswith(SETTING))

    @property
    def settings(self) -> tuple[str, ...]:
        """Names of the settings it is filled with."""
        return tuple(name.removeprefix(SETTING) for name in self.names if name.startswith(SETTING))


def _escaped_but_for_placeholders(text: str) -> str:
    template = Template.of(text)
    bare = Template(tuple(in_url(piece) for piece in template.texts), template.names)
    return bare.filled({name: f"{{{name}}}" for name in template.names})


def in_url(text: str) -> str:
    """Escape a text for a URL (RFC 3986)."""
    return quote(text, safe="")


def in_json(text: str) -> str:
    """Escape a text for the inside of a JSON string (RFC 8259)."""
    return msgspec.json.encode(text).decode()[1:-1]


def in_xml(text: str) -> str:
    """Escape a text for XML, attributes included."""
    return escape(text, {'"': "&quot;", "'": "&apos;"})


def key_in_body(key: Identifier) -> str:
    """Give a key's value for use in a body; raises `Defect` for anything but digits and capital letters."""
    if not well_shaped(key):
        raise Defect(detail=f"a {key.scheme.value} was kept out of a request")
    return key.value
