"""Runs one request: document trusted and from the cache, operation chosen, limits held, fields executed in time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, TypeGuard, cast

import strawberry
from graphql import ExecutionResult, GraphQLError, GraphQLSchema, OperationDefinitionNode, OperationType
from graphql.execution import Executor, create_source_event_stream, map_source_to_response_event
from strawberry.execution import optimized_is_awaitable

from gateway.executor.costs import Weights
from gateway.executor.documents import Document, DocumentCache, DocumentErrors
from gateway.executor.limits import QueryLimits, check_cost, check_variables
from gateway.executor.trusted import TrustedOperations, Wanted
from gateway.manner import DENIED, Manner
from schema.errors import ErrorCode, Refusal

_IsAwaitable = Callable[[Any], TypeGuard[Awaitable[Any]]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What execution gave: GraphQL data, null included, and the errors of single fields."""

    data: dict[str, Any] | None
    errors: tuple[GraphQLError, ...] = ()


class Engine:
    """Executes operations of one strawberry schema with the executor class the schema was built with.

    Strawberry's schema extensions are not run: parsing, validation, limits and error masking are done
    here and in the HTTP front, once.
    """

    def __init__(
        self,
        schema: strawberry.Schema,
        limits: QueryLimits,
        *,
        introspection: bool = True,
        weights: Weights | None = None,
        trusted: Callable[[], TrustedOperations] = TrustedOperations,
    ) -> None:
        """Take a schema and its limits; `introspection` bounds what any client may, `trusted` gives the operations."""
        self._schema = core_schema(schema)
        self._executor = schema.execution_context_class
        self._introspection = introspection
        self._limits = limits
        self._trusted = trusted
        self._documents = DocumentCache(self._schema, limits, weights)

    def document(self, wanted: Wanted | str, manner: Manner = DENIED) -> Document:
        """Give the valid document a request asks for; raises `DocumentErrors` or `Refusal`."""
        asked = Wanted(wanted) if isinstance(wanted, str) else wanted
        text = self._trusted().text(asked, any_operation=manner.any_operation)
        return self._documents.get(text, introspection=self._introspection and manner.introspection)

    def has(self, wanted: Wanted) -> bool:
        """Tell whether the document a request asks for is at hand, or must be read and validated first."""
        text = wanted.text
        return (self._trusted().documents.get(wanted.document_id or "") if text is None else text) in self._documents

    def admit(self, document: Document, operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> int:
        """Give what an operation costs; raises `Refusal` where that or its variables are beyond the limits."""
        check_variables(variables, self._limits)
        cost = document.cost.of(operation, variables)
        check_cost(cost, self._limits)
        return cost

    async def execute(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        context: Any,
        manner: Manner = DENIED,
    ) -> Answer:
        """Execute a query or mutation; raises `DocumentErrors` for unfit variables, `Refusal` for too much."""
        self.admit(document, operation, variables)
        return await self.run(document, operation, variables, context, manner)

    async def run(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        context: Any,
        manner: Manner = DENIED,
    ) -> Answer:
        """Execute what `admit` let in, for who asked `admit` for the cost; raises as `execute` does, but for limits."""
        if operation.operation is OperationType.SUBSCRIPTION:
            raise Refusal(
                ErrorCode.BAD_REQUEST,
                "subscriptions are not served here",
                where="query",
                hint="subscribe over WebSocket, by the protocol graphql-transport-ws",
            )
        result = self._executor_of(document, operation, variables, context, manner).execute_operation()
        if not isawaitable(result):
            return _answer(result)
        try:
            async with asyncio.timeout(self._limits.seconds):
                return _answer(await result)
        except TimeoutError:
            return Answer(None, (_too_slow(self._limits.seconds),))

    async def subscribe(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        context: Any,
        manner: Manner = DENIED,
    ) -> AsyncGenerator[Answer, None]:
        """Answer each event of a subscription (GraphQL specification, 6.2.3); raises as `execute` does.

        Where there is no stream of events, the only answer says why. Closing the generator closes the stream.
        """
        self.admit(document, operation, variables)
        executor = self._executor_of(document, operation, variables, context, manner)
        stream = create_source_event_stream(executor)
        if isawaitable(stream):
            stream = await stream
        if isinstance(stream, ExecutionResult):
            yield _answer(stream)
            return
        async with aclosing(map_source_to_response_event(executor, stream)) as results:
            async for result in results:
                yield _answer(result)

    def _executor_of(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
        context: Any,
        manner: Manner,
    ) -> Executor[Any]:
        executor = self._executor.build(
            self._schema,
            document.node,
            context_value=context,
            raw_variable_values=dict(variables),
            operation_name=operation.name.value if operation.name else None,
            is_awaitable=cast("_IsAwaitable", optimized_is_awaitable),
            hide_suggestions=not (self._introspection and manner.introspection),
            operation_extensions=None,
        )
        if isinstance(executor, list):
            raise DocumentErrors(ErrorCode.GRAPHQL_VALIDATION_FAILED, executor)
        return executor


def core_schema(schema: strawberry.Schema) -> GraphQLSchema:
    """Give the graphql-core schema under a strawberry schema."""
    return schema._schema  # noqa: SLF001 - strawberry's own integrations read it; there is no public name


def _answer(result: object) -> Answer:
    if not isinstance(result, ExecutionResult):
        raise TypeError(f"incremental delivery is off, yet the executor gave {type(result).__name__}")
    return Answer(result.data, tuple(result.errors or ()))


def _too_slow(seconds: int) -> GraphQLError:
    refusal = Refusal(
        ErrorCode.OPERATION_TIMED_OUT,
        f"the operation took longer than {seconds} s and was stopped",
        where="query",
        hint="ask for less in one operation, or with shorter deadlines",
    )
    return GraphQLError(refusal.message, original_error=refusal)
