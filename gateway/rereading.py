"""Reads the configuration again while serving, on SIGHUP and on changes: taken as a whole, or the old one is kept."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.types import Lifespan

from connectors.catalogue import agencies_folder
from connectors.core.settings import ConfigFault
from connectors.manifest import ManifestFaults
from gateway.configuration.loading import Configuration
from gateway.house import House
from gateway.watching import changes

log = logging.getLogger(__name__)

Folders = Callable[[], Iterable[Path]]


def watched_folders(house: House) -> list[Path]:
    """Give the folders whose changes matter to the configuration in use: its own, and those connectors are found in."""
    settings = house.configuration.settings
    return [settings.folder, agencies_folder(), *settings.rules.connectors]


def rereading(
    lifespan: Lifespan[Starlette], house: House, read: Callable[[], Configuration], *, watched: Folders | None = None
) -> Callable[[Starlette], Any]:
    """Give a lifespan in which SIGHUP, and any change below the `watched` folders, has the configuration read again.

    One reading at a time; whatever happens during one has it read once more.
    """

    @asynccontextmanager
    async def around(app: Starlette) -> AsyncIterator[Any]:
        loop = asyncio.get_running_loop()
        wanted = asyncio.Event()
        async with lifespan(app) as given:
            tasks = [loop.create_task(_exchange_when(wanted, house, read))]
            if watched is not None:
                tasks.append(loop.create_task(_watch(wanted, watched)))
            loop.add_signal_handler(signal.SIGHUP, wanted.set)
            try:
                yield given
            finally:
                loop.remove_signal_handler(signal.SIGHUP)
                for task in tasks:
                    task.cancel()
                    with suppress(asyncio.CancelledError):
                        await task

    return around


async def _exchange_when(wanted: asyncio.Event, house: House, read: Callable[[], Configuration]) -> None:
    while await wanted.wait():
        wanted.clear()
        try:
            await house.exchange(await asyncio.to_thread(read))
        except (ManifestFaults, ConfigFault) as faults:
            log.error("the configuration was not exchanged, the old one is kept:\n%s", faults)  # noqa: TRY400
        except Exception:
            log.exception("the configuration was not exchanged, the old one is kept")
        else:
            log.info("the configuration was exchanged")


async def _watch(wanted: asyncio.Event, watched: Folders) -> None:
    async for _ in changes(watched):
        wanted.set()
