"""Folders departments drop files into: read in a thread, and only when something in them changed."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from connectors.core.faults import TooLarge, Unreachable

T = TypeVar("T")
Fingerprint = tuple[tuple[str, int, int, int], ...]


class WatchedFolder(Generic[T]):
    """What `load` made of a local folder, made anew when a name, size, inode or time of change differs.

    A load in progress is shared, and outlives the callers that wait for it.
    """

    def __init__(self, folder: Path, load: Callable[[Path], T]) -> None:
        self._folder = folder
        self._load = load
        self._seen: Fingerprint | None = None
        self._loading: asyncio.Task[T] | None = None

    async def current(self) -> T:
        """Give the folder's present content; raises `Unreachable` if it is gone, or what `load` raises."""
        seen = fingerprint(self._folder)
        if self._loading is None or seen != self._seen:
            self._seen = seen
            self._loading = asyncio.create_task(asyncio.to_thread(self._load, self._folder))
            self._loading.add_done_callback(_retrieve)
        return await asyncio.shield(self._loading)

    async def close(self) -> None:
        """Wait for a load in progress, and forget the content."""
        loading, self._loading, self._seen = self._loading, None, None
        if loading is not None:
            await asyncio.wait({loading})


def fingerprint(folder: Path) -> Fingerprint:
    """Give name, size, inode and time of change of every file; raises `Unreachable` if the folder is gone."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
    except OSError as error:
        raise Unreachable(detail=type(error).__name__) from None
    return tuple(sorted((name, stat.st_size, stat.st_ino, stat.st_mtime_ns) for name, stat in found))


def read_bounded(path: Path, limit: int) -> bytes:
    """Read a file of at most `limit` bytes; raises `TooLarge` beyond it."""
    with path.open("rb") as file:
        body = file.read(limit + 1)
    if len(body) > limit:
        raise TooLarge
    return body


def _retrieve(task: asyncio.Task[T]) -> None:
    if not task.cancelled():
        task.exception()
