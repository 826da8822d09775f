"""Mutations of objections, and the Protocol they are made through."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.declare import resolver
from schema.graph.idempotency import Key
from schema.graph.objections import ObjectionId, ObjectionInput, ObjectionReads
from schema.objections import ObjectionChange, ObjectionFinding


class Objections(ObjectionReads, Protocol):
    """Keeps objections for one client; raises `Refusal`, and nothing else that a client sees."""

    async def lodge_objection(self, order: ObjectionInput, key: str) -> ObjectionChange:
        """Lodge an objection, or join the one that is open."""
        ...

    async def accept_objection(self, case_id: str, key: str) -> ObjectionChange:
        """Accept one for handling."""
        ...

    async def refuse_objection(self, case_id: str, reason: str, key: str) -> ObjectionChange:
        """Refuse to handle one."""
        ...

    async def verify_record(
        self, case_id: str, finding: ObjectionFinding, answer: str | None, key: str
    ) -> ObjectionChange:
        """End the verification as provider or issuer."""
        ...

    async def correct_record(self, case_id: str, correction: str, key: str) -> ObjectionChange:
        """Say that the wrong record was corrected."""
        ...

    async def withdraw_record(
        self, case_id: str, document_number: str | None, effective_on: date | None, key: str
    ) -> ObjectionChange:
        """Withdraw the wrong record as issuer."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> Objections: ...


ObjectionInfo = Info[_Asked, None]


@strawberry.type
class ObjectionMutations:
    """Mutations of objections, joined to the root."""

    @resolver(
        "Lodge an objection to a record: who provides it is informed, and verifies. An objection to a record that has "
        "an open one joins it."
    )
    async def lodge_objection(
        self,
        info: ObjectionInfo,
        input: Annotated[ObjectionInput, strawberry.argument(description="The objection.")],  # noqa: A002 - as above
        idempotency_key: Key,
    ) -> ObjectionChange | None:
        """Lodge an objection."""
        return await info.context.service.lodge_objection(input, idempotency_key)

    @resolver("Accept an objection for handling: from now on restraints that need the record are suspended.")
    async def accept_objection(
        self, info: ObjectionInfo, objection: ObjectionId, idempotency_key: Key
    ) -> ObjectionChange | None:
        """Accept an objection."""
        return await info.context.service.accept_objection(objection, idempotency_key)

    @resolver("Refuse to handle an objection, with the reason; nothing is suspended.")
    async def refuse_objection(
        self,
        info: ObjectionInfo,
        objection: ObjectionId,
        reason: Annotated[str, strawberry.argument(description="Why it is not accepted, on one line.")],
        idempotency_key: Key,
    ) -> ObjectionChange | None:
        """Refuse an objection."""
        return await info.context.service.refuse_objection(objection, reason, idempotency_key)

    @resolver("End the verification of a record your agency provides or issued; correct, its restraints apply again.")
    async def verify_record(
        self,
        info: ObjectionInfo,
        objection: ObjectionId,
        finding: Annotated[ObjectionFinding, strawberry.argument(description="What was found.")],
        idempotency_key: Key,
        answer: Annotated[
            str | None, strawberry.argument(description="What was found, in words for who objected, on one line.")
        ] = None,
    ) -> ObjectionChange | None:
        """End a verification."""
        return await info.context.service.verify_record(objection, finding, answer, idempotency_key)

    @resolver("Say that a record verified wrong was corrected, for its issuer.")
    async def correct_record(
        self,
        info: ObjectionInfo,
        objection: ObjectionId,
        correction: Annotated[str, strawberry.argument(description="What was corrected, on one line.")],
        idempotency_key: Key,
    ) -> ObjectionChange | None:
        """Correct a record."""
        return await info.context.service.correct_record(objection, correction, idempotency_key)

    @resolver("Withdraw a record verified wrong, as its issuer.")
    async def withdraw_record(
        self,
        info: ObjectionInfo,
        objection: ObjectionId,
        idempotency_key: Key,
        document_number: Annotated[
            str | None, strawberry.argument(description="Number of the document that withdraws it.")
        ] = None,
        effective_on: Annotated[
            date | None, strawberry.argument(description="Legal day it takes effect, not in the future; default today.")
        ] = None,
    ) -> ObjectionChange | None:
        """Withdraw a record."""
        return await info.context.service.withdraw_record(objection, document_number, effective_on, idempotency_key)
