"""Queries, mutations and inputs of rectification, and the Protocol they are asked through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.declare import resolver
from schema.graph.connections import After, Connection, Window, connection
from schema.graph.idempotency import Key
from schema.rectifications import Rectification, RectificationAct, RectificationChange, RectificationState

RectificationId = Annotated[strawberry.ID, strawberry.argument(description="Id of the rectification.")]
MOST_RECTIFICATIONS = 50
_First = Annotated[int, strawberry.argument(description=f"How many at most, 1 to {MOST_RECTIFICATIONS}.")]


@strawberry.input(description="What the agency that relied on a wrong record did about it (GO-22-e).")
class RectificationAnswerInput:
    """Answer as the agency writes it."""

    done: list[RectificationAct] = strawberry.field(description="What was done; NOTHING_APPLIED stands alone.")
    document: str | None = strawberry.field(description="Document that shows it, 1 to 100 characters.", default=None)
    words: str | None = strawberry.field(description="What is to be said of it, in a few words; sealed.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RectificationsQuestion:
    """A question about the rectifications the asking agency takes part in, as asked."""

    record: str | None
    state: RectificationState | None
    overdue: bool | None
    first: int
    after: str | None


class Rectifications(Protocol):
    """Keeps rectifications for one client; raises `Refusal`, and nothing else that a client sees."""

    async def answer_rectification(
        self, rectification_id: str, answer: RectificationAnswerInput, key: str
    ) -> RectificationChange:
        """Say what was done, as the agency that relied on the record."""
        ...

    async def close_rectification(
        self,
        rectification_id: str,
        sufficient: bool,  # noqa: FBT001 - as asked
        reason: str | None,
        key: str,
    ) -> RectificationChange:
        """Confirm an answer, or send it back, as the agency that answers for the record."""
        ...

    async def rectification(self, rectification_id: str) -> Rectification:
        """Give a rectification the asking agency takes part in."""
        ...

    async def rectifications(self, question: RectificationsQuestion) -> Window[Rectification]:
        """Give rectifications the asking agency takes part in, newest first."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> Rectifications: ...


RectificationCall = Info[_Asked, None]


@strawberry.type
class RectificationQueries:
    """Queries of rectification, joined to the root."""

    @resolver("A rectification the asking agency takes part in.")
    async def rectification(
        self,
        info: RectificationCall,
        id: RectificationId,  # noqa: A002 - the schema's name
    ) -> Rectification | None:
        """Answer with the rectification."""
        return await info.context.service.rectification(id)

    @resolver(
        "What relied on records found wrong or withdrawn, newest first: to the agency that answers for the record all "
        "of it, to one that relied on it its own."
    )
    async def rectifications(  # noqa: PLR0917 - GraphQL arguments are always named
        self,
        info: RectificationCall,
        first: _First = 20,
        after: After = None,
        record: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those about this record.")
        ] = None,
        state: Annotated[
            RectificationState | None, strawberry.argument(description="Only those in this state; default all.")
        ] = None,
        overdue: Annotated[
            bool | None, strawberry.argument(description="Only those whose next step is overdue, or is not.")
        ] = None,
    ) -> Connection[Rectification]:
        """Answer with a page of rectifications."""
        question = RectificationsQuestion(record=record, state=state, overdue=overdue, first=first, after=after)
        return connection(await info.context.service.rectifications(question), lambda each: each.id)


@strawberry.type
class RectificationMutations:
    """Mutations of rectification, joined to the root."""

    @resolver("Say what your agency did about a check of its own that relied on a record found wrong or withdrawn.")
    async def answer_rectification(
        self,
        info: RectificationCall,
        rectification: RectificationId,
        answer: Annotated[RectificationAnswerInput, strawberry.argument(description="What was done.")],
        idempotency_key: Key,
    ) -> RectificationChange | None:
        """Answer."""
        return await info.context.service.answer_rectification(rectification, answer, idempotency_key)

    @resolver("Confirm what was done, or send the answer back, as the agency that answers for the record.")
    async def close_rectification(
        self,
        info: RectificationCall,
        rectification: RectificationId,
        sufficient: Annotated[bool, strawberry.argument(description="Whether it suffices; false sends it back.")],
        idempotency_key: Key,
        reason: Annotated[
            str | None, strawberry.argument(description="Why it does not suffice; required then, and only then.")
        ] = None,
    ) -> RectificationChange | None:
        """Close it, or send it back."""
        return await info.context.service.close_rectification(rectification, sufficient, reason, idempotency_key)
