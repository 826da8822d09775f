"""The serving process: configuration read, application built, served until told to stop."""

from __future__ import annotations

import gc
import os
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from gateway.app import Clock, build_app, utc_now, with_state
from gateway.configuration.loading import Configuration, load_configuration
from gateway.http.logs import configure_logging
from gateway.http.server import serve
from gateway.paths import check_packages_together

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
    on_started: Callable[[str, int], None] | None = None,
) -> None:
    """Serve a configuration folder until SIGTERM or SIGINT.

    `host`, `port`, `state` and `pack` override the settings. Raises `ManifestFaults` or `ConfigFault` for a faulty
    configuration, `StoreError` for an unusable store, `CannotListen` for a taken address.
    """
    check_packages_together()
    configure_logging()
    configuration = load_configuration(folder, os.environ if environment is None else environment, pack=pack)
    if state is not None:
        configuration = with_state(configuration, state)
    server = configuration.settings.server
    app = build_app(configuration, clock=clock, examples=_examples(folder, configuration))
    steady_memory()
    serve(app, host or server.host, server.port if port is None else port, on_started=on_started)


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
