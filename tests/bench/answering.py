"""A department in a process of its own: five records for each code posted; prints its port, ends with its input."""

from __future__ import annotations

import asyncio
import sys

import orjson


class Answering(asyncio.Protocol):
    """One connection; requests come one at a time, as from a keep-alive client on the same machine."""

    _transport: asyncio.Transport
    _received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer about the codes of a body, once it is whole."""
        self._received += data
        _, blank, posted = self._received.partition(b"\r\n\r\n")
        if not blank or not posted.endswith(b"}"):
            return
        self._received = b""
        body = orjson.dumps([_answer(code) for code in orjson.loads(posted)["codes"]])
        head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)


def _answer(code: str) -> dict[str, object]:
    records = [
        {"id": f"{code}-{number}", "kind": "LICENCE", "title": "样例许可证", "date": "2026-01-05", "level": number}
        for number in range(5)
    ]
    return {"code": code, "name": "样例局", "records": records}


async def main() -> None:
    """Serve until standard input ends."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Answering, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main())
