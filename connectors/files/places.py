"""Where files are: a local folder that is watched, or paths below an address that are asked for now and then."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from connectors.core.connector import Clock
from connectors.core.faults import Fault, Unreachable
from connectors.core.status import fault_of_status
from connectors.declared.files_spec import FileSet
from connectors.exchange.exchange import Reply, Request
from connectors.exchange.folder import WatchedFolder, read_bounded
from connectors.files.content import Content, read_content
from schema.identifiers import Scheme

Send = Callable[[Request], Awaitable[Reply]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A set of files, the schemes of its keys, and the columns its rows are read for."""

    spec: FileSet
    schemes: frozenset[Scheme]
    columns: tuple[str, ...]


class Place(Protocol):
    """Gives the present content of each wanted set, or the fault that stands in its way."""

    async def current(self) -> Sequence[Content | Fault]:
        """Give one content or fault for each set, in their order; raises a `Fault` that concerns them all."""
        ...

    async def close(self) -> None:
        """Let go of what is held."""


class FolderPlace:
    """A local folder; files that lie elsewhere behind a link are not its own."""

    def __init__(self, folder: Path, wanted: Sequence[Wanted], *, limit: int) -> None:
        self._watched = WatchedFolder(folder, partial(_read_folder, wanted=tuple(wanted), limit=limit))

    async def current(self) -> Sequence[Content | Fault]:
        """Give the content of each set."""
        return await self._watched.current()

    async def close(self) -> None:
        """Wait for a load in progress."""
        await self._watched.close()


class HttpPlace:
    """Files below an address: asked for anew when `poll_seconds` have passed, conditionally (RFC 9110, 13)."""

    def __init__(
        self,
        url: str,
        wanted: Sequence[Wanted],
        *,
        send: Send,
        clock: Clock,
        limit: int,
        poll_seconds: float,
    ) -> None:
        self._url = url.rstrip("/")
        self._wanted = tuple(wanted)
        self._send = send
        self._clock = clock
        self._limit = limit
        self._poll = poll_seconds
        self._kept: dict[str, tuple[Reply, datetime]] = {}
        self._content: Sequence[Content | Fault] = ()
        self._polled: float | None = None
        self._polling: asyncio.Task[Sequence[Content | Fault]] | None = None

    async def current(self) -> Sequence[Content | Fault]:
        """Give the content of each set as of the last poll, which is no older than `poll_seconds`."""
        now = asyncio.get_running_loop().time()
        if self._polled is not None and now - self._polled < self._poll:
            return self._content
        if self._polling is None or self._polling.done():
            self._polling = asyncio.create_task(self._refresh())
            self._polling.add_done_callback(lambda task: task.cancelled() or task.exception())
        return await asyncio.shield(self._polling)

    async def close(self) -> None:
        """End a poll in progress."""
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.wait({self._polling})

    async def _refresh(self) -> Sequence[Content | Fault]:
        content = [await self._set(wanted) for wanted in self._wanted]
        if not any(isinstance(item, Fault) for item in content):
            self._polled = asyncio.get_running_loop().time()
        self._content = content
        return content

    async def _set(self, wanted: Wanted) -> Content | Fault:
        manifest = wanted.spec.manifest
        folder, _, name = wanted.spec.files.rpartition("/")
        try:
            names = [name] if manifest is None else [manifest.file, name]
            bodies = {each: await self._file(f"{folder}/{each}".lstrip("/")) for each in names}
            return await asyncio.to_thread(_content, wanted, (name,), bodies.__getitem__, self._limit)
        except Fault as fault:
            return fault

    async def _file(self, path: str) -> tuple[bytes, datetime]:
        kept = self._kept.get(path)
        conditions = {} if kept is None else _conditions(kept[0])
        reply = await self._send(Request("GET", f"{self._url}/{path}", conditions))
        now = self._clock()
        if reply.status == 304 and kept is not None:
            return kept[0].body, kept[1]
        fault = fault_of_status(reply.status, reply.headers, now)
        if fault is not None:
            raise fault
        changed = _last_modified(reply) or now
        self._kept[path] = (reply, changed)
        return reply.body, changed


def _read_folder(folder: Path, *, wanted: Sequence[Wanted], limit: int) -> Sequence[Content | Fault]:
    try:
        names = sorted(path.name for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise Unreachable(detail=type(error).__name__) from None
    return [_contained(item, names, partial(_read_file, folder, limit), limit) for item in wanted]


def _contained(
    wanted: Wanted, names: Sequence[str], read: Callable[[str], tuple[bytes, datetime]], limit: int
) -> Content | Fault:
    try:
        return _content(wanted, names, read, limit)
    except Fault as fault:
        return fault


def _content(
    wanted: Wanted, names: Sequence[str], read: Callable[[str], tuple[bytes, datetime]], limit: int
) -> Content:
    spec = replace(wanted.spec, files=wanted.spec.files.rpartition("/")[2])
    return read_content(spec, wanted.schemes, wanted.columns, names, read, limit=limit)


def _read_file(folder: Path, limit: int, name: str) -> tuple[bytes, datetime]:
    try:
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise Unreachable("the source's file lies outside its folder")
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return read_bounded(path, limit), changed
    except OSError as error:
        raise Unreachable(detail=type(error).__name__) from None


def _conditions(reply: Reply) -> dict[str, str]:
    tag, changed = reply.headers.get("etag"), reply.headers.get("last-modified")
    return {**({"If-None-Match": tag} if tag else {}), **({"If-Modified-Since": changed} if changed else {})}


def _last_modified(reply: Reply) -> datetime | None:
    try:
        return parsedate_to_datetime(reply.headers["last-modified"]).astimezone(UTC)
    except (KeyError, ValueError, TypeError):
        return None
