"""Queries, mutations and inputs of execution feedback, and the Protocol they are asked through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.declare import resolver
from schema.feedback import Feedback, FeedbackChange, FeedbackState, NotAppliedReason
from schema.graph.connections import After, Connection, Window, connection
from schema.graph.idempotency import Key
from schema.graph.proceedings import FirstProceedings, ProceedingId


@strawberry.input(description="How a measure was applied.")
class ApplicationInput:
    """Application as the implementer writes it."""

    document: str = strawberry.field(description="Document by which it was applied.")
    starts_on: date = strawberry.field(description="First legal day it was applied.")
    last_day: date | None = strawberry.field(
        description="Last legal day it is applied; leave it out where none is set.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbacksQuestion:
    """A question about the feedback of the asking agency, as asked."""

    state: FeedbackState | None
    overdue: bool | None
    mandatory: bool | None
    matter: str | None
    decision: str | None
    first: int
    after: str | None


class Feedbacks(Protocol):
    """Keeps feedback for one client; raises `Refusal`, and nothing else that a client sees."""

    async def report_applied(self, case_id: str, order: ApplicationInput, key: str) -> FeedbackChange:
        """Say that the asking agency applied a measure."""
        ...

    async def report_not_applied(
        self, case_id: str, reason: NotAppliedReason, words: str | None, key: str
    ) -> FeedbackChange:
        """Say why the asking agency did not apply a measure."""
        ...

    async def feedback(self, case_id: str) -> Feedback:
        """Give the feedback on one measure."""
        ...

    async def feedbacks(self, question: FeedbacksQuestion) -> Window[Feedback]:
        """Give the feedback of the asking agency, newest first."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> Feedbacks: ...


FeedbackInfo = Info[_Asked, None]


@strawberry.type
class FeedbackQueries:
    """Queries of feedback, joined to the root."""

    @resolver("The feedback on one measure your agency is the implementer of.")
    async def feedback(
        self,
        info: FeedbackInfo,
        id: ProceedingId,  # noqa: A002 - the schema's name
    ) -> Feedback | None:
        """Answer with the feedback."""
        return await info.context.service.feedback(id)

    @resolver("Feedback on the measures your agency is the implementer of, newest first.")
    async def feedbacks(  # noqa: PLR0917 - GraphQL arguments are always named
        self,
        info: FeedbackInfo,
        first: FirstProceedings = 20,
        after: After = None,
        state: Annotated[
            FeedbackState | None, strawberry.argument(description="Only those in this state; default all.")
        ] = None,
        overdue: Annotated[
            bool | None, strawberry.argument(description="Only those overdue, or only others; default all.")
        ] = None,
        mandatory: Annotated[
            bool | None,
            strawberry.argument(description="Only of measures that must be taken, or only of others; default all."),
        ] = None,
        matter: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those on this matter; default all.")
        ] = None,
        decision: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those about this decision; default all.")
        ] = None,
    ) -> Connection[Feedback]:
        """Answer with a page of feedback."""
        question = FeedbacksQuestion(
            state=state,
            overdue=overdue,
            mandatory=mandatory,
            matter=matter,
            decision=decision,
            first=first,
            after=after,
        )
        return connection(await info.context.service.feedbacks(question), lambda each: each.id)


@strawberry.type
class FeedbackMutations:
    """Mutations of feedback, joined to the root."""

    @resolver(
        "Say that your agency applied a measure. One applied while suspended or ended is recorded with a finding."
    )
    async def report_applied(
        self,
        info: FeedbackInfo,
        feedback: ProceedingId,
        input: Annotated[ApplicationInput, strawberry.argument(description="How it was applied.")],  # noqa: A002 - the schema's name
        idempotency_key: Key,
    ) -> FeedbackChange | None:
        """Say that a measure was applied."""
        return await info.context.service.report_applied(feedback, input, idempotency_key)

    @resolver("Say why your agency did not apply a measure.")
    async def report_not_applied(
        self,
        info: FeedbackInfo,
        feedback: ProceedingId,
        reason: Annotated[NotAppliedReason, strawberry.argument(description="Why.")],
        idempotency_key: Key,
        words: Annotated[
            str | None,
            strawberry.argument(description="The reason in words, on one line; required with OTHER_LAW and OTHER."),
        ] = None,
    ) -> FeedbackChange | None:
        """Say why a measure was not applied."""
        return await info.context.service.report_not_applied(feedback, reason, words, idempotency_key)
