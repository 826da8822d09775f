"""Watches folders for changes: one word for each burst of writing, also after a folder was deleted and made again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
from contextlib import aclosing
from pathlib import Path

from watchfiles import Change, awatch
from watchfiles.main import FileChange

log = logging.getLogger(__name__)

_QUIET_MS = 200  # editors write in several steps
_LONGEST_BURST_MS = 2_000
_LOOK_MS = 500  # how often it is looked whether the folders are still the ones watched
_AGAIN_SECONDS = 2.0
_PASSING = (".pyc", ".pyo", ".swp", ".swx", ".tmp", "~")

Identity = tuple[tuple[Path, int, int], ...]


async def changes(folders: Callable[[], Iterable[Path]]) -> AsyncIterator[None]:
    """Yield after every burst of changes below the folders; nothing written meanwhile is missed.

    The folders are asked for again and again: one that is missing is watched once it is there, and that counts as
    a change, as does its being replaced.
    """
    replaced = False
    while True:
        watched = _identity(folders())
        try:
            async with aclosing(_bursts(watched)) as bursts:
                async for changed in bursts:
                    if changed or replaced:
                        replaced = False
                        yield
                    if _deleted(watched, changed) or _identity(folders()) != watched:
                        break
        except OSError as error:
            log.warning("folders cannot be watched for the moment: %s", type(error).__name__)
            await asyncio.sleep(_AGAIN_SECONDS)
        replaced = True


async def _bursts(watched: Identity) -> AsyncGenerator[set[FileChange], None]:
    """Yield what changed, at least every half second, and be it nothing."""
    while not watched:
        await asyncio.sleep(_LOOK_MS / 1000)
        yield set()
    found = awatch(
        *(path for path, _, _ in watched),
        watch_filter=_meant,
        debounce=_LONGEST_BURST_MS,
        step=_QUIET_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        ignore_permission_denied=True,
    )
    async with aclosing(found):
        async for changed in found:
            yield changed


def _meant(_: Change, path: str) -> bool:
    return not path.endswith(_PASSING) and "__pycache__" not in Path(path).parts


def _deleted(watched: Identity, changed: set[FileChange]) -> bool:
    """Tell whether a folder itself went, after which its watch is silent, also if one like it is there by now."""
    gone = {path for change, path in changed if change is Change.deleted}
    return any(str(path) in gone for path, _, _ in watched)


def _identity(folders: Iterable[Path]) -> Identity:
    """Give the folders that are there, links followed, each with what tells it from one made later under its name."""
    found = []
    for folder in sorted({folder.resolve() for folder in folders}):
        try:
            about = folder.stat()
        except OSError:
            continue
        found.append((folder, about.st_dev, about.st_ino))
    return tuple(found)
