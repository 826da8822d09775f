"""The way of an operation from its parameters to its answer, however it came: document, limits, its client's turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, Final

from graphql import OperationDefinitionNode

from gateway.executor import Document, Engine, Wanted
from gateway.executor.engine import Answer
from gateway.http.asker import Asker, anybody
from gateway.http.params import GraphQLParams
from gateway.http.turns import TurnLimits, Turns

COST_OF_A_TURN: Final = 1_000  # a question to the departments
_MOST_UNREAD: Final = 4_096  # documents of one client waiting to be read


@dataclass(frozen=True, slots=True)
class Admitted:
    """An operation that may be executed once its turn comes."""

    document: Document
    operation: OperationDefinitionNode
    asker: Asker


class Admission:
    """Admits and executes operations; one for all ways in, so that a client's turns are counted together."""

    def __init__(self, engine: Engine, turns: TurnLimits, asker_of: Callable[[Any], Asker] = anybody) -> None:
        """Take the engine, what one client may have at work, and what tells of a context who asks."""
        self._engine = engine
        self._asker_of = asker_of
        self._turns = Turns(turns)
        self._reading = Turns(replace(turns, concurrency=1, queue=_MOST_UNREAD))

    async def admit(self, params: GraphQLParams, context: Any) -> Admitted:
        """Give the operation a request asks for; raises `DocumentErrors` or `Refusal`."""
        asker = self._asker_of(context)
        document = await self._document(params.wanted, asker)
        return Admitted(document, document.operation(params.operation_name), asker)

    async def execute(self, admitted: Admitted, params: GraphQLParams, context: Any) -> Answer:
        """Execute an operation in its client's turn; raises `DocumentErrors` or `Refusal`, 429 for want of a turn."""
        document, operation, asker = admitted.document, admitted.operation, admitted.asker
        cost = self._engine.admit(document, operation, params.variables)
        async with self._turns.turn(asker.client, max(1, cost // COST_OF_A_TURN)):
            return await self._engine.run(document, operation, params.variables, context, asker.manner)

    async def subscribe(self, admitted: Admitted, params: GraphQLParams, context: Any) -> AsyncGenerator[Answer, None]:
        """Answer each event of a subscription, which holds no turn; raises `DocumentErrors` or `Refusal`."""
        document, operation, asker = admitted.document, admitted.operation, admitted.asker
        events = self._engine.subscribe(document, operation, params.variables, context, asker.manner)
        async with aclosing(events):
            async for event in events:
                yield event

    async def _document(self, wanted: Wanted, asker: Asker) -> Document:
        """Give the document; of those not at hand, one at a time of a client, so that others get the processor too."""
        if self._engine.has(wanted):
            return self._engine.document(wanted, asker.manner)
        async with self._reading.turn(asker.client):
            await asyncio.sleep(0)
            return self._engine.document(wanted, asker.manner)
