"""Plays scenarios: starts the servers each needs, once, asks, and compares."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Self

from gateway.demo.admin import Faults
from gateway.demo.always import always
from gateway.demo.asking import ask
from gateway.demo.children import Child
from gateway.demo.comparing import compare
from gateway.demo.facets import Facet
from gateway.demo.lodging import rights_entered
from gateway.demo.scenarios import Scenario
from gateway.demo.servers import Gateway, Town, gateway_starting, put_before, town_running
from gateway.demo.story.playing import play_story
from gateway.demo.story.telling import Part
from gateway.demo.worlds import World

_HERE = World()
_AHEAD = 2  # gateways that load while another is being started


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """How one scenario went; invariants that broke are facets too."""

    scenario: Scenario
    facets: tuple[Facet, ...]

    @property
    def ok(self) -> bool:
        """Tell whether everything was as expected; a scenario that expects nothing is not."""
        return bool(self.facets) and all(facet.ok for facet in self.facets)


class Stage:
    """Servers for scenarios, in a temporary folder; use it in a `with`.

    `host` and `port` are for the gateway of the scenarios without a world of their own. `broken` is a source kept
    down in every town; `pack` a rule pack in the place of the shipped one. `coming` are the worlds that will be
    needed, in order: their gateways are loaded ahead.
    """

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        broken: str | None = None,
        pack: Path | None = None,
        coming: Iterable[World] = (),
    ) -> None:
        self._host, self._port = host, port
        self._broken, self._pack = broken, pack
        self._stack = ExitStack()
        self._towns: dict[str, tuple[Town, Faults]] = {}
        self._coming = tuple(dict.fromkeys(coming))
        self._loading: dict[World, Child] = {}
        self._gateways: dict[World, Gateway] = {}
        self._folder = Path()

    def __enter__(self) -> Self:
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory(prefix="tally-demo-")))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def play(self, scenario: Scenario) -> Played:
        """Play one scenario."""
        gateway = self.gateway(scenario.world)
        _, faults = self._town(scenario.world)
        with rights_entered(scenario, gateway):
            faults.put(scenario.faults)
            try:
                answer = ask(gateway, scenario)
            finally:
                faults.put({})
        gateway.child.check_running()
        facets = (*compare(scenario.expect, answer, gateway.town.day), *always(scenario, answer, gateway))
        return Played(scenario=scenario, facets=facets)

    def story(self) -> Iterator[Part]:
        """Play the story before a town of its own day, with a gateway of its own."""
        town, _ = self._town(_HERE)
        return play_story(town, self._folder / "story", pack=self._pack)

    def gateway(self, world: World = _HERE) -> Gateway:
        """Give the gateway of a world, started when first needed."""
        if world not in self._gateways:
            child = self._load(world)
            self._load_ahead()
            town, _ = self._town(world)
            self._gateways[world] = put_before(child, town, self._state(world))
        return self._gateways[world]

    def _load_ahead(self) -> None:
        still = [world for world in self._coming if world not in self._loading]
        for world in still[:_AHEAD]:
            self._load(world)

    def _load(self, world: World) -> Child:
        """Start the gateway of a world; it loads itself until it is told where the town is."""
        if world not in self._loading:
            host, port = (self._host, self._port) if world == _HERE else ("127.0.0.1", 0)
            starting = gateway_starting(self._state(world), world, host=host, port=port, pack=self._pack)
            self._loading[world] = self._stack.enter_context(starting)
        return self._loading[world]

    def _state(self, world: World) -> Path:
        return self._folder / sha256(repr(world).encode()).hexdigest()[:12]

    def _town(self, world: World) -> tuple[Town, Faults]:
        """Give the town of a world's day; worlds that differ in clock or time zone share it."""
        key = world.day.isoformat() if world.day else ""
        if key not in self._towns:
            town = self._stack.enter_context(town_running(self._folder / f"town-{len(self._towns)}", world))
            self._towns[key] = (town, Faults(town, self._broken))
        return self._towns[key]
