"""A service of commitments that notes what it was asked and refuses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NoReturn

from schema.errors import ErrorCode, Refusal
from schema.graph.connections import Window
from schema.graph.supply_commitments import AcceptanceInput, SupplyCommitmentsQuestion
from schema.supply_commitments import SupplyCommitment, SupplyCommitmentChange


@dataclass
class NotingCommitments:
    """Implements `schema.graph.supply_commitments.SupplyCommitments`."""

    committed: list[tuple[Any, ...]] = field(default_factory=list)

    async def accept_with_missing(self, order: AcceptanceInput, key: str) -> SupplyCommitmentChange:
        """Note it."""
        self._not_committed("accept", order, key)

    async def supply_missing(
        self, case_id: str, items: Sequence[str], supplied_on: date, key: str
    ) -> SupplyCommitmentChange:
        """Note it."""
        self._not_committed("supply", case_id, tuple(items), supplied_on, key)

    async def end_commitment(self, case_id: str, reason: str, key: str) -> SupplyCommitmentChange:
        """Note it."""
        self._not_committed("end", case_id, reason, key)

    async def supply_commitment(self, case_id: str) -> SupplyCommitment:
        """Note it."""
        self._not_committed("commitment", case_id)

    async def supply_commitments(self, question: SupplyCommitmentsQuestion) -> Window[SupplyCommitment]:
        """Note it, and know of none."""
        self.committed.append(("commitments", question))
        return Window(nodes=(), more=False, total=0)

    def _not_committed(self, *asked: Any) -> NoReturn:
        self.committed.append(asked)
        raise Refusal(ErrorCode.FORBIDDEN, "not today", where="Authorization", hint="ask tomorrow")
