"""Python source being written: functions as text, and the objects they refer to by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Source:
    """Collects functions and compiles them together; nothing of an agency file stands in the text but bound names."""

    def __init__(self) -> None:
        self._names: dict[str, Any] = {}
        self._bound: dict[int, str] = {}
        self._functions: list[str] = []

    def bind(self, value: Any) -> str:
        """Give the name an object has in the text."""
        if value is None or value is True or value is False:
            return repr(value)
        known = self._bound.get(id(value))
        if known is None:
            known = self._bound[id(value)] = f"x{len(self._names)}"
            self._names[known] = value
        return known

    def define(self, parameters: str, *lines: str) -> str:
        """Add a function whose body is the lines; gives its name."""
        name = f"f{len(self._functions)}"
        body = "\n".join(f"    {line}" for line in lines)
        self._functions.append(f"def {name}({parameters}):\n{body}\n")
        return name

    def compiled(self) -> Callable[[str], Callable[..., Any]]:
        """Compile everything defined, and give the functions by name."""
        text = "\n".join(self._functions)
        space: dict[str, Any] = dict(self._names)
        exec(compile(text, "<agency file>", "exec"), space)  # noqa: S102 - written here, from bound names only
        return space.__getitem__
