"""The GraphQL endpoint: GraphQL over HTTP for POST and GET, and the page for browsers."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final

import orjson
from graphql import OperationDefinitionNode, OperationType
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gateway.executor import Answer, DocumentErrors, Engine
from gateway.http.body import read_json
from gateway.http.errors import FormattedError, field_errors, internal_error, refusal_error, request_errors
from gateway.http.negotiation import GRAPHQL_RESPONSE, JSON, answer_type, wants_page
from gateway.http.params import GraphQLParams, from_json, from_query_string
from gateway.http.refusals import HttpRefusal, headers_of, status_of
from schema.errors import Refusal

log = logging.getLogger(__name__)

ContextFactory = Callable[[HTTPConnection], Awaitable[Any]]
ALLOW: Final = {"allow": "GET, POST"}


class GraphQLEndpoint:
    """ASGI application of one path.

    `context_factory` turns the request into the resolvers' context; a `Refusal` it raises becomes the
    response (401, 403 or 400). `page` answers browsers; without it they get GraphQL like everyone else.
    """

    def __init__(
        self, engine: Engine, context_factory: ContextFactory, *, body_bytes: int, page: Response | None = None
    ) -> None:
        self._engine = engine
        self._context = context_factory
        self._body_bytes = body_bytes
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        response = await self._respond(request)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        accept = request.headers.get("accept", "")
        if self._page and request.method in {"GET", "HEAD"} and wants_page(accept):
            return self._page
        media_type = answer_type(accept)
        try:
            if media_type is None:
                hint = f"accept {GRAPHQL_RESPONSE} or {JSON}"
                raise HttpRefusal(406, "no acceptable media type", where="Accept", hint=hint)
            return await self._answer(request, media_type)
        except Refusal as refusal:
            return refused(refusal, media_type or JSON)
        except DocumentErrors as found:
            status = 400 if media_type == GRAPHQL_RESPONSE else 200
            return respond({"errors": request_errors(found.errors, found.code)}, media_type or JSON, status=status)

    async def _answer(self, request: Request, media_type: str) -> Response:
        if request.method not in {"GET", "POST"}:
            raise HttpRefusal(405, f"{request.method} is not answered here", hint="use POST", headers=ALLOW)
        context = await self._context(request)
        params = await self._params(request)
        document = self._engine.document(params.query)
        operation = document.operation(params.operation_name)
        _check_method(request.method, operation)
        answer = await self._engine.execute(document, operation, params.variables, context)
        return respond(answer_body(answer), media_type)

    async def _params(self, request: Request) -> GraphQLParams:
        if request.method == "GET":
            return from_query_string(request.query_params)
        return from_json(await read_json(request, self._body_bytes))


def answer_body(answer: Answer) -> dict[str, Any]:
    """Give the response to an operation that was executed (GraphQL specification, 7.1)."""
    body: dict[str, Any] = {"data": answer.data}
    if answer.errors:
        body["errors"] = field_errors(answer.errors)
    return body


def respond(
    body: Mapping[str, Any], media_type: str, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> Response:
    """Give a JSON response; text that cannot be UTF-8 is a defect and becomes an internal error."""
    try:
        content = orjson.dumps(body)
    except TypeError:
        log.exception("answer cannot be written as JSON")
        content = orjson.dumps({"errors": [internal_error()]})
        status = 500
    return Response(content, status, headers, media_type=f"{media_type}; charset=utf-8")


def refused(refusal: Refusal, media_type: str) -> Response:
    """Give the response to a request refused before execution."""
    errors: Iterable[FormattedError] = [refusal_error(refusal)]
    return respond({"errors": errors}, media_type, status=status_of(refusal), headers=headers_of(refusal))


def _check_method(method: str, operation: OperationDefinitionNode) -> None:
    if method == "GET" and operation.operation is not OperationType.QUERY:
        raise HttpRefusal(405, "only queries may be sent by GET", hint="use POST", headers={"allow": "POST"})
