"""Writes the Python source of a plan: functions, indented blocks, and the constants they use."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from typing import Any, Final

Completed = Callable[[Any], Any]

INDENT: Final = "    "


class Bail(Exception):  # noqa: N818 - it says "let the standard executor do this", not that something is wrong
    """A value the generated code does not handle; the standard executor redoes the subtree."""


class Block:
    """Lines of one function at one depth of indentation."""

    def __init__(self, lines: list[str], depth: int = 1) -> None:
        self._lines = lines
        self.depth = depth

    def line(self, text: str) -> None:
        """Add one line."""
        self._lines.append(INDENT * self.depth + text)

    def inner(self) -> Block:
        """Give the block one step further in."""
        return Block(self._lines, self.depth + 1)


class PlanSource:
    """Source text under construction, with the namespace it will run in."""

    def __init__(self) -> None:
        self.namespace: dict[str, Any] = {"Bail": Bail, "isfinite": isfinite}
        self._functions: list[list[str]] = []
        self._assignments: list[str] = []
        self._names = 0

    def name(self, prefix: str) -> str:
        """Give a name not used before."""
        self._names += 1
        return f"{prefix}{self._names}"

    def constant(self, prefix: str, value: object) -> str:
        """Make `value` known to the generated code and give its name there."""
        name = self.name(prefix)
        self.namespace[name] = value
        return name

    def function(self, name: str, parameter: str) -> Block:
        """Open a function of one parameter; lines added to the block form its body."""
        lines = [f"def {name}({parameter}):"]
        self._functions.append(lines)
        return Block(lines)

    def assign(self, name: str, expression: str) -> None:
        """Bind a name once all functions are defined."""
        self._assignments.append(f"{name} = {expression}")

    def text(self) -> str:
        """Give the whole source."""
        functions = [line for lines in self._functions for line in lines]
        return "\n".join((*functions, *self._assignments))

    def load(self, name: str) -> Completed:
        """Compile the source and give the function called `name`."""
        code = compile(self.text(), "<graphql plan>", "exec")
        exec(code, self.namespace)  # noqa: S102 - names of the schema and the query only; values go in as constants
        function: Completed = self.namespace[name]
        return function
