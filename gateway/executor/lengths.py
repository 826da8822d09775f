"""How long a list is that an asker chooses, and how large a number, written out or in a variable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from graphql import IntValueNode, ListValueNode, NullValueNode, OperationDefinitionNode, ValueNode, VariableNode

CEILING: Final = 10**15  # doubled spreads would make numbers of a thousand digits


class Lengths:
    """Lengths of lists, and numbers, that arguments say; `used` names the variables looked at."""

    def __init__(self, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> None:
        self.used: set[str] = set()
        self._variables = variables
        self._defaults = {each.variable.name.value: each.default_value for each in operation.variable_definitions or ()}

    def of(self, value: ValueNode | None) -> int:
        """Give the length an argument says: elements of a list, the number itself, 0 for null, 1 for what else."""
        if isinstance(value, VariableNode):
            self.used.add(value.name.value)
            return self.of_variable(value.name.value)
        if isinstance(value, ListValueNode):
            return len(value.values)
        if isinstance(value, IntValueNode):
            return _within(int(value.value[:12]))
        return 0 if value is None or isinstance(value, NullValueNode) else 1

    def of_variable(self, name: str) -> int:
        """Give the length a variable says."""
        if name not in self._variables:
            return self.of(self._defaults.get(name))
        value = self._variables[name]
        if isinstance(value, list):
            return len(value)
        if isinstance(value, int):
            return _within(value)
        return 0 if value is None else 1


def _within(number: int) -> int:
    return max(0, min(number, CEILING))
