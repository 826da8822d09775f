"""Queries, mutations and inputs of decisions, and the Protocol they are asked through."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.decisions import Decision, DecisionChange, DecisionFinding, DecisionOutcome
from schema.declare import resolver
from schema.graph.connections import After, Connection, Window, connection
from schema.graph.idempotency import Key
from schema.graph.inputs import IdentifierInput
from schema.graph.proceedings import FirstProceedings, ProceedingId


@strawberry.input(description="Measure a decision applied.")
class AppliedMeasureInput:
    """Applied measure as the department writes it."""

    measure: strawberry.ID = strawberry.field(
        description="Id of the measure in the check (`measures { id }`), or of its operative line."
    )
    starts_on: date | None = strawberry.field(
        description="First legal day it is applied; default the day of the decision.", default=None
    )
    last_day: date | None = strawberry.field(
        description="Last legal day it is applied; leave it out where none is set.", default=None
    )
    document: str | None = strawberry.field(
        description="Document by which it is applied; default that of the decision.", default=None
    )


@strawberry.input(description="Decision as its department reports it.")
class DecisionInput:
    """Decision as the department writes it."""

    matter: strawberry.ID = strawberry.field(description="What was decided about; see `matters`.")
    subject: IdentifierInput = strawberry.field(
        description="Whom it is about, by the identifier the check named it by, or one it follows from."
    )
    case_number: str = strawberry.field(description="Number under which the case is kept; that of the check.")
    outcome: DecisionOutcome = strawberry.field(description="What was decided.")
    decided_on: date = strawberry.field(description="Legal day of the decision.")
    decided_at: datetime | None = strawberry.field(
        description="Instant of the decision, where it is known: the receipt's age is then told to the second.",
        default=None,
    )
    receipt: strawberry.ID | None = strawberry.field(
        description="Receipt of the check it rests on; each serves one decision.", default=None
    )
    document: str | None = strawberry.field(description="Number of the decision document.", default=None)
    applied: list[AppliedMeasureInput] = strawberry.field(
        description="Measures the decision applied; of those that must be taken, the others wait for feedback.",
        default_factory=list,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionsQuestion:
    """A question about the decisions the asking agency reported, as asked."""

    matter: str | None
    outcome: DecisionOutcome | None
    finding: DecisionFinding | None
    subject: IdentifierInput | None
    first: int
    after: str | None


class Decisions(Protocol):
    """Keeps decisions for one client; raises `Refusal`, and nothing else that a client sees."""

    async def report_decision(self, order: DecisionInput, key: str) -> DecisionChange:
        """Report a decision of the asking agency."""
        ...

    async def decision(self, case_id: str) -> Decision:
        """Give a decision the asking agency reported."""
        ...

    async def decisions(self, question: DecisionsQuestion) -> Window[Decision]:
        """Give decisions the asking agency reported, newest first."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> Decisions: ...


DecisionInfo = Info[_Asked, None]


@strawberry.type
class DecisionQueries:
    """Queries of decisions, joined to the root."""

    @resolver("A decision the asking agency reported.")
    async def decision(
        self,
        info: DecisionInfo,
        id: ProceedingId,  # noqa: A002 - the schema's name
    ) -> Decision | None:
        """Answer with the decision."""
        return await info.context.service.decision(id)

    @resolver("Decisions the asking agency reported, newest first; by finding, those with something wrong.")
    async def decisions(  # noqa: PLR0917 - GraphQL arguments are always named
        self,
        info: DecisionInfo,
        first: FirstProceedings = 20,
        after: After = None,
        matter: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those on this matter; default all.")
        ] = None,
        outcome: Annotated[
            DecisionOutcome | None, strawberry.argument(description="Only those of this outcome; default all.")
        ] = None,
        finding: Annotated[
            DecisionFinding | None, strawberry.argument(description="Only those with this finding; default all.")
        ] = None,
        subject: Annotated[
            IdentifierInput | None, strawberry.argument(description="Only those about this subject.")
        ] = None,
    ) -> Connection[Decision]:
        """Answer with a page of decisions."""
        question = DecisionsQuestion(
            matter=matter, outcome=outcome, finding=finding, subject=subject, first=first, after=after
        )
        return connection(await info.context.service.decisions(question), lambda each: each.id)


@strawberry.type
class DecisionMutations:
    """Mutations of decisions, joined to the root."""

    @resolver(
        "Report what your agency decided and the receipt of the check it rests on. It is recorded whatever is wrong "
        "with it, with findings that say so; feedback is opened for the measures that applied."
    )
    async def report_decision(
        self,
        info: DecisionInfo,
        input: Annotated[DecisionInput, strawberry.argument(description="The decision.")],  # noqa: A002 - the schema's name
        idempotency_key: Key,
    ) -> DecisionChange | None:
        """Report a decision."""
        return await info.context.service.report_decision(input, idempotency_key)
