"""A server that says exactly the bytes a test gives it, and notes what became of the connection."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Speak = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Wire:
    """One listening socket."""

    url: str
    requests: list[bytes] = field(default_factory=list)
    hung_up: asyncio.Event = field(default_factory=asyncio.Event)


@asynccontextmanager
async def speaking(speak: Speak, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[Wire]:
    wire = Wire("")
    open_now: set[asyncio.Task[None]] = set()

    async def served(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        open_now.add(task)
        try:
            wire.requests.append(await reader.readuntil(b"\r\n\r\n"))
            await speak(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            wire.hung_up.set()
        finally:
            open_now.discard(task)
            writer.close()

    server = await asyncio.start_server(served, host, port)
    wire.url = f"http://{host}:{server.sockets[0].getsockname()[1]}"
    try:
        yield wire
    finally:
        server.close()
        for task in open_now:
            task.cancel()
        await asyncio.gather(*open_now, return_exceptions=True)


def says(*parts: bytes, end: bool = True) -> Speak:
    """Say the parts, then hang up, or wait until the other side does."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for part in parts:
            writer.write(part)
            await writer.drain()
        if not end:
            await until_hung_up(reader)

    return speak


async def until_hung_up(reader: asyncio.StreamReader) -> None:
    if await reader.read(1) == b"":
        raise ConnectionResetError


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    head = [f"HTTP/1.1 {status}", *headers]
    if not any(header.lower().startswith(("content-length", "transfer-encoding")) for header in headers):
        head.append(f"Content-Length: {len(body)}")
    return ("\r\n".join(head) + "\r\n\r\n").encode() + body
