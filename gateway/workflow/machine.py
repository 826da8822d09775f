"""State machines as data: which state follows which, and in what role; no clock, no I/O."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)
R = TypeVar("R", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Step(Generic[S, R]):
    """One step: from a state to a state, open to some roles."""

    before: S
    after: S
    roles: frozenset[R]


class IllegalStep(Exception, Generic[S, R]):  # noqa: N818 - it refuses a step; it is not a defect
    """A step that does not follow, or not for this role.

    `legal` are the states that do follow for it, none if its way is at its end; `roles` are those it would be open to.
    """

    def __init__(self, before: S, after: S, legal: tuple[S, ...], roles: frozenset[R]) -> None:
        others = f" but for {', '.join(sorted(roles))}" if roles else ""
        super().__init__(f"{after.value} does not follow {before.value}{others}")
        self.legal = legal
        self.roles = roles


class Machine(Generic[S, R]):
    """A closed set of steps; whatever is not among them is refused."""

    def __init__(self, steps: Iterable[Step[S, R]]) -> None:
        self.steps = tuple(steps)

    def legal(self, before: S, *roles: R) -> tuple[S, ...]:
        """Give the states one in these roles may go to from a state, in the order the steps are written."""
        open_to = (step.after for step in self.steps if step.before == before and not step.roles.isdisjoint(roles))
        return tuple(dict.fromkeys(open_to))

    def taken(self, before: S, after: S, *roles: R) -> S:
        """Give the state after a step; raises `IllegalStep` with the legal ones."""
        legal = self.legal(before, *roles)
        if after not in legal:
            raise IllegalStep(before, after, legal, self._roles(before, after))
        return after

    def _roles(self, before: S, after: S) -> frozenset[R]:
        found = (step.roles for step in self.steps if step.before == before and step.after == after)
        return frozenset().union(*found)


def steps_from(befores: Iterable[S], after: S, *roles: R) -> tuple[Step[S, R], ...]:
    """Write the steps that lead from several states to one."""
    return tuple(Step(before, after, frozenset(roles)) for before in befores)
