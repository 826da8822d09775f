"""The serving process: configuration read, house opened, served until told to stop."""

from __future__ import annotations

import gc
import os
import tomllib
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from gateway.app import build_app, utc_now, with_public, with_state
from gateway.configuration.loading import Configuration, load_configuration
from gateway.furnishing import Clock
from gateway.house import House
from gateway.http.logs import configure_logging
from gateway.http.server import StartFailed, serve
from gateway.paths import check_packages_together
from gateway.process import forbid_core_dumps
from gateway.rereading import rereading, watched_folders

EXAMPLES = "examples.toml"
_YOUNG_OBJECTS = 50_000


def serve_forever(
    folder: Path,
    *,
    host: str | None = None,
    port: int | None = None,
    state: Path | None = None,
    pack: Path | None = None,
    clock: Clock = utc_now,
    environment: Mapping[str, str] | None = None,
    reload: bool = False,
    public: bool = False,
    on_started: Callable[[str, int], None] | None = None,
) -> None:
    """Serve a configuration folder until SIGTERM or SIGINT; SIGHUP reads it again, and with `reload` every change.

    `host`, `port`, `state` and `pack` override the settings; `public` opens the public query whatever they say.
    Raises `ManifestFaults` or `ConfigFault` for a faulty configuration, `StoreError` for an unusable store,
    `CannotListen` for a taken address.
    """
    check_packages_together()
    configure_logging()
    forbid_core_dumps()
    known = os.environ if environment is None else environment

    def read() -> Configuration:
        configuration = load_configuration(folder, known, pack=pack)
        configuration = with_public(configuration) if public else configuration
        return configuration if state is None else with_state(configuration, state)

    configuration = read()
    settings = configuration.settings
    house = House(configuration, clock)
    app = build_app(house, settings.graphql, examples=_examples(folder, configuration))
    app.router.lifespan_context = rereading(
        app.router.lifespan_context, house, read, watched=partial(watched_folders, house) if reload else None
    )
    steady_memory()
    try:
        serve(
            app,
            host or settings.server.host,
            settings.server.port if port is None else port,
            on_started=on_started,
            limits=settings.server.limits,
            proxies=settings.access.trusted_proxies,
            sockets=settings.websocket,
        )
    except StartFailed:
        if house.failure is not None:
            raise house.failure from None
        raise


def steady_memory() -> None:
    """Take what start-up made out of the garbage collector's sight, and let it look less often; halves bulk answers."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG_OBJECTS)


def _examples(folder: Path, configuration: Configuration) -> list[dict[str, Any]]:
    file = folder / EXAMPLES
    if not (configuration.settings.graphql.graphiql and file.exists()):
        return []
    found: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8")).get("example", [])
    return found
