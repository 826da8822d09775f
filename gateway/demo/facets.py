"""One facet of an answer: what was expected, and what was there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

ABSENT: Final = "absent"


@dataclass(frozen=True, slots=True)
class Facet:
    """What was expected of one part of an answer, and what the answer holds, in the same words."""

    name: str
    expected: str
    actual: str

    @property
    def ok(self) -> bool:
        """Tell whether they agree."""
        return self.expected == self.actual


def spoken(facets: Iterable[Facet], *, actual: bool) -> str:
    """Give facets on one line, as expected or as found."""
    return "; ".join(f"{facet.name} {facet.actual if actual else facet.expected}".strip() for facet in facets)
