"""Furnishes the office from a configuration, over a foundation: connectors, runners, desks, endpoints, access."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial

from connectors.catalogue import build
from connectors.core.connector import Connector
from connectors.core.issuers import Issuers
from connectors.core.runner import Runner
from connectors.core.settings import ConfigFault
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.wiring import Wiring
from gateway.access.access import Access, open_access
from gateway.configuration.loading import Configuration
from gateway.delivering.endpoints import open_posts
from gateway.fetching import Desk
from gateway.foundation import Foundation
from gateway.office import Office
from gateway.searching.pace import Pace
from gateway.store.outbox import keep_endpoints
from schema.agencies import Agency, Source
from schema.declare import revised

Clock = Callable[[], datetime]


async def furnish(
    configuration: Configuration,
    connectors: Mapping[str, Connector],
    foundation: Foundation,
    clock: Clock,
    stack: AsyncExitStack,
) -> tuple[Office, Access]:
    """Open connectors, endpoints and who tells who asks; `stack` closes them."""
    runners = {
        slug: await stack.enter_async_context(Runner(connector, clock=clock)) for slug, connector in connectors.items()
    }
    settings = configuration.settings
    posts = await open_posts(configuration.endpoints.values(), settings.webhooks.limits, AiohttpExchange, stack)
    told = {name: (post.endpoint.agency, post.endpoint.kinds) for name, post in posts.items()}
    await foundation.changer.call(partial(keep_endpoints, endpoints=told, at=clock()))
    office = Office(
        settings=settings.check,
        agencies=_with_sources(configuration.directory.agencies, connectors),
        matters=configuration.matters,
        sources={slug: connector.descriptor for slug, connector in connectors.items()},
        desks={slug: Desk(runner) for slug, runner in runners.items()},
        packs=configuration.packs,
        configured_adoptions=configuration.adoptions,
        kept_adoptions=foundation.adoptions,
        memoranda=configuration.memoranda,
        calendar=configuration.calendar,
        social=configuration.directory.social,
        rights=foundation.rights,
        committer=foundation.committer,
        store=foundation.store,
        reader=foundation.reader,
        changer=foundation.changer,
        vault=foundation.vault,
        pace=Pace(settings.check.searches_per_minute),
        clock=clock,
        random=os.urandom,
        bell=foundation.bell,
        posts=posts,
        grants={grant.client: grant for grant in configuration.clients.grants},
        watching=settings.watches,
    )
    trusted = settings.access.trusted_proxies
    access = await stack.enter_async_context(open_access(configuration.clients, trusted, clock, AiohttpExchange))
    return office, access


def build_connectors(configuration: Configuration, clock: Clock) -> dict[str, Connector]:
    """Build every configured connector; raises `ConfigFault`, each line of it with where it is written."""
    directory = configuration.directory
    wiring = Wiring(exchange=AiohttpExchange, clock=clock, issuers=Issuers(directory.agencies.values()))
    try:
        return build(directory.sources, wiring, agency_slugs=directory.agencies, catalogue=configuration.catalogue)
    except ConfigFault as error:
        raise ConfigFault(str(directory.located(text)) for text in error.faults) from error


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
