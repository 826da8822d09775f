"""Wiring: from configuration to a running application. Nothing is global; everything is handed in."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request

from connectors.catalogue import build
from connectors.core.connector import Connector
from connectors.core.issuers import Issuers
from connectors.core.runner import Runner
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.wiring import Wiring
from gateway.checking import Visit
from gateway.configuration.loading import Configuration
from gateway.configuration.settings import GraphqlSettings
from gateway.credentials import ApiKeyVerifier
from gateway.executor import QueryLimits, executor_class
from gateway.fetching import Desk
from gateway.http.app import create_app
from gateway.http.health import Readiness
from gateway.http.request_id import current_request_id
from gateway.office import Office
from gateway.rights.tail import LeaseExpired, RightsTail
from gateway.service import ClientService
from gateway.state import StateFolder
from gateway.store.committer import GroupCommitter
from gateway.store.engine import Opening, Store, open_store
from gateway.store.groups import Signer
from gateway.store.rights_log import read_after
from gateway.store.writer import GroupWriter
from schema.agencies import Agency, Source
from schema.declare import revised
from schema.graph import Context, build_schema

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Give the present instant."""
    return datetime.now(UTC)


def build_app(
    configuration: Configuration,
    *,
    clock: Clock = utc_now,
    examples: Sequence[Mapping[str, Any]] = (),
    connectors: Mapping[str, Connector] | None = None,
) -> Starlette:
    """Build the application; connectors, store and rights log open and close with its lifespan.

    `connectors` take the place of the configured ones. Raises `ConfigFault` for connectors that cannot be built.
    """
    connectors = build_connectors(configuration, clock) if connectors is None else connectors
    verifier = ApiKeyVerifier(configuration.grants)
    graphql = configuration.settings.graphql
    offices: list[Office] = []

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with open_office(configuration, connectors, clock) as office:
            offices.append(office)
            yield
            offices.clear()

    async def context(request: Request) -> Context:
        arrived = asyncio.get_running_loop().time()
        grant = verifier.verify(request.headers.get("authorization"))
        request_id = current_request_id() or "-"
        visit = Visit(grant=grant, arrived=arrived, request_id=request_id)
        return Context(ClientService(visit, offices[0]), request_id)

    async def readiness() -> Readiness:
        return _readiness(offices[0])

    return create_app(
        schema=build_schema(executor_class(compiled_plans=graphql.compiled_plan)),
        context_factory=context,
        limits=_limits(graphql),
        introspection=graphql.introspection,
        page=graphql.graphiql,
        examples=examples,
        readiness=readiness,
        lifespan=lifespan,
    )


def build_connectors(configuration: Configuration, clock: Clock) -> dict[str, Connector]:
    """Build every configured connector; raises `ConfigFault`."""
    directory = configuration.directory
    wiring = Wiring(exchange=AiohttpExchange, clock=clock, issuers=Issuers(directory.agencies.values()))
    return build(directory.sources, wiring, agency_slugs=directory.agencies)


@asynccontextmanager
async def open_office(
    configuration: Configuration, connectors: Mapping[str, Connector], clock: Clock
) -> AsyncIterator[Office]:
    """Open connectors, store and rights log; a department that is down does not hinder."""
    state = StateFolder(configuration.settings.state)
    async with AsyncExitStack() as stack:
        signing_key, vault = state.signing_key(clock()), state.vault()
        store = open_store(state.database_url, Opening.SERVE)
        stack.callback(store.close)
        committer = GroupCommitter(
            GroupWriter(store, Signer(writer=store.writer, key=signing_key, vault=vault, now=clock))
        )
        stack.push_async_callback(committer.aclose)
        runners = {
            slug: await stack.enter_async_context(Runner(connector, clock=clock))
            for slug, connector in connectors.items()
        }
        desks = {slug: Desk(runner) for slug, runner in runners.items()}
        rights = _rights(store)
        await rights.start()
        stack.push_async_callback(rights.aclose)
        yield Office(
            settings=configuration.settings.check,
            agencies=_with_sources(configuration.directory.agencies, connectors),
            matters=configuration.matters,
            sources={slug: connector.descriptor for slug, connector in connectors.items()},
            desks=desks,
            packs=configuration.packs,
            adoptions=configuration.adoptions,
            rights=rights,
            committer=committer,
            store=store,
            vault=vault,
            clock=clock,
            random=os.urandom,
        )


def with_state(configuration: Configuration, state: os.PathLike[str]) -> Configuration:
    """Give the configuration with another state folder."""
    settings = replace(configuration.settings, state=type(configuration.settings.state)(state))
    return replace(configuration, settings=settings)


def _rights(store: Store) -> RightsTail:
    def read(position: int) -> Any:
        with store.reading() as connection:
            return read_after(connection, position)

    return RightsTail(
        lambda position: asyncio.to_thread(read, position), clock=lambda: asyncio.get_running_loop().time()
    )


def _with_sources(agencies: Mapping[str, Agency], connectors: Mapping[str, Connector]) -> dict[str, Agency]:
    descriptors = [connector.descriptor for connector in connectors.values()]
    sources = [
        Source(
            slug=source.slug,  # type: ignore[arg-type]
            agency=source.agency,
            keyed_by=source.keyed_by,
            record_kinds=tuple(sorted(source.kinds)),
            history=source.history == "FULL",
        )
        for source in descriptors
    ]
    return {
        slug: revised(agency, sources=tuple(source for source in sources if source.agency == slug))
        for slug, agency in agencies.items()
    }


def _limits(graphql: GraphqlSettings) -> QueryLimits:
    return QueryLimits(
        body_bytes=graphql.max_body_bytes,
        tokens=graphql.max_tokens,
        depth=graphql.max_depth,
        aliases=graphql.max_aliases,
    )


def _readiness(office: Office) -> Readiness:
    try:
        office.rights.state()
    except LeaseExpired:
        return Readiness(("the log of objections and repairs cannot be read",))
    return Readiness()
