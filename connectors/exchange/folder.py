"""Folders departments drop files into: looked at and read in threads, and read only when something in them changed."""

from __future__ import annotations

import asyncio
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from connectors.core.faults import TooLarge, Unreachable

T = TypeVar("T")
Fingerprint = tuple[tuple[str, int, int, int], ...]

_OPEN = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
_MOST_READS = 3


class WatchedFolder(Generic[T]):
    """What `load` made of a local folder, made anew when a name, size, inode or time of change differs.

    A look or a load in progress is shared, and outlives the callers that wait for it: a mount that hangs holds one
    thread, however many ask. A folder that changes while it is read is read again, a few times at most.
    """

    def __init__(self, folder: Path, load: Callable[[Path], T]) -> None:
        self._folder = folder
        self._load = load
        self._seen: Fingerprint | None = None
        self._looking: asyncio.Task[Fingerprint] | None = None
        self._loading: asyncio.Task[tuple[Fingerprint, T]] | None = None

    async def current(self) -> T:
        """Give the folder's present content; raises `Unreachable` if it is gone, or what `load` raises."""
        if self._looking is None or self._looking.done():
            self._looking = _shared(asyncio.create_task(asyncio.to_thread(fingerprint, self._folder)))
        seen = await asyncio.shield(self._looking)
        if self._loading is None or seen != self._seen:
            self._seen = seen
            self._loading = _shared(asyncio.create_task(asyncio.to_thread(self._read, seen)))
        loading = self._loading
        loaded_of, content = await asyncio.shield(loading)
        if self._loading is loading:
            self._seen = loaded_of
        return content

    async def close(self) -> None:
        """Wait for a load in progress, and forget the content."""
        loading, self._loading, self._seen = self._loading, None, None
        if loading is not None:
            await asyncio.wait({loading})

    def _read(self, seen: Fingerprint) -> tuple[Fingerprint, T]:
        for _ in range(_MOST_READS):
            content: list[T] = []
            failure: Exception | None = None
            try:
                content.append(self._load(self._folder))
            except Exception as error:  # noqa: BLE001 - raised below, if the folder held still
                failure = error
            again = fingerprint(self._folder)
            if again == seen:
                if failure is not None:
                    raise failure
                return seen, content[0]
            seen = again
        raise Unreachable("the source's folder kept changing while it was read")


def fingerprint(folder: Path) -> Fingerprint:
    """Give name, size, inode and time of change of every file; raises `Unreachable` if the folder is gone."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
    except OSError as error:
        raise Unreachable(detail=type(error).__name__) from None
    return tuple(sorted((name, seen.st_size, seen.st_ino, seen.st_mtime_ns) for name, seen in found))


def read_bounded(path: Path, limit: int) -> bytes:
    """Read a file of at most `limit` bytes.

    Raises `TooLarge` beyond it, `Unreachable` for what is no file: a pipe would be waited for, a device never end.
    """
    with os.fdopen(os.open(path, _OPEN), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise Unreachable("the source's file is no ordinary file")
        body = file.read(limit + 1)
    if len(body) > limit:
        raise TooLarge
    return body


def _shared(task: asyncio.Task[T]) -> asyncio.Task[T]:
    """Let nobody's absence make a failure of the task a warning."""
    task.add_done_callback(_retrieve)
    return task


def _retrieve(task: asyncio.Task[T]) -> None:
    if not task.cancelled():
        task.exception()
