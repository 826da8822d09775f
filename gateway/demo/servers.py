"""The servers scenarios are played against: a sandbox town and a gateway before it, each a process of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from gateway.demo.children import Child, running
from gateway.demo.worlds import World
from gateway.paths import shipped

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
    """A running gateway before a town; its state is in the folder `state`."""

    child: Child
    town: Town
    url: str
    state: Path


@contextmanager
def town_running(folder: Path, world: World) -> Iterator[Town]:
    """Run a sandbox with its files under `folder`; its day is today in Shanghai unless the world says another."""
    folder.mkdir(parents=True, exist_ok=True)
    arguments = ["--state", str(folder), *(["--day", world.day.isoformat()] if world.day else [])]
    with running("connectors.sandbox", arguments, _environment(world), folder / "sandbox.log") as child:
        child.wait_ready()
        said: dict[str, Any] = msgspec.json.decode((folder / "town.json").read_bytes())
        yield Town(
            child=child,
            day=date.fromisoformat(said["day"]),
            admin=said["admin"],
            cast=said["cast"],
            sources=said["sources"],
        )


@contextmanager
def gateway_starting(
    folder: Path,
    world: World,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    pack: Path | None = None,
    config: Path | None = None,
    log: Path | None = None,
) -> Iterator[Child]:
    """Start a gateway with its state under `folder`; it loads itself, and waits to be told where the sources are.

    Its configuration is the shipped one unless another is named, and its log is in the folder.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    arguments = [
        "--config",
        str(config or shipped("config")),
        "--state",
        str(folder),
        "--host",
        host,
        "--port",
        str(port),
    ]
    arguments += ["--pack", str(pack.resolve())] if pack else []
    arguments += ["--clock", world.clock.isoformat()] if world.clock else []
    with running("gateway.demo.server", arguments, _environment(world), log or folder / "gateway.log") as child:
        yield child


def put_before(child: Child, town: Town, folder: Path, more: Mapping[str, str] | None = None) -> Gateway:
    """Tell a starting gateway where the town's sources are, and wait until it serves; raises `CannotStart`.

    `more` are further variables of its environment.
    """
    child.tell(msgspec.json.encode({**variables(town.sources), **(more or {})}))
    url = child.wait_ready().replace("//0.0.0.0:", "//127.0.0.1:").replace("//[::]:", "//[::1]:")
    return Gateway(child=child, town=town, url=url, state=folder)


def variables(sources: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Give the environment that `config/agencies.toml` reads: `TALLY_<SOURCE>_URL`, `_KEY`, `_PATH`."""
    return {
        f"{_OURS}{slug}_{name}".upper().replace("-", "_"): value
        for slug, settings in sources.items()
        for name, value in settings.items()
    }


def _environment(world: World) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, "TZ": world.tz} if world.tz else kept
