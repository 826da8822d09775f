"""JSON answers: the pointers of a mapping become msgspec structs, so that an answer is checked while it is decoded."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

import msgspec

from connectors.mapping.compiling.shapes import Types
from connectors.mapping.reading.pointers import tokens


class JsonPlace:
    """A place in a JSON answer; what is pointed at is noted, and `struct` gives the type it is decoded to."""

    def __init__(self) -> None:
        self.members: dict[str, JsonPlace] = {}
        self.types: set[type] = set()
        self.item: JsonPlace | None = None
        self.texts = False

    def scalar(self, variable: str, pointer: str, types: Types) -> str:
        """Give the expression of a value of one of the types."""
        self._at(pointer).types |= types
        return self._path(variable, pointer)

    def strings(self, variable: str, pointer: str) -> str:
        """Give the expression of a list of texts."""
        self._at(pointer).texts = True
        return self._path(variable, pointer)

    def present(self, variable: str, pointer: str) -> str:
        """Give the expression that tells whether there is anything but null."""
        self._at(pointer)
        return f"({self._path(variable, pointer)} is not None)"

    def object(self, variable: str, pointer: str) -> tuple[str, JsonPlace]:
        """Give the expression of an object, and its place."""
        return self._path(variable, pointer), self._at(pointer)

    def items(self, variable: str, pointer: str) -> tuple[str, JsonPlace]:
        """Give the expression of a list, and the place of its items."""
        place = self._at(pointer)
        if place.item is None:
            place.item = JsonPlace()
        return self._path(variable, pointer), place.item

    def conflict(self) -> str | None:
        """Give the pointer of something used as a value here and as an object or a list there, or None."""
        uses = (bool(self.members), bool(self.types), self.item is not None, self.texts)
        if sum(uses) > 1:
            return ""
        inner = [(name, place) for name, place in self.members.items()]
        for name, place in [*inner, *([("*", self.item)] if self.item else [])]:
            found = place.conflict()
            if found is not None:
                return f"/{name}{found}"
        return None

    def pruned(self, node: Any) -> Any:
        """Give what is pointed at of a parsed document, and nothing else of it."""
        if self.item is not None and isinstance(node, list):
            return [self.item.pruned(item) for item in node]
        if self.members and isinstance(node, dict):
            return {name: self.members[name].pruned(value) for name, value in node.items() if name in self.members}
        whole = self.texts or self.types or not isinstance(node, (dict, list))
        return node if whole else type(node)()

    def decoded_to(self) -> Any:
        """Give the type the place is decoded to; every part of it may be absent."""
        if self.item is not None:
            return list[self.item.decoded_to()]  # type: ignore[misc]  # made at run time
        if self.texts:
            return list[str]
        if self.types:
            return reduce(or_, (list[str] if kind is list else kind for kind in sorted(self.types, key=str)))
        return self._struct() if self.members else Any

    def _struct(self) -> Any:
        members = [(f"m{place}", self._optional(member), None) for place, member in enumerate(self.members.values())]
        names = {f"m{place}": name for place, name in enumerate(self.members)}
        return msgspec.defstruct("Part", members, rename=names, frozen=True, gc=False)

    def _optional(self, member: JsonPlace) -> Any:
        inner = member.decoded_to()
        return inner if inner is Any else inner | None

    def _at(self, pointer: str) -> JsonPlace:
        return reduce(lambda place, token: place.members.setdefault(token, JsonPlace()), tokens(pointer), self)

    def _path(self, variable: str, pointer: str) -> str:
        """Write the way along a pointer: a missing part makes the whole None."""
        place, written = self, variable
        for depth, token in enumerate(tokens(pointer)):
            place.members.setdefault(token, JsonPlace())
            name = f"m{list(place.members).index(token)}"
            written = f"{written}.{name}" if depth == 0 else f"(None if (t := {written}) is None else t.{name})"
            place = place.members[token]
        return written
