"""Queries and inputs of objections, and the Protocol they are asked through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.declare import resolver
from schema.graph.connections import After, Connection, Window, connection
from schema.graph.inputs import IdentifierInput
from schema.objections import Objection, ObjectionState, ObjectionTrigger

ObjectionId = Annotated[strawberry.ID, strawberry.argument(description="Id of the objection.")]
_First = Annotated[int, strawberry.argument(description="How many objections at most, 1 to 50.")]


@strawberry.input(description="Objection to a record as a department lodges it. No contact data is taken.")
class ObjectionInput:
    """Objection as the lodger writes it."""

    subject: IdentifierInput = strawberry.field(description="Whom the record is about.")
    record: strawberry.ID = strawberry.field(description="Id of the record, as the answer of a check has it.")
    trigger: ObjectionTrigger = strawberry.field(description="What made your agency doubt the record.")
    grounds: str = strawberry.field(
        description="Why the record is said to be untrue, on one line; no names, numbers or addresses of persons."
    )
    evidence: str | None = strawberry.field(description="What is offered in evidence, on one line.", default=None)
    new_evidence: bool = strawberry.field(
        description="The evidence is new; required to object to a record that was verified correct before.",
        default=False,
    )
    accept: bool = strawberry.field(
        description="Accept it for handling at once, which suspends the restraints; for departments of the state, and "
        "who provides or issued the record.",
        default=False,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionsQuestion:
    """A question about the objections the asking agency takes part in, as asked."""

    record: str | None
    subject: IdentifierInput | None
    state: ObjectionState | None
    overdue: bool | None
    first: int
    after: str | None


class ObjectionReads(Protocol):
    """Shows objections to one client; raises `Refusal`, and nothing else that a client sees."""

    async def objection(self, case_id: str) -> Objection:
        """Give an objection the asking agency takes part in."""
        ...

    async def objections(self, question: ObjectionsQuestion) -> Window[Objection]:
        """Give objections the asking agency takes part in, newest first."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> ObjectionReads: ...


@strawberry.type
class ObjectionQueries:
    """Queries of objections, joined to the root."""

    @resolver("An objection your agency lodged, or takes part in as provider or issuer of the record.")
    async def objection(
        self,
        info: Info[_Asked, None],
        id: ObjectionId,  # noqa: A002 - the schema's name
    ) -> Objection | None:
        """Answer with the objection."""
        return await info.context.service.objection(id)

    @resolver("Objections your agency takes part in, newest first.")
    async def objections(  # noqa: PLR0917 - GraphQL arguments are always named
        self,
        info: Info[_Asked, None],
        first: _First = 20,
        after: After = None,
        record: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those to this record; default all.")
        ] = None,
        subject: Annotated[
            IdentifierInput | None, strawberry.argument(description="Only those about this subject.")
        ] = None,
        state: Annotated[ObjectionState | None, strawberry.argument(description="Only those in this state.")] = None,
        overdue: Annotated[
            bool | None, strawberry.argument(description="Only those that are overdue, or only those that are not.")
        ] = None,
    ) -> Connection[Objection]:
        """Answer with a page of objections."""
        question = ObjectionsQuestion(
            record=record, subject=subject, state=state, overdue=overdue, first=first, after=after
        )
        return connection(await info.context.service.objections(question), lambda each: each.id)
