"""Runs one request: document from the cache, operation chosen, variables coerced, fields executed."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, TypeGuard, cast

import strawberry
from graphql import ExecutionResult, GraphQLError, GraphQLSchema, OperationDefinitionNode, OperationType
from graphql.execution import Executor, create_source_event_stream, map_source_to_response_event
from strawberry.execution import optimized_is_awaitable

from gateway.executor.documents import Document, DocumentCache, DocumentErrors
from gateway.executor.limits import QueryLimits
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

    def __init__(self, schema: strawberry.Schema, limits: QueryLimits, *, introspection: bool = True) -> None:
        self._schema = core_schema(schema)
        self._executor = schema.execution_context_class
        self._hide_suggestions = not introspection
        self._documents = DocumentCache(self._schema, limits, introspection=introspection)

    def document(self, source: str) -> Document:
        """Give the valid document of `source`; raises `DocumentErrors` or `Refusal`."""
        return self._documents.get(source)

    async def execute(
        self, document: Document, operation: OperationDefinitionNode, variables: Mapping[str, Any], context: Any
    ) -> Answer:
        """Execute a query or mutation; raises `DocumentErrors` if the variables do not fit."""
        if operation.operation is OperationType.SUBSCRIPTION:
            raise Refusal(
                ErrorCode.BAD_REQUEST,
                "subscriptions are not served here",
                where="query",
                hint="subscribe over WebSocket, by the protocol graphql-transport-ws",
            )
        result = self._executor_of(document, operation, variables, context).execute_operation()
        if isawaitable(result):
            result = await result
        return _answer(result)

    async def subscribe(
        self, document: Document, operation: OperationDefinitionNode, variables: Mapping[str, Any], context: Any
    ) -> AsyncGenerator[Answer, None]:
        """Answer each event of a subscription (GraphQL specification, 6.2.3); raises as `execute` does.

        Where there is no stream of events, the only answer says why. Closing the generator closes the stream.
        """
        executor = self._executor_of(document, operation, variables, context)
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
        self, document: Document, operation: OperationDefinitionNode, variables: Mapping[str, Any], context: Any
    ) -> Executor[Any]:
        executor = self._executor.build(
            self._schema,
            document.node,
            context_value=context,
            raw_variable_values=dict(variables),
            operation_name=operation.name.value if operation.name else None,
            is_awaitable=cast("_IsAwaitable", optimized_is_awaitable),
            hide_suggestions=self._hide_suggestions,
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
