"""Key files: written whole or not at all, and read again once another process replaced them."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

K = TypeVar("K")


class KeyFile(Generic[K]):
    """Gives what is in a key file. Called again it gives the same object until the file is replaced.

    A file that is gone or cannot be looked at leaves what was read last, so that a gateway goes on while its keys are
    being mounted anew; one that can be looked at and not read raises what `read` raises.
    """

    def __init__(self, path: Path, read: Callable[[bytes], K]) -> None:
        self._path = path
        self._read = read
        self._seen = _seen(path)
        self._held = read(path.read_bytes())

    def __call__(self) -> K:
        """Give the keys as they are now."""
        try:
            seen = _seen(self._path)
        except OSError:
            return self._held
        if seen != self._seen:
            self._held = self._read(self._path.read_bytes())
            self._seen = seen
        return self._held


def write_whole(file: Path, content: bytes, *, mode: int, replacing: bool = True) -> None:
    """Write a file whole or not at all, durably, with these permissions.

    Unless `replacing`, one that another process made meanwhile stays.
    """
    draft = file.with_name(f".{file.name}.{os.urandom(8).hex()}")  # processes elsewhere may share the folder
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    if replacing:
        draft.replace(file)
        return
    with suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()


def _seen(path: Path) -> tuple[int, int, int]:
    status = os.stat(path)  # noqa: PTH116 - once a group of answers; twice as fast as Path.stat
    return status.st_ino, status.st_mtime_ns, status.st_size
