"""Puts the HTTP front together: routes, middleware, error pages. Everything it needs is handed in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

import msgspec
import strawberry
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import Lifespan

from gateway.executor import Engine, QueryLimits, TrustedOperations, Weights
from gateway.http import graphiql
from gateway.http.admission import Admission
from gateway.http.asker import Asker, anybody
from gateway.http.assets import assets_folder
from gateway.http.deadline import BodyDeadline
from gateway.http.endpoint import ContextFactory, GraphQLEndpoint
from gateway.http.health import Readiness, ReadinessCheck, health_routes
from gateway.http.hosts import Hosts
from gateway.http.negotiation import JSON
from gateway.http.refusals import HttpRefusal
from gateway.http.request_id import RequestIds
from gateway.http.responses import refused
from gateway.http.security import SecurityHeaders
from gateway.http.turns import TurnLimits
from gateway.http.websocket.caller import Callers, ClientName
from gateway.http.websocket.endpoint import SocketEndpoint
from gateway.http.websocket.limits import SocketLimits

GRAPHQL_PATH: Final = "/graphql"


async def always_ready() -> Readiness:
    """Say that nothing stands against answering."""
    return Readiness()


def create_app(
    *,
    schema: strawberry.Schema,
    context_factory: ContextFactory,
    limits: QueryLimits | None = None,
    introspection: bool = True,
    weights: Weights | None = None,
    trusted: Callable[[], TrustedOperations] = TrustedOperations,
    asker_of: Callable[[Any], Asker] = anybody,
    turns: TurnLimits | None = None,
    hosts: Collection[str] = (),
    page: bool = True,
    examples: Sequence[Mapping[str, Any]] = (),
    readiness: ReadinessCheck = always_ready,
    body_seconds: float = 4.0,
    lifespan: Lifespan[Starlette] | None = None,
    routes: Sequence[BaseRoute] = (),
    sockets: SocketLimits | None = None,
    client_name: ClientName | None = None,
) -> Starlette:
    """Give the ASGI application.

    `context_factory` makes the resolvers' context of a request, and may raise `Refusal`; `asker_of` tells of a context
    which client it is for. `weights` say which fields cost more, `trusted` which operations are known, `hosts` for
    which hosts is answered. `examples` are mappings with `title`, `query`, and optionally `variables` and `headers` (a
    wrong one is a `msgspec.ValidationError`). `page` serves GraphiQL to browsers and raises `AssetsMissing` if it is
    not built. `body_seconds` is the time a request body has to arrive. `routes` are added to ours. WebSockets are
    served where their limits and `client_name` are given, which tells who opens one and may raise `Refusal`.
    """
    size = limits or QueryLimits()
    engine = Engine(schema, size, introspection=introspection, weights=weights, trusted=trusted)
    folder = assets_folder() if page else None
    admission = Admission(engine, turns or TurnLimits(), asker_of)
    endpoint = GraphQLEndpoint(
        admission,
        context_factory,
        body_bytes=size.body_bytes,
        page=graphiql.page(GRAPHQL_PATH, folder) if folder else None,
    )
    ours: list[BaseRoute] = [Route(GRAPHQL_PATH, endpoint), *health_routes(readiness)]
    if sockets and client_name:
        callers = Callers(client_name, context_factory)
        ours.append(WebSocketRoute(GRAPHQL_PATH, SocketEndpoint(admission, callers, sockets)))
    if folder:
        ours += graphiql.routes(GRAPHQL_PATH, folder, msgspec.convert(examples, tuple[graphiql.Example, ...]))
    app = Starlette(
        routes=[*ours, *routes],
        middleware=[
            Middleware(RequestIds),
            Middleware(SecurityHeaders),
            Middleware(Hosts, hosts=hosts),
            Middleware(BodyDeadline, seconds=body_seconds),
        ],
        exception_handlers={HTTPException: _no_such_page},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False  # its redirects are made of the Host header
    return app


async def _no_such_page(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    hint = f"the GraphQL endpoint is {GRAPHQL_PATH}"
    message = f"{request.method} {request.url.path[:200]} is not answered here"
    return refused(HttpRefusal(status, message, hint=hint, headers=headers), JSON)
