"""Queries and inputs of joint cases, and the Protocol they are asked through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.codes import RecordKind, Severity
from schema.declare import resolver
from schema.graph.connections import After, Connection, Window, connection
from schema.graph.idempotency import Key
from schema.graph.inputs import IdentifierInput
from schema.joint_cases import JointCase, JointCaseChange, JointCaseResponse, JointCaseState

CaseId = Annotated[strawberry.ID, strawberry.argument(description="Id of the case.")]
MOST_CASES = 50
_First = Annotated[int, strawberry.argument(description=f"How many cases at most, 1 to {MOST_CASES}.")]


@strawberry.input(description="Decision by which the designating department made the subject one of joint action.")
class DesignationInput:
    """Designation as the initiator writes it."""

    kind: RecordKind = strawberry.field(
        description="Kind of record it made: RED_LIST_ENTRY, SERIOUS_DISHONESTY_ENTRY or ENFORCEMENT_ENTRY."
    )
    document_number: str = strawberry.field(description="Number of the decision document.")
    decided_on: date = strawberry.field(description="Legal day of the decision.")
    severity: Severity = strawberry.field(description="SERIOUS where restraints are proposed, NONE for incentives.")
    bases: list[strawberry.ID] = strawberry.field(description="Ids of legal bases in the rule pack.")
    list_id: strawberry.ID | None = strawberry.field(
        description="Id of the serious-dishonesty list; required for SERIOUS_DISHONESTY_ENTRY, and only there.",
        default=None,
    )
    offence: strawberry.ID | None = strawberry.field(
        description="Code of the offence, where the rule pack knows it; see `offences`.", default=None
    )
    last_day: date | None = strawberry.field(
        description="Last day of the designation, where the decision says one.", default=None
    )


@strawberry.input(description="Joint case as the designating department opens it.")
class JointCaseInput:
    """Joint case as the initiator writes it."""

    subject: IdentifierInput = strawberry.field(
        description="Whom it is about: a unit by its credit code, a person by the resident identity number."
    )
    designation: DesignationInput = strawberry.field(description="What it rests on.")
    measures: list[strawberry.ID] = strawberry.field(
        description="Ids of the catalogue measures proposed; see `measures`."
    )
    implementers: list[strawberry.ID] = strawberry.field(
        description="Slugs of the departments it is sent to; those of other regions carry it across. See `agencies`."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class JointCasesQuestion:
    """A question about the cases of the asking agency, as asked."""

    state: JointCaseState | None
    subject: IdentifierInput | None
    first: int
    after: str | None


class JointCases(Protocol):
    """Keeps joint cases for one client; raises `Refusal`, and nothing else that a client sees."""

    async def open_joint_case(self, order: JointCaseInput, key: str) -> JointCaseChange:
        """Open a case as designating department."""
        ...

    async def respond_to_joint_case(
        self, case_id: str, response: JointCaseResponse, reason: str | None, key: str
    ) -> JointCaseChange:
        """Respond for the asking agency."""
        ...

    async def carry_across(self, case_id: str, region: str, agencies: Sequence[str], key: str) -> JointCaseChange:
        """Carry a case into a region."""
        ...

    async def end_joint_case(self, case_id: str, reason: str | None, key: str) -> JointCaseChange:
        """End a case as designating department."""
        ...

    async def joint_case(self, case_id: str) -> JointCase:
        """Give a case the asking agency takes part in."""
        ...

    async def joint_cases(self, question: JointCasesQuestion) -> Window[JointCase]:
        """Give cases the asking agency takes part in, newest first."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> JointCases: ...


CaseInfo = Info[_Asked, None]


@strawberry.type
class JointCaseQueries:
    """Queries of joint cases, joined to the root."""

    @resolver("A joint case the asking agency opened, or was sent.")
    async def joint_case(
        self,
        info: CaseInfo,
        id: CaseId,  # noqa: A002 - the schema's name
    ) -> JointCase | None:
        """Answer with the case."""
        return await info.context.service.joint_case(id)

    @resolver("Joint cases the asking agency opened or was sent, newest first.")
    async def joint_cases(
        self,
        info: CaseInfo,
        first: _First = 20,
        after: After = None,
        state: Annotated[
            JointCaseState | None, strawberry.argument(description="Only those in this state; default all.")
        ] = None,
        subject: Annotated[
            IdentifierInput | None, strawberry.argument(description="Only those about this subject.")
        ] = None,
    ) -> Connection[JointCase]:
        """Answer with a page of cases."""
        question = JointCasesQuestion(state=state, subject=subject, first=first, after=after)
        return connection(await info.context.service.joint_cases(question), lambda case: case.id)


@strawberry.type
class JointCaseMutations:
    """Mutations of joint cases, joined to the root."""

    @resolver("Open a joint case as designating department, and send it to implementing departments.")
    async def open_joint_case(
        self,
        info: CaseInfo,
        input: Annotated[JointCaseInput, strawberry.argument(description="The case.")],  # noqa: A002 - the schema's name
        idempotency_key: Key,
    ) -> JointCaseChange | None:
        """Open a case."""
        return await info.context.service.open_joint_case(input, idempotency_key)

    @resolver("Respond to a joint case your agency was sent; it responds for itself alone.")
    async def respond_to_joint_case(
        self,
        info: CaseInfo,
        case: CaseId,
        response: Annotated[JointCaseResponse, strawberry.argument(description="What your agency answers.")],
        idempotency_key: Key,
        reason: Annotated[
            str | None, strawberry.argument(description="Why it refuses; required with REFUSED, and only there.")
        ] = None,
    ) -> JointCaseChange | None:
        """Respond to a case."""
        return await info.context.service.respond_to_joint_case(case, response, reason, idempotency_key)

    @resolver(
        "Carry a joint case into another region: the designating department into any, a department it was sent to "
        "into its own."
    )
    async def carry_across(
        self,
        info: CaseInfo,
        case: CaseId,
        region: Annotated[str, strawberry.argument(description="Division code of the region (GB/T 2260).")],
        implementers: Annotated[
            list[strawberry.ID], strawberry.argument(description="Slugs of departments there; see `agencies`.")
        ],
        idempotency_key: Key,
    ) -> JointCaseChange | None:
        """Carry a case across."""
        return await info.context.service.carry_across(case, region, implementers, idempotency_key)

    @resolver("End a joint case your agency opened.")
    async def end_joint_case(
        self,
        info: CaseInfo,
        case: CaseId,
        idempotency_key: Key,
        reason: Annotated[str | None, strawberry.argument(description="Why, in a few words.")] = None,
    ) -> JointCaseChange | None:
        """End a case."""
        return await info.context.service.end_joint_case(case, reason, idempotency_key)
