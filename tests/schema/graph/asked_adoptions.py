"""A service of adoptions that notes what it was asked and refuses it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

from schema.adoptions import AdoptionChange, MeasureAdoption
from schema.errors import ErrorCode, Refusal
from schema.graph.adoptions import AdoptionInput, AdoptionsQuestion
from schema.graph.connections import Window


@dataclass
class NotingAdoptions:
    """Implements `schema.graph.adoptions.Adoptions`."""

    adopted: list[tuple[Any, ...]] = field(default_factory=list)

    async def adopt_measures(self, order: AdoptionInput, key: str) -> AdoptionChange:
        """Note it."""
        self._not_adopted("adopt", order, key)

    async def withdraw_adoption(self, case_id: str, ends_before: date, document: str, key: str) -> AdoptionChange:
        """Note it."""
        self._not_adopted("withdraw", case_id, ends_before, document, key)

    async def adoption(self, case_id: str) -> MeasureAdoption:
        """Note it."""
        self._not_adopted("adoption", case_id)

    async def adoptions(self, question: AdoptionsQuestion) -> Window[MeasureAdoption]:
        """Note it, and know of none."""
        self.adopted.append(("adoptions", question))
        return Window(nodes=(), more=False, total=0)

    def _not_adopted(self, *asked: Any) -> NoReturn:
        self.adopted.append(asked)
        raise Refusal(ErrorCode.FORBIDDEN, "not today", where="Authorization", hint="ask tomorrow")
