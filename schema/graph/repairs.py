"""Queries, mutations and inputs of credit repair and list exit, and the Protocol they are asked through."""

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
from schema.graph.inputs import IdentifierInput
from schema.repairs import Repair, RepairChange, RepairEvidence, RepairKind, RepairState

RepairId = Annotated[strawberry.ID, strawberry.argument(description="Id of the application.")]
MOST_REPAIRS = 50
_First = Annotated[int, strawberry.argument(description=f"How many applications at most, 1 to {MOST_REPAIRS}.")]


@strawberry.input(description="One piece of evidence of a repair or exit.")
class RepairEvidenceInput:
    """Evidence as the applicant writes it."""

    kind: RepairEvidence = strawberry.field(description="What it shows.")
    done_on: date = strawberry.field(description="Legal day it was done.")
    document: str = strawberry.field(description="Number or title of the document, 1 to 100 characters; sealed.")
    digest: str | None = strawberry.field(
        description="SHA-256 of the document, as 64 hexadecimal digits; sealed.", default=None
    )


@strawberry.input(description="Application for credit repair or list exit, made for the subject or by the issuer.")
class RepairInput:
    """Application as the applicant writes it."""

    kind: RepairKind = strawberry.field(description="What is applied for.")
    subject: IdentifierInput = strawberry.field(
        description="Whom the record is about: a unit by its credit code, a person by the resident identity number."
    )
    record: strawberry.ID = strawberry.field(description="Id of the record, as a check gives it.")
    evidence: list[RepairEvidenceInput] = strawberry.field(description="Evidence, 1 to 20 pieces.")


