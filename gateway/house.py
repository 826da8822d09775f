"""The house: what is open while the gateway serves; the configuration can be exchanged while it does."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from functools import partial
from typing import Any, Final

from connectors.catalogue import build
from connectors.core.connector import Connector
from connectors.core.issuers import Issuers
from connectors.core.runner import Runner
from connectors.core.settings import ConfigFault
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.wiring import Wiring
from gateway.access.access import Access, open_access
from gateway.adopting.kept import KeptAdoptions
from gateway.cases.settling import settle_news
from gateway.configuration.loading import Configuration
from gateway.delivering.delivering import deliver_to
from gateway.delivering.endpoints import open_posts
from gateway.feedback.settling import settle_feedback_news
from gateway.fetching import Desk
from gateway.news import Bell
from gateway.objections.settling import settle_objections
from gateway.office import Office
from gateway.publications.ending import end_with_news
from gateway.rectifications.finding import follow_news
from gateway.rights.entries import RightsEntry
from gateway.rights.tail import RightsTail
from gateway.searching.pace import Pace
from gateway.state import StateFolder
from gateway.store.changer import StoreChanger
from gateway.store.committer import GroupCommitter
from gateway.store.engine import Mode, Store, open_store
from gateway.store.groups import Signer
from gateway.store.outbox import keep_endpoints
from gateway.store.reader import StoreReader
from gateway.store.rotation import require_keys
from gateway.store.vault import Vault
from gateway.store.writer import GroupWriter
from gateway.upkeep import CHORES, Chore, keep_up
from gateway.watches.watchman import Watchman
from schema.agencies import Agency, Source
from schema.declare import revised

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
_WATCHING_PAUSE: Final = 1.0
_DELIVERING_PAUSE: Final = 1.0  # until what another process committed, or what failed and is due again, is looked for


class House:
    """Opens store, rights log and connectors, and gives the office every request is answered from.

    `failure` is why opening failed, for whoever started the server to tell the operator.
    """

    def __init__(
        self, configuration: Configuration, clock: Clock, connectors: Mapping[str, Connector] | None = None
    ) -> None:
        """Take a configuration; `connectors` take the place of those it names. Raises `ConfigFault`."""
        self.failure: Exception | None = None
        self._configuration = configuration
        self._clock = clock
        self._connectors = build_connectors(configuration, clock) if connectors is None else connectors
        self._foundation = AsyncExitStack()
        self._floor = AsyncExitStack()
        self._tasks: set[asyncio.Task[None]] = set()
        self._store: tuple[Store, StoreReader, StoreChanger, GroupCommitter, RightsTail, Vault] | None = None
        self._office: Office | None = None
        self._access: Access | None = None
        self._kept_adoptions = KeptAdoptions()
        self._bell = Bell()
        self._delivering: set[str] = set()

    @property
    def office(self) -> Office:
        """The office in use."""
        if self._office is None:
            raise RuntimeError("the house is not open")
        return self._office

    @property
    def configuration(self) -> Configuration:
        """The configuration in use."""
        return self._configuration

    @property
    def access(self) -> Access:
        """Who tells who asks."""
        if self._access is None:
            raise RuntimeError("the house is not open")
        return self._access

    async def open(self) -> None:
        """Open everything; a department that is down does not hinder."""
        try:
            self._store = await self._lay_foundation()
            office, access, floor = await self._furnish(self._configuration, self._connectors)
            await office.rights.start()  # last, for its lease is short, and before it is in office, for that is no news
            self._office, self._access, self._floor = office, access, floor
        except Exception as error:
            self.failure = error
            await self._foundation.aclose()
            raise
        for chore in CHORES:
            self._in_background(keep_up(chore, lambda: self.office))
        watching = Chore("look at watches", Watchman().go_round, _WATCHING_PAUSE, woken=True)
        self._in_background(keep_up(watching, lambda: self.office))
        self._deliver()

    async def close(self) -> None:
        """Close everything, the last opened first."""
        for task in self._tasks:
            task.cancel()
        await self._floor.aclose()
        await self._foundation.aclose()

    async def exchange(self, configuration: Configuration) -> None:
        """Answer from another configuration from now on; requests under way finish on the old one.

        Agencies, sources, clients, matters and rules are exchanged; server, store and GraphQL settings are not.
        """
        connectors = build_connectors(configuration, self._clock)
        office, access, floor = await self._furnish(configuration, connectors)
        old = self._floor
        self._office, self._access, self._floor = office, access, floor
        patience = self._configuration.settings.check.longest_deadline_ms / 1000
        self._configuration = configuration
        self._in_background(_leave(old, patience))
        self._deliver()

    def _deliver(self) -> None:
        """Deliver to every endpoint, each in a task of its own, so that none waits for another."""
        for name in self.office.posts.keys() - self._delivering:
            self._delivering.add(name)
            chore = Chore(f"deliver to {name}", partial(deliver_to, name), _DELIVERING_PAUSE, woken=True)
            self._in_background(keep_up(chore, lambda: self.office))

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _lay_foundation(self) -> tuple[Store, StoreReader, StoreChanger, GroupCommitter, RightsTail, Vault]:
        settings = self._configuration.settings
        state = StateFolder(settings.state, settings.store_url)
        key, keys = state.signing_key(self._clock()), state.master_keys()
        vault = Vault(keys, os.urandom)
        store = open_store(state.database_url, Mode.SERVE)
        self._foundation.callback(store.close)
        with store.reading() as connection:
            require_keys(connection, keys())
        committer = GroupCommitter(GroupWriter(store, Signer(key=key, vault=vault, now=self._clock)))
        self._foundation.push_async_callback(committer.aclose)
        await committer.prepare()
        reader = self._reader(store)
        await self._kept_adoptions.learn(reader, vault)
        rights = self._rights(store)
        self._foundation.push_async_callback(rights.aclose)
        changer = StoreChanger(store)
        self._foundation.callback(changer.close)
        return store, reader, changer, committer, rights, vault

    def _rights(self, store: Store) -> RightsTail:
        """Tail the rights log; news empties the caches, for a cached answer may hold a record that was repaired.

        Joint cases on a record that ended are ended too, and its publication; objections go where the log says their
        record is, feedback is settled, and what relied on a wrong record is found.
        """

        reader = self._reader(store)

        async def read(position: int) -> Sequence[RightsEntry]:
            entries = await reader.rights_after(position)
            if entries and self._office is not None:
                for desk in self._office.desks.values():
                    desk.forget()
                self._in_background(settle_news(entries, self._office))
                self._in_background(settle_objections(entries, self._office))
                news = {entry.record_id for entry in entries}
                self._in_background(settle_feedback_news(news, self._office))
                self._in_background(follow_news(self._office))
                self._bell.ring()
                self._in_background(end_with_news(entries, self._office))
            return entries

        return RightsTail(read, clock=lambda: asyncio.get_running_loop().time())

    def _reader(self, store: Store) -> StoreReader:
        reader = StoreReader(store)
        self._foundation.callback(reader.close)
        return reader

    async def _furnish(
        self, configuration: Configuration, connectors: Mapping[str, Connector]
    ) -> tuple[Office, Access, AsyncExitStack]:
        if self._store is None:
            raise RuntimeError("the house is not open")
        store, reader, changer, committer, rights, vault = self._store
        async with AsyncExitStack() as stack:
            runners = {
                slug: await stack.enter_async_context(Runner(connector, clock=self._clock))
                for slug, connector in connectors.items()
            }
            posts = await open_posts(
                configuration.endpoints.values(), configuration.settings.webhooks.limits, AiohttpExchange, stack
            )
            told = {name: (post.endpoint.agency, post.endpoint.kinds) for name, post in posts.items()}
            await changer.call(partial(keep_endpoints, endpoints=told, at=self._clock()))
            office = Office(
                settings=configuration.settings.check,
                agencies=_with_sources(configuration.directory.agencies, connectors),
                matters=configuration.matters,
                sources={slug: connector.descriptor for slug, connector in connectors.items()},
                desks={slug: Desk(runner) for slug, runner in runners.items()},
                packs=configuration.packs,
                configured_adoptions=configuration.adoptions,
                kept_adoptions=self._kept_adoptions,
                memoranda=configuration.memoranda,
                calendar=configuration.calendar,
                social=configuration.directory.social,
                rights=rights,
                committer=committer,
                store=store,
                reader=reader,
                changer=changer,
                vault=vault,
                pace=Pace(configuration.settings.check.searches_per_minute),
                clock=self._clock,
                random=os.urandom,
                bell=self._bell,
                posts=posts,
                grants={grant.client: grant for grant in configuration.clients.grants},
                watching=configuration.settings.watches,
            )
            trusted = configuration.settings.access.trusted_proxies
            access = await stack.enter_async_context(
                open_access(configuration.clients, trusted, self._clock, AiohttpExchange)
            )
            return office, access, stack.pop_all()
        raise AssertionError


def build_connectors(configuration: Configuration, clock: Clock) -> dict[str, Connector]:
    """Build every configured connector; raises `ConfigFault`, each line of it with where it is written."""
    directory = configuration.directory
    wiring = Wiring(exchange=AiohttpExchange, clock=clock, issuers=Issuers(directory.agencies.values()))
    try:
        return build(directory.sources, wiring, agency_slugs=directory.agencies, catalogue=configuration.catalogue)
    except ConfigFault as error:
        raise ConfigFault(str(directory.located(text)) for text in error.faults) from error


async def _leave(floor: AsyncExitStack, patience: float) -> None:
    await asyncio.sleep(patience)
    await floor.aclose()


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
