"""The GraphQL endpoint: GraphQL over HTTP for POST and GET, and the page for browsers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from graphql import OperationDefinitionNode, OperationType
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from gateway.executor import Answer, DocumentErrors
from gateway.http.admission import Admission
from gateway.http.body import read_json
from gateway.http.errors import request_errors
from gateway.http.leaving import ClientGone, while_connected
from gateway.http.negotiation import GRAPHQL_RESPONSE, JSON, answer_type, wants_page
from gateway.http.params import GraphQLParams, from_json, from_query_string
from gateway.http.refusals import HttpRefusal
from gateway.http.responses import answer_body, refused, respond
from gateway.http.same_site import check_same_site
from schema.errors import Refusal

ContextFactory = Callable[[HTTPConnection], Awaitable[Any]]
ALLOW: Final = {"allow": "GET, POST"}
_CLIENT_CLOSED: Final = 499  # nobody reads it; the log does


class GraphQLEndpoint:
    """ASGI application of one path.

    `context_factory` turns the request into the resolvers' context; a `Refusal` it raises becomes the
    response (401, 403 or 400). `page` answers browsers; without it they get GraphQL like everyone else.
    """

    def __init__(
        self,
        admission: Admission,
        context_factory: ContextFactory,
        *,
        body_bytes: int,
        page: Response | None = None,
    ) -> None:
        self._admission = admission
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
        except ClientGone:
            return Response(status_code=_CLIENT_CLOSED)

    async def _answer(self, request: Request, media_type: str) -> Response:
        if request.method not in {"GET", "POST"}:
            raise HttpRefusal(405, f"{request.method} is not answered here", hint="use POST", headers=ALLOW)
        check_same_site(request.method, request.headers)
        context = await self._context(request)
        params = await self._params(request)
        answer = await while_connected(request.receive, self._executed(request.method, params, context))
        return respond(answer_body(answer), media_type)

    async def _executed(self, method: str, params: GraphQLParams, context: Any) -> Answer:
        admitted = await self._admission.admit(params, context)
        _check_method(method, admitted.operation)
        return await self._admission.execute(admitted, params, context)

    async def _params(self, request: Request) -> GraphQLParams:
        if request.method == "GET":
            return from_query_string(request.query_params)
        return from_json(await read_json(request, self._body_bytes))


def _check_method(method: str, operation: OperationDefinitionNode) -> None:
    if method == "GET" and operation.operation is not OperationType.QUERY:
        raise HttpRefusal(405, "only queries may be sent by GET", hint="use POST", headers={"allow": "POST"})
