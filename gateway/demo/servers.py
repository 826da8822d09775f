"""The servers scenarios are played against: a sandbox town and a gateway before it, each a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from gateway.demo.children import Child, running
from gateway.demo.scenarios import World
from gateway.paths import shipped
from gateway.state import StateFolder

_OURS = "TALLY_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A running sandbox: its day, the address of its admin port, its cast, and how each source is reached."""

    child: Child
    day: date
    admin: str
    cast: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gateway:
    """A running gateway before a town."""

    child: Child
    town: Town
    url: str
    state: StateFolder


@contextmanager
def town_running(folder: Path, *, day: date | None = None, tz: str | None = None) -> Iterator[Town]:
    """Run a sandbox with its files under `folder`; its day is today in Shanghai unless one is given."""
    folder.mkdir(parents=True, exist_ok=True)
    arguments = ["--state", str(folder), *(["--day", day.isoformat()] if day else [])]
    with running("connectors.sandbox", arguments, _environment(tz), folder / "sandbox.log") as child:
        child.wait_ready()
        said: dict[str, Any] = orjson.loads((folder / "town.json").read_bytes())
        yield Town(
            child=child,
            day=date.fromisoformat(said["day"]),
            admin=said["admin"],
            cast=said["cast"],
            sources=said["sources"],
        )


@contextmanager
def gateway_running(
    folder: Path,
    town: Town,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    pack: Path | None = None,
    world: World | None = None,
) -> Iterator[Gateway]:
    """Run a gateway before a town with its state under `folder`, in the time zone and at the clock of a world."""
    folder.mkdir(parents=True, exist_ok=True)
    arguments = ["--config", str(shipped("config")), "--state", str(folder), "--host", host, "--port", str(port)]
    arguments += ["--pack", str(pack.resolve())] if pack else []
    arguments += ["--clock", world.clock.isoformat()] if world and world.clock else []
    environment = _environment(world.tz if world else None, variables(town.sources))
    with running("gateway.demo.server", arguments, environment, folder / "gateway.log") as child:
        url = child.wait_ready().replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")
        yield Gateway(child=child, town=town, url=url, state=StateFolder(folder))


def variables(sources: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Give the environment that `config/agencies.toml` reads: `TALLY_<SOURCE>_URL`, `_KEY`, `_PATH`."""
    return {
        f"{_OURS}{slug}_{name}".upper().replace("-", "_"): value
        for slug, settings in sources.items()
        for name, value in settings.items()
    }


def _environment(tz: str | None, more: Mapping[str, str] | None = None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, **({"TZ": tz} if tz else {}), **(more or {})}
