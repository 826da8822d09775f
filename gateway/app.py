"""The application: the HTTP front over a house. Nothing is global; everything is handed in."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import BaseRoute

from gateway.access.credentials import Presented
from gateway.configuration.loading import Configuration
from gateway.configuration.settings import GraphqlSettings
from gateway.executor import Weight, executor_class
from gateway.house import House
from gateway.http.app import create_app
from gateway.http.asker import Asker
from gateway.http.health import Readiness
from gateway.http.request_id import current_request_id
from gateway.manner import DENIED
from gateway.office import Office
from gateway.public_query.endpoint import PublicQuery
from gateway.public_query.limits import PublicLimits
from gateway.rights.tail import LeaseExpired
from gateway.statistics.service import service_of
from gateway.visit import Visit
from schema.graph import Context, build_schema
from schema.graph.context import Service
from schema.graph.weights import ASKING_CHANGES, CHANGES, QUESTION, QUESTIONS, READ, READINGS, SUBSCRIPTIONS

WEIGHTS = {
    **{f"Query.{name}": Weight(QUESTION, per) for name, per in QUESTIONS.items()},
    **{f"Query.{name}": Weight(READ) for name in READINGS},
    **{f"Mutation.{name}": Weight(READ) for name in CHANGES},
    **{f"Mutation.{name}": Weight(QUESTION + READ) for name in ASKING_CHANGES},
    **{f"Subscription.{name}": Weight(READ) for name in SUBSCRIPTIONS},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedContext(Context):
    """The resolvers' context of a request, and who asks."""

    asker: Asker


def utc_now() -> datetime:
    """Give the present instant."""
    return datetime.now(UTC)


def build_app(house: House, graphql: GraphqlSettings, *, examples: Sequence[Mapping[str, Any]] = ()) -> Starlette:
    """Build the application; the house opens and closes with its lifespan."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await house.open()
        try:
            yield
        finally:
            await house.close()

    async def context(request: HTTPConnection) -> Context:
        arrived = asyncio.get_running_loop().time()
        grant = await house.access.verify(_presented(request))
        request_id = current_request_id() or "-"
        visit = Visit(grant=grant, arrived=arrived, request_id=request_id)
        manner = house.configuration.clients.manners.get(grant.client, DENIED)
        asker = Asker(grant.client, manner)
        service = service_of(visit, house.office)

        async def renew() -> Service:
            return (await context(request)).service

        return AskedContext(service=service, request_id=request_id, renew=renew, asker=asker)

    async def client_name(connection: HTTPConnection) -> str:
        return (await house.access.verify(_presented(connection))).client

    async def readiness() -> Readiness:
        return _readiness(house.office)

    server = house.configuration.settings.server
    return create_app(
        schema=build_schema(executor_class(compiled_plans=graphql.compiled_plan)),
        context_factory=context,
        limits=graphql.limits,
        introspection=graphql.introspection,
        weights=WEIGHTS,
        trusted=lambda: house.configuration.operations,
        asker_of=lambda context: context.asker,
        turns=server.turns,
        hosts=server.hosts,
        page=graphql.graphiql,
        examples=examples,
        readiness=readiness,
        body_seconds=server.limits.body_seconds,
        lifespan=lifespan,
        sockets=house.configuration.settings.websocket,
        routes=_public_routes(house),
        client_name=client_name,
    )


def _public_routes(house: House) -> list[BaseRoute]:
    """Give the route of the public query where it is on."""
    settings = house.configuration.settings
    if settings.public is None:
        return []
    return [PublicQuery(lambda: house.office, settings.public, settings.access.trusted_proxies, os.urandom).route()]


def _presented(request: HTTPConnection) -> Presented:
    return Presented(
        authorization=request.headers.get("authorization"),
        client_cert=request.headers.get("client-cert"),
        peer=request.client.host if request.client else None,
    )


def with_state(configuration: Configuration, state: Path) -> Configuration:
    """Give the configuration with another state folder."""
    return replace(configuration, settings=replace(configuration.settings, state=state))


def with_public(configuration: Configuration) -> Configuration:
    """Give the configuration with the public query on, within the usual limits where none are set."""
    settings = configuration.settings
    return replace(configuration, settings=replace(settings, public=settings.public or PublicLimits()))


def _readiness(office: Office) -> Readiness:
    try:
        office.rights.state()
    except LeaseExpired:
        return Readiness(("the log of objections and repairs cannot be read",))
    return Readiness()
