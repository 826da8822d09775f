"""XML answers: pointers become paths of lxml's `find`, names with their namespaces (Clark notation)."""

from __future__ import annotations

from collections.abc import Mapping

from connectors.mapping.compiling.shapes import Types
from connectors.mapping.compiling.source import Source
from connectors.mapping.reading.pointers import tokens


class XmlPlace:
    """A place in an XML answer: any element."""

    def __init__(self, source: Source, namespaces: Mapping[str, str]) -> None:
        self._source = source
        self._namespaces = namespaces

    def scalar(self, variable: str, pointer: str, types: Types) -> str:  # noqa: ARG002 - XML holds texts only
        """Give the expression of an element's text or of an attribute."""
        *way, last = [self._clark(token) for token in tokens(pointer)]
        if not last.startswith("@"):
            return f"{variable}.findtext({self._bound([*way, last])})"
        name = self._source.bind(last[1:])
        if not way:
            return f"{variable}.get({name})"
        return f"(None if (t := {variable}.find({self._bound(way)})) is None else t.get({name}))"

    def strings(self, variable: str, pointer: str) -> str:
        """Give the expression of the texts of all elements at a path."""
        return f"[e.text for e in {variable}.findall({self._bound(self._way(pointer))}) if e.text]"

    def present(self, variable: str, pointer: str) -> str:
        """Give the expression that tells whether there is such an element or attribute."""
        if pointer.rpartition("/")[2].startswith("@"):
            return f"({self.scalar(variable, pointer, frozenset())} is not None)"
        return f"({variable}.find({self._bound(self._way(pointer))}) is not None)"

    def object(self, variable: str, pointer: str) -> tuple[str, XmlPlace]:
        """Give the expression of an element."""
        return (f"{variable}.find({self._bound(self._way(pointer))})" if pointer else variable), self

    def items(self, variable: str, pointer: str) -> tuple[str, XmlPlace]:
        """Give the expression of the elements at a path; None if the element that would hold them is absent."""
        way = self._way(pointer)
        every = f"{variable}.findall({self._bound(way)})"
        if len(way) == 1:
            return f"({every} or None)", self
        return f"({every} if {variable}.find({self._bound(way[:-1])}) is not None else None)", self

    def _way(self, pointer: str) -> list[str]:
        return [self._clark(token) for token in tokens(pointer)]

    def _bound(self, way: list[str]) -> str:
        return self._source.bind("/".join(way))

    def _clark(self, token: str) -> str:
        mark, name = ("@", token[1:]) if token.startswith("@") else ("", token)
        prefix, colon, local = name.partition(":")
        return f"{mark}{{{self._namespaces[prefix]}}}{local}" if colon else token
