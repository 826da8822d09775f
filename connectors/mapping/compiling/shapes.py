"""How an answer is pointed into: what every dialect offers the compiler."""

from __future__ import annotations

from typing import Protocol

Types = frozenset[type]


class Place(Protocol):
    """A place in an answer, such as its root or an item of one of its lists; pointers start from it.

    Expressions are Python text over a variable that holds the place; none of them raises for what is absent.
    """

    def scalar(self, variable: str, pointer: str, types: Types) -> str:
        """Give the expression of a value of one of the types, None if it is absent."""
        ...

    def strings(self, variable: str, pointer: str) -> str:
        """Give the expression of a list of texts, None if it is absent."""
        ...

    def present(self, variable: str, pointer: str) -> str:
        """Give the expression that tells whether there is anything but null."""
        ...

    def object(self, variable: str, pointer: str) -> tuple[str, Place]:
        """Give the expression of one object, None if it is absent, and the place it is."""
        ...

    def items(self, variable: str, pointer: str) -> tuple[str, Place]:
        """Give the expression of a list of objects, None if it is absent, and the place each of them is."""
        ...