@strawberry.input(description="Decision on an application, as the reviewing body made it (GO-21-b).")
class RepairDecisionInput:
    """Decision as the reviewer writes it."""

    granted: bool = strawberry.field(description="Whether the repair or exit is granted.")
    document: str = strawberry.field(description="Number of the decision on the application.")
    corrected_by: list[int] = strawberry.field(
        description="Numbers of the evidence by which the conduct was corrected.", default_factory=list
    )
    effects_removed_by: list[int] = strawberry.field(
        description="Numbers of the evidence by which its adverse effects were removed.", default_factory=list
    )
    prescribed_last_day: date | None = strawberry.field(
        description="Last legal day of the time the decision document prescribes; written where no rule prescribes one "
        "(`terms.prescribedLastDay` is null), and only there.",
        default=None,
    )
    effective_on: date | None = strawberry.field(
        description="Legal day from which publication, sharing and measures stop; required if granted, and only then.",
        default=None,
    )
    reason: str | None = strawberry.field(
        description="Why it is refused; required if refused, and only then.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairsQuestion:
    """A question about the applications the asking agency takes part in, as asked."""

    state: RepairState | None
    record: str | None
    subject: IdentifierInput | None
    overdue: bool | None
    first: int
    after: str | None


class CreditRepairs(Protocol):
    """Keeps applications for repair and exit for one client; raises `Refusal`, and nothing else that a client sees."""

    async def apply_for_repair(self, order: RepairInput, key: str) -> RepairChange:
        """Apply for the subject."""
        ...

    async def review_repair(self, repair_id: str, key: str) -> RepairChange:
        """Take an application up."""
        ...

    async def ask_repair_evidence(self, repair_id: str, what: str, key: str) -> RepairChange:
        """Ask the applicant for more evidence."""
        ...

    async def add_repair_evidence(
        self, repair_id: str, evidence: Sequence[RepairEvidenceInput], key: str
    ) -> RepairChange:
        """Bring the evidence that was asked for."""
        ...

    async def decide_repair(self, repair_id: str, decision: RepairDecisionInput, key: str) -> RepairChange:
        """Grant or refuse an application."""
        ...

    async def withdraw_repair(self, repair_id: str, key: str) -> RepairChange:
        """Withdraw an application."""
        ...

    async def repair(self, repair_id: str) -> Repair:
        """Give an application the asking agency takes part in."""
        ...

    async def repairs(self, question: RepairsQuestion) -> Window[Repair]:
        """Give applications the asking agency takes part in, newest first."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> CreditRepairs: ...


RepairCall = Info[_Asked, None]


@strawberry.type
class RepairQueries:
    """Queries of credit repair, joined to the root."""

    @resolver("An application for credit repair or list exit the asking agency takes part in.")
    async def repair(
        self,
        info: RepairCall,
        id: RepairId,  # noqa: A002 - the schema's name
    ) -> Repair | None:
        """Answer with the application."""
        return await info.context.service.repair(id)

    @resolver("Applications for credit repair or list exit the asking agency takes part in, newest first.")
    async def repairs(  # noqa: PLR0917 - GraphQL arguments are always named
        self,
        info: RepairCall,
        first: _First = 20,
        after: After = None,
        state: Annotated[
            RepairState | None, strawberry.argument(description="Only those in this state; default all.")
        ] = None,
        record: Annotated[
            strawberry.ID | None, strawberry.argument(description="Only those about this record.")
        ] = None,
        subject: Annotated[
            IdentifierInput | None, strawberry.argument(description="Only those about this subject.")
        ] = None,
        overdue: Annotated[
            bool | None, strawberry.argument(description="Only those whose next step is overdue, or is not.")
        ] = None,
    ) -> Connection[Repair]:
        """Answer with a page of applications."""
        question = RepairsQuestion(
            state=state, record=record, subject=subject, overdue=overdue, first=first, after=after
        )
        return connection(await info.context.service.repairs(question), lambda each: each.id)


@strawberry.type
class RepairMutations:
    """Mutations of credit repair, joined to the root."""

    @resolver(
        "Apply for the credit repair of a record, or that its subject leaves a list. The departments are asked who "
        "determined the record; that body reviews the application."
    )
    async def apply_for_repair(
        self,
        info: RepairCall,
        input: Annotated[RepairInput, strawberry.argument(description="The application.")],  # noqa: A002 - the schema's name
        idempotency_key: Key,
    ) -> RepairChange | None:
        """Apply."""
        return await info.context.service.apply_for_repair(input, idempotency_key)

    @resolver("Take an application up for review, as the body that determined the record.")
    async def review_repair(self, info: RepairCall, repair: RepairId, idempotency_key: Key) -> RepairChange | None:
        """Take it up."""
        return await info.context.service.review_repair(repair, idempotency_key)

    @resolver("Ask the applicant for more evidence, as reviewing body.")
    async def ask_repair_evidence(
        self,
        info: RepairCall,
        repair: RepairId,
        what: Annotated[str, strawberry.argument(description="What is missing, in a few words; sealed.")],
        idempotency_key: Key,
    ) -> RepairChange | None:
        """Ask for more."""
        return await info.context.service.ask_repair_evidence(repair, what, idempotency_key)

    @resolver("Bring the evidence that was asked for, as applicant; the review goes on.")
    async def add_repair_evidence(
        self,
        info: RepairCall,
        repair: RepairId,
        evidence: Annotated[
            list[RepairEvidenceInput], strawberry.argument(description="Further evidence, 1 to 20 pieces.")
        ],
        idempotency_key: Key,
    ) -> RepairChange | None:
        """Bring more."""
        return await info.context.service.add_repair_evidence(repair, evidence, idempotency_key)

    @resolver(
        "Decide an application, as reviewing body. Granted, it ends publication, sharing and measures together, from "
        "the effective day on; refused, it shows the remedies."
    )
    async def decide_repair(
        self,
        info: RepairCall,
        repair: RepairId,
        decision: Annotated[RepairDecisionInput, strawberry.argument(description="The decision.")],
        idempotency_key: Key,
    ) -> RepairChange | None:
        """Decide."""
        return await info.context.service.decide_repair(repair, decision, idempotency_key)

    @resolver("Withdraw an application your agency made.")
    async def withdraw_repair(self, info: RepairCall, repair: RepairId, idempotency_key: Key) -> RepairChange | None:
        """Withdraw it."""
        return await info.context.service.withdraw_repair(repair, idempotency_key)
