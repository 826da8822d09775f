"""Tables: a pointer is a column, and a row a sequence of the columns wanted, in the order they were first named."""

from __future__ import annotations

from connectors.mapping.compiling.shapes import Types


class ColumnsPlace:
    """A row of a table."""

    def __init__(self) -> None:
        self._columns: dict[str, int] = {}

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns wanted."""
        return tuple(self._columns)

    def scalar(self, variable: str, pointer: str, types: Types) -> str:  # noqa: ARG002 - drivers type their values
        """Give the expression of a column's value."""
        return f"{variable}[{self._columns.setdefault(pointer, len(self._columns))}]"

    def strings(self, variable: str, pointer: str) -> str:
        """Give the expression of no list: tables have none."""
        raise NotImplementedError(f"{pointer} of {variable}: a table has no lists")

    def present(self, variable: str, pointer: str) -> str:
        """Give the expression that tells whether a column holds anything but NULL or a blank."""
        return f"({self.scalar(variable, pointer, frozenset())} not in (None, ''))"

    def object(self, variable: str, pointer: str) -> tuple[str, ColumnsPlace]:
        """Give the row itself: a table has no objects inside its rows."""
        return pointer or variable, self

    def items(self, variable: str, pointer: str) -> tuple[str, ColumnsPlace]:
        """Give the expression of no list: tables have none."""
        raise NotImplementedError(f"{pointer} of {variable}: a table has no lists")
