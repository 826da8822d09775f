"""Carries out what clients ask, whichever way it came: in its client's turn, as far as the client may ask."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, aclosing
from dataclasses import replace
from typing import Any, Final

from graphql import OperationDefinitionNode, OperationType

from gateway.executor import Answer, Document, Engine, Wanted
from gateway.http.asker import Asker, anybody
from gateway.http.errors import field_errors
from gateway.http.params import GraphQLParams
from gateway.http.turns import Turns

COST_OF_A_TURN: Final = 1_000  # a question to the departments
_MOST_UNREAD: Final = 4_096  # documents of one client waiting to be read


class Operations:
    """Operations on one engine; `asker_of` tells of a context who asks, so that `turns` are fair."""

    def __init__(self, engine: Engine, turns: Turns, asker_of: Callable[[Any], Asker] = anybody) -> None:
        self._engine = engine
        self._turns = turns
        self._preparing = Turns(replace(turns.limits, concurrency=1, queue=_MOST_UNREAD))
        self._asker_of = asker_of

    async def execute(
        self, params: GraphQLParams, context: Any, allow: Callable[[OperationDefinitionNode], None]
    ) -> Answer:
        """Answer a query or mutation that `allow` does not refuse; raises `DocumentErrors` or `Refusal`."""
        asker = self._asker_of(context)
        document = await self._document(params.wanted, asker)
        operation = document.operation(params.operation_name)
        allow(operation)
        async with self._turn(asker, document, operation, params):
            return await self._engine.execute(document, operation, params.variables, context, asker.manner)

    async def answers(
        self,
        params: GraphQLParams,
        context: Any,
        *,
        still_known: Callable[[], Awaitable[object]],
        subscribed: Callable[[], None],
    ) -> AsyncGenerator[Answer, None]:
        """Give the one answer of a query or mutation, or those of a subscription for as long as it is `still_known`.

        A subscription waits its turn, and holds none once it has `subscribed`. Raises as `execute` does.
        """
        asker, answer = self._asker_of(context), None
        document = await self._document(params.wanted, asker)
        operation = document.operation(params.operation_name)
        async with self._turn(asker, document, operation, params):
            if operation.operation is not OperationType.SUBSCRIPTION:
                answer = await self._engine.execute(document, operation, params.variables, context, asker.manner)
        if answer is not None:
            yield answer
            return
        subscribed()
        events = self._engine.subscribe(document, operation, params.variables, context, asker.manner)
        async with aclosing(events):
            async for event in events:
                await still_known()
                yield event

    def _turn(
        self, asker: Asker, document: Document, operation: OperationDefinitionNode, params: GraphQLParams
    ) -> AbstractAsyncContextManager[None]:
        cost = self._engine.admit(document, operation, params.variables)
        return self._turns.turn(asker.client, max(1, cost // COST_OF_A_TURN))

    async def _document(self, wanted: Wanted, asker: Asker) -> Document:
        """Give the document; of those not at hand, one at a time of a client, so that others get the processor too."""
        if self._engine.has(wanted):
            return self._engine.document(wanted, asker.manner)
        async with self._preparing.turn(asker.client):
            await asyncio.sleep(0)
            return self._engine.document(wanted, asker.manner)


def answer_body(answer: Answer) -> dict[str, Any]:
    """Give the response to an operation that was executed (GraphQL specification, 7.1)."""
    body: dict[str, Any] = {"data": answer.data}
    if answer.errors:
        body["errors"] = field_errors(answer.errors)
    return body
