"""A department in a process of its own: answers every GET with five records; prints its port, ends with its input."""

from __future__ import annotations

import asyncio
import sys

import orjson


class Answering(asyncio.Protocol):
    """One connection; requests come whole and one at a time, as from a keep-alive client on the same machine."""

    _transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer about the code at the end of the path."""
        body = _answer(data.split(b" ", 2)[1].rpartition(b"/")[2].decode())
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)


def _answer(code: str) -> bytes:
    records = [
        {"id": f"{code}-{number}", "kind": "LICENCE", "title": "样例许可证", "date": "2026-01-05", "level": number}
        for number in range(5)
    ]
    return orjson.dumps({"code": code, "name": "样例局", "records": records})


async def main() -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Answering, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
