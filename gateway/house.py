"""The house: what is open while the gateway serves; the configuration can be exchanged while it does."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import AsyncExitStack
from functools import partial
from typing import Any, Final

from connectors.core.connector import Connector
from gateway.access.access import Access
from gateway.configuration.loading import Configuration
from gateway.delivering.delivering import deliver_to
from gateway.foundation import Foundation, lay_foundation
from gateway.furnishing import Clock, build_connectors, furnish
from gateway.office import Office
from gateway.rights.entries import RightsEntry
from gateway.rights_news import consequences
from gateway.upkeep import CHORES, Chore, keep_up
from gateway.watches.watchman import Watchman

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
        self._ground = AsyncExitStack()
        self._floor = AsyncExitStack()
        self._tasks: set[asyncio.Task[None]] = set()
        self._foundation: Foundation | None = None
        self._office: Office | None = None
        self._access: Access | None = None
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
            settings = self._configuration.settings
            self._foundation = await lay_foundation(settings, self._clock, self._hear, self._ground)
            office, access, floor = await self._furnished(self._configuration, self._connectors)
            await office.rights.start()  # last, for its lease is short, and before it is in office, for that is no news
            self._office, self._access, self._floor = office, access, floor
        except Exception as error:
            self.failure = error
            await self._ground.aclose()
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
        await self._ground.aclose()

    async def exchange(self, configuration: Configuration) -> None:
        """Answer from another configuration from now on; requests under way finish on the old one.

        Agencies, sources, clients, matters and rules are exchanged; server, store and GraphQL settings are not.
        """
        connectors = build_connectors(configuration, self._clock)
        office, access, floor = await self._furnished(configuration, connectors)
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

    async def _hear(self, entries: Sequence[RightsEntry]) -> None:
        """Do what follows from news of the log of rights; what is read before the house is open is none."""
        if self._office is not None:
            for work in consequences(entries, self._office):
                self._in_background(work)

    async def _furnished(
        self, configuration: Configuration, connectors: Mapping[str, Connector]
    ) -> tuple[Office, Access, AsyncExitStack]:
        if self._foundation is None:
            raise RuntimeError("the house is not open")
        async with AsyncExitStack() as stack:
            office, access = await furnish(configuration, connectors, self._foundation, self._clock, stack)
            return office, access, stack.pop_all()
        raise AssertionError


async def _leave(floor: AsyncExitStack, patience: float) -> None:
    await asyncio.sleep(patience)
    await floor.aclose()
