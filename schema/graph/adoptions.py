"""Queries, mutations and inputs of adoptions, and the Protocol they are asked through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.adoptions import AdoptionChange, AdoptionState, MeasureAdoption
from schema.declare import resolver
from schema.graph.connections import After, Connection, Window, connection
from schema.graph.idempotency import Key
from schema.graph.proceedings import FirstProceedings, ProceedingId


@strawberry.input(description="Recommended measures a department adopts.")
class AdoptionInput:
    """Adoption as the department writes it."""

    document: str = strawberry.field(description="Document by which they are adopted.")
    starts_on: date = strawberry.field(description="First legal day they are adopted on, as the document says.")
    measures: list[strawberry.ID] = strawberry.field(
        description="Ids of catalogue measures, each with all its recommended lines; see `measures`.",
        default_factory=list,
    )
    lines: list[strawberry.ID] = strawberry.field(
        description="Ids of single recommended lines, as the measures of a check name them (`line`).",
        default_factory=list,
    )
    matters: list[strawberry.ID] = strawberry.field(
        description="Matters they are adopted for; none named means every matter.", default_factory=list
    )
    memorandum: strawberry.ID | None = strawberry.field(
        description="Memorandum of cooperation the adoption rests on.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptionsQuestion:
    """A question about the adoptions of the asking agency, as asked."""

    state: AdoptionState | None
    first: int
    after: str | None


class Adoptions(Protocol):
    """Keeps adoptions for one client; raises `Refusal`, and nothing else that a client sees."""

    async def adopt_measures(self, order: AdoptionInput, key: str) -> AdoptionChange:
        """Adopt recommended measures for the asking agency."""
        ...

    async def withdraw_adoption(self, case_id: str, ends_before: date, document: str, key: str) -> AdoptionChange:
        """Withdraw an adoption of the asking agency."""
        ...

    async def adoption(self, case_id: str) -> MeasureAdoption:
        """Give an adoption of the asking agency."""
        ...

    async def adoptions(self, question: AdoptionsQuestion) -> Window[MeasureAdoption]:
        """Give adoptions of the asking agency, newest first."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> Adoptions: ...


AdoptionInfo = Info[_Asked, None]


@strawberry.type
class AdoptionQueries:
    """Queries of adoptions, joined to the root."""

    @resolver("An adoption your agency decided here.")
    async def adoption(
        self,
        info: AdoptionInfo,
        id: ProceedingId,  # noqa: A002 - the schema's name
    ) -> MeasureAdoption | None:
        """Answer with the adoption."""
        return await info.context.service.adoption(id)

    @resolver("Adoptions your agency decided here, newest first; those its operator configured are not among them.")
    async def adoptions(
        self,
        info: AdoptionInfo,
        first: FirstProceedings = 20,
        after: After = None,
        state: Annotated[
            AdoptionState | None, strawberry.argument(description="Only those in this state; default all.")
        ] = None,
    ) -> Connection[MeasureAdoption]:
        """Answer with a page of adoptions."""
        question = AdoptionsQuestion(state=state, first=first, after=after)
        return connection(await info.context.service.adoptions(question), lambda each: each.id)


@strawberry.type
class AdoptionMutations:
    """Mutations of adoptions, joined to the root."""

    @resolver(
        "Adopt recommended measures for your agency; checks reckon with it within seconds, from its first day on."
    )
    async def adopt_measures(
        self,
        info: AdoptionInfo,
        input: Annotated[AdoptionInput, strawberry.argument(description="What is adopted.")],  # noqa: A002 - the schema's name
        idempotency_key: Key,
    ) -> AdoptionChange | None:
        """Adopt measures."""
        return await info.context.service.adopt_measures(input, idempotency_key)

    @resolver("Withdraw an adoption your agency decided here.")
    async def withdraw_adoption(
        self,
        info: AdoptionInfo,
        adoption: ProceedingId,
        ends_before: Annotated[
            date, strawberry.argument(description="First legal day it is no longer in force, as the document says.")
        ],
        document: Annotated[str, strawberry.argument(description="Document by which it is withdrawn.")],
        idempotency_key: Key,
    ) -> AdoptionChange | None:
        """Withdraw an adoption."""
        return await info.context.service.withdraw_adoption(adoption, ends_before, document, idempotency_key)
