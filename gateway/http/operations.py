"""Carries out what clients ask, whichever way it came: in its client's turn, as far as the client may ask."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from typing import Any

from graphql import OperationDefinitionNode, OperationType

from gateway.executor import Answer, Document, Engine
from gateway.http.asker import Asker, anybody
from gateway.http.errors import field_errors
from gateway.http.params import GraphQLParams
from gateway.http.turns import Turns


class Operations:
    """Operations on one engine; `asker_of` tells of a context who asks, so that `turns` are fair."""

    def __init__(self, engine: Engine, turns: Turns, asker_of: Callable[[Any], Asker] = anybody) -> None:
        self._engine = engine
        self._turns = turns
        self._asker_of = asker_of

    async def execute(
        self, params: GraphQLParams, context: Any, allow: Callable[[OperationDefinitionNode], None]
    ) -> Answer:
        """Answer a query or mutation that `allow` does not refuse; raises `DocumentErrors` or `Refusal`."""
        asker = self._asker_of(context)
        async with self._turns.turn(asker.client):
            document, operation = self._asked(params, asker)
            allow(operation)
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
        async with self._turns.turn(asker.client):
            document, operation = self._asked(params, asker)
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

    def _asked(self, params: GraphQLParams, asker: Asker) -> tuple[Document, OperationDefinitionNode]:
        document = self._engine.document(params.wanted, asker.manner)
        return document, document.operation(params.operation_name)


def answer_body(answer: Answer) -> dict[str, Any]:
    """Give the response to an operation that was executed (GraphQL specification, 7.1)."""
    body: dict[str, Any] = {"data": answer.data}
    if answer.errors:
        body["errors"] = field_errors(answer.errors)
    return body
