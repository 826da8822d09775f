"""A client of the graphql-transport-ws protocol for tests, and one that writes single frames."""

from __future__ import annotations

import asyncio
import json
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

PROTOCOL = Subprotocol("graphql-transport-ws")
TEXT, BINARY, CONT, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10


class Client:
    """Speaks the protocol on an open socket."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def send(self, **message: Any) -> None:
        await self.socket.send(json.dumps(message))

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(8):
            received: dict[str, Any] = json.loads(await self.socket.recv())
        return received

    async def init(self, **payload: Any) -> None:
        await self.send(type="connection_init", payload=payload)
        assert await self.next() == {"type": "connection_ack"}

    async def subscribe(self, query: str, operation: str = "1", **payload: Any) -> None:
        await self.send(id=operation, type="subscribe", payload={"query": query, **payload})

    async def ask(self, query: str, operation: str = "1", **payload: Any) -> dict[str, Any]:
        """Give the payload of the only answer of an operation."""
        await self.subscribe(query, operation, **payload)
        answer, end = await self.next(), await self.next()
        assert (answer["type"], answer["id"]) == ("next", operation)
        assert end == {"type": "complete", "id": operation}
        found: dict[str, Any] = answer["payload"]
        return found

    async def closed(self) -> tuple[int, str]:
        """Read to the end; give the code and the reason the server closed the socket with."""
        async with asyncio.timeout(8):
            try:
                while True:
                    await self.socket.recv()
            except ConnectionClosed as closed:
                assert closed.rcvd is not None, "the connection was lost without a close frame"
                return closed.rcvd.code, closed.rcvd.reason


@asynccontextmanager
async def client(address: httpx.URL, *, init: bool = True, **options: Any) -> AsyncIterator[Client]:
    """Open a socket, with the connection initialised."""
    url = str(address.copy_with(scheme="ws", path="/graphql"))
    given = {"subprotocols": [PROTOCOL], "compression": None, "proxy": None, **options}
    async with connect(url, **given) as socket:
        opened = Client(socket)
        if init:
            await opened.init()
        yield opened


def frame(opcode: int, data: bytes = b"", *, fin: bool = True, flags: int = 0, masked: bool = True) -> bytes:
    """Write one frame as a client does, or as no client may."""
    first, mask = (0x80 if fin else 0) | flags | opcode, 0x80 if masked else 0
    size = len(data)
    if size < 126:
        head = bytes([first, mask | size])
    elif size < 65_536:
        head = bytes([first, mask | 126]) + struct.pack("!H", size)
    else:
        head = bytes([first, mask | 127]) + struct.pack("!Q", size)
    if not masked:
        return head + data
    key = b"mask"
    return head + key + bytes(byte ^ key[index % 4] for index, byte in enumerate(data))


HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Protocol: graphql-transport-ws\r\n{more}\r\n"
)


def handshake(*headers: str, path: str = "/graphql") -> bytes:
    """Write a handshake with further header lines."""
    return HANDSHAKE.format(path=path, more="".join(f"{line}\r\n" for line in headers)).encode()


@asynccontextmanager
async def raw(address: httpx.URL) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Open a socket on which bytes are written as they are."""
    reader, writer = await asyncio.open_connection(address.host, address.port)
    try:
        writer.write(handshake())
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101 ")
        yield reader, writer
    finally:
        writer.close()


async def close_code(reader: asyncio.StreamReader) -> int:
    """Read frames until the close frame; give its code."""
    async with asyncio.timeout(8):
        while True:
            first, size = await reader.readexactly(2)
            if size == 126:
                (size,) = struct.unpack("!H", await reader.readexactly(2))
            data = await reader.readexactly(size)
            if first & 0x0F == CLOSE:
                return int.from_bytes(data[:2])
