"""Root mutations: what departments do to joint cases. They run one after another, and only by POST."""

from __future__ import annotations

from typing import Annotated

import strawberry

from schema.declare import resolver
from schema.graph.joint_cases import CaseId, CaseInfo, JointCaseInput
from schema.joint_cases import JointCaseChange, JointCaseResponse

Key = Annotated[
    str,
    strawberry.argument(
        description="Text you make up for this request, such as a UUID: sent again with it, the request is carried "
        "out once and answered the same; with another request it is refused."
    ),
]


@strawberry.type(description="Changes a department may make.")
class Mutation:
    """Root of every mutation."""

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
