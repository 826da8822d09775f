"""The town: every source running, its cast and its faults, in this process or in one of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from connectors.sandbox.admin import admin_app
from connectors.sandbox.cast import CastMember
from connectors.sandbox.faults import (
    DATABASE_MODES,
    FOLDER_MODES,
    HTTP_MODES,
    Fault,
    FaultError,
    Mode,
    read_fault,
)
from connectors.sandbox.gate import Gate
from connectors.sandbox.listener import Listener
from connectors.sandbox.sources.base import HttpSource
from connectors.sandbox.sources.commitments import Commitments
from connectors.sandbox.sources.court import Court
from connectors.sandbox.sources.cross_reference import CrossReference
from connectors.sandbox.sources.customs import Customs
from connectors.sandbox.sources.ecology import Ecology
from connectors.sandbox.sources.member_files import MemberFiles
from connectors.sandbox.sources.models import Models
from connectors.sandbox.sources.public_interest import PublicInterestRegister
from connectors.sandbox.sources.publicity import Publicity
from connectors.sandbox.sources.registry import Registry
from connectors.sandbox.sources.serious_lists import SeriousLists
from connectors.sandbox.sources.tax import Tax
from connectors.sandbox.sources.transport import Transport
from connectors.sandbox.world import World, build_world

HTTP_SOURCES: tuple[type[HttpSource], ...] = (
    Registry,
    Tax,
    Publicity,
    Ecology,
    SeriousLists,
    Customs,
    CrossReference,
    Transport,
    Commitments,
    MemberFiles,
    PublicInterestRegister,
)
DEFAULT_SEED = 20260523


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """How a source is reached: `url` (and `key`) or `path`."""

    url: str | None = None
    key: str | None = field(default=None, repr=False)
    path: str | None = None

    def settings(self) -> dict[str, str]:
        """Give what is set."""
        given = {"url": self.url, "key": self.key, "path": self.path}
        return {name: value for name, value in given.items() if value is not None}


class Town:
    """A running town; make one with `Town.running`."""

    def __init__(self, world: World, state: Path, host: str) -> None:
        self.world = world
        state = state.absolute()
        self._sources = {source.slug: source for source in (kind(world) for kind in HTTP_SOURCES)}
        self._listeners = {slug: Listener(Gate(source), host) for slug, source in self._sources.items()}
        self._court = Court(world, state)
        self._models = Models(world, state)
        self._admin = Listener(admin_app(self), host)
        self._changing = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def running(
        cls, state: Path, *, day: date, seed: int = DEFAULT_SEED, host: str = "127.0.0.1"
    ) -> AsyncIterator[Town]:
        """Start every source on a port the system gives, files under `state`, and end them all."""
        town = cls(build_world(day, seed), state, host)
        try:
            for listener in (*town._listeners.values(), town._admin):
                await listener.open()
            yield town
        finally:
            await town._close()

    @property
    def admin(self) -> str:
        """Address of the admin port."""
        return self._admin.url

    @property
    def sources(self) -> dict[str, Endpoint]:
        """How each source is reached, by slug."""
        http = {slug: Endpoint(url=self._listeners[slug].url, key=source.key) for slug, source in self._sources.items()}
        court, models = Endpoint(url=self._court.url), Endpoint(path=str(self._models.path))
        return {**http, "court": court, "models": models}

    @property
    def cast(self) -> dict[str, CastMember]:
        """The cast by key."""
        return {member.key: member for member in self.world.cast}

    @property
    def faults(self) -> dict[str, Fault]:
        """The fault in force at each source."""
        http = {slug: source.fault for slug, source in self._sources.items()}
        return {**http, "court": self._court.fault, "models": self._models.fault}

    @property
    def stats(self) -> dict[str, int]:
        """Requests that arrived at each HTTP source."""
        return {slug: source.requests for slug, source in self._sources.items()}

    async def fault(self, source: str, mode: str, *, ms: int = 1000) -> None:
        """Make a source misbehave, or behave again (`off`); raises `FaultError` if that has no meaning."""
        fault = read_fault(mode, ms, self._modes(source))
        async with self._changing:
            if source in self._sources:
                await self._fault_http(source, fault)
            else:
                files = self._court if source == "court" else self._models
                await asyncio.to_thread(files.take, fault)

    async def calm(self) -> None:
        """Take every fault away."""
        for source, fault in self.faults.items():
            if fault.mode is not Mode.OFF:
                await self.fault(source, Mode.OFF)

    def description(self) -> dict[str, object]:
        """Give what `town.json` says."""
        return {
            "day": self.world.day.isoformat(),
            "seed": self.world.seed,
            "admin": self.admin,
            "sources": {slug: endpoint.settings() for slug, endpoint in self.sources.items()},
            "cast": {
                key: {"scheme": member.scheme.value, "value": member.value, "name": member.name, "for": member.purpose}
                for key, member in self.cast.items()
            },
        }

    def _modes(self, source: str) -> frozenset[Mode]:
        known = dict.fromkeys(self._sources, HTTP_MODES) | {"court": DATABASE_MODES, "models": FOLDER_MODES}
        if source not in known:
            raise FaultError(f"no source {source!r}; write one of: {', '.join(sorted(known))}")
        return known[source]

    async def _fault_http(self, slug: str, fault: Fault) -> None:
        self._sources[slug].fault = fault
        listener = self._listeners[slug]
        await (listener.close() if fault.mode is Mode.DOWN else listener.open())

    async def _close(self) -> None:
        for listener in (self._admin, *self._listeners.values()):
            await listener.close()
        await asyncio.to_thread(self._court.close)
        await asyncio.to_thread(self._models.close)
