"""Queries, mutations and inputs of acceptance with material missing, and the Protocol they are asked through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.declare import resolver
from schema.graph.connections import After, Connection, Window, connection
from schema.graph.idempotency import Key
from schema.graph.proceedings import FirstProceedings, ProceedingId
from schema.supply_commitments import SupplyCommitment, SupplyCommitmentChange, SupplyState


@strawberry.input(description="Written commitment of an applicant to supply what is missing.")
class WrittenCommitmentInput:
    """Commitment as the department writes it down."""

    document: str = strawberry.field(description="Number or title of the signed document.")
    signed_on: date = strawberry.field(description="Legal day it was signed.")


@strawberry.input(description="Acceptance of an application with material missing.")
class AcceptanceInput:
    """Acceptance as the department writes it."""

    receipt: strawberry.ID = strawberry.field(
        description="Receipt of the check that offers it (INC-04 is ACTIVE): it tells matter, subject and case."
    )
    present_items: list[strawberry.ID] = strawberry.field(
        description="Ids of the materials that are there; every one a law requires must be (`matters { materials }`)."
    )
    missing_items: list[strawberry.ID] = strawberry.field(description="Ids of the materials that are missing.")
    commitment: WrittenCommitmentInput = strawberry.field(description="Written commitment to supply them.")
    deadline: date = strawberry.field(
        description="Last legal day to supply them, at most as many working days from today as the matter allows."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyCommitmentsQuestion:
    """A question about the commitments the asking agency accepted, as asked."""

    state: SupplyState | None
    overdue: bool | None
    matter: str | None
    first: int
    after: str | None


class SupplyCommitments(Protocol):
    """Keeps commitments for one client; raises `Refusal`, and nothing else that a client sees."""

    async def accept_with_missing(self, order: AcceptanceInput, key: str) -> SupplyCommitmentChange:
        """Accept an application with material missing."""
        ...

    async def supply_missing(
        self, case_id: str, items: Sequence[str], supplied_on: date, key: str
    ) -> SupplyCommitmentChange:
        """Say that missing items were supplied."""
        ...

    async def end_commitment(self, case_id: str, reason: str, key: str) -> SupplyCommitmentChange:
        """End a commitment with its application."""
        ...

    async def supply_commitment(self, case_id: str) -> SupplyCommitment:
        """Give a commitment the asking agency accepted."""
        ...

    async def supply_commitments(self, question: SupplyCommitmentsQuestion) -> Window[SupplyCommitment]:
        """Give commitments the asking agency accepted, newest first."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> SupplyCommitments: ...


SupplyInfo = Info[_Asked, None]


@strawberry.type
class SupplyCommitmentQueries:
    """Queries of commitments, joined to the root."""

    @resolver("A commitment to supply missing material that your agency accepted.")
    async def supply_commitment(
        self,
        info: SupplyInfo,
        id: ProceedingId,  # noqa: A002 - the schema's name
    ) -> SupplyCommitment | None:
        """Answer with the commitment."""
        return await info.context.service.supply_commitment(id)

    @resolver("Commitments to supply missing material that your agency accepted, newest first.")
    async def supply_commitments(  # noqa: PLR0917 - GraphQL arguments are always named
        self,
        info: SupplyInfo,
        first: FirstProceedings = 20,
        after: After = None,
        state: Annotated[
            SupplyState | None, strawberry.argument(description="Only those in this state; default all.")
        ] = None,
        overdue: Annotated[
            bool | None, strawberry.argument(description="Only those overdue, or only others; default all.")
        ] = None,
        matter: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those on this matter; default all.")
        ] = None,
    ) -> Connection[SupplyCommitment]:
        """Answer with a page of commitments."""
        question = SupplyCommitmentsQuestion(state=state, overdue=overdue, matter=matter, first=first, after=after)
        return connection(await info.context.service.supply_commitments(question), lambda each: each.id)


@strawberry.type
class SupplyCommitmentMutations:
    """Mutations of commitments, joined to the root."""

    @resolver(
        "Accept an application for a licence with material missing, where the check offers it: nothing a law requires "
        "may be missing, and the applicant commits itself in writing to supply the rest within a time limit."
    )
    async def accept_with_missing(
        self,
        info: SupplyInfo,
        input: Annotated[AcceptanceInput, strawberry.argument(description="The acceptance.")],  # noqa: A002 - the schema's name
        idempotency_key: Key,
    ) -> SupplyCommitmentChange | None:
        """Accept an application."""
        return await info.context.service.accept_with_missing(input, idempotency_key)

    @resolver("Say that items that were missing were supplied; with the last of them the commitment is fulfilled.")
    async def supply_missing(
        self,
        info: SupplyInfo,
        commitment: ProceedingId,
        items: Annotated[list[strawberry.ID], strawberry.argument(description="Ids of the materials supplied.")],
        supplied_on: Annotated[date, strawberry.argument(description="Legal day they were supplied.")],
        idempotency_key: Key,
    ) -> SupplyCommitmentChange | None:
        """Supply items."""
        return await info.context.service.supply_missing(commitment, items, supplied_on, idempotency_key)

    @resolver("End a commitment whose application was withdrawn, refused or closed.")
    async def end_commitment(
        self,
        info: SupplyInfo,
        commitment: ProceedingId,
        reason: Annotated[str, strawberry.argument(description="Why, on one line.")],
        idempotency_key: Key,
    ) -> SupplyCommitmentChange | None:
        """End a commitment."""
        return await info.context.service.end_commitment(commitment, reason, idempotency_key)
