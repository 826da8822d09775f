"""Connections that flood, do not read, come in hundreds, or say too much in their heads."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import ExitStack

import httpx
import pytest

from tests.http.test_server import HEAD, exchange

LIVE = b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
PIPELINED = 16


async def test_a_body_larger_than_a_head_may_be_is_taken_in_one_packet(server: httpx.URL) -> None:
    body = b'{"query": "{ asker }", "variables": {"x": "' + b"a" * 40_000 + b'"}}'
    head = f"{HEAD}Connection: close\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    answered, _ = await exchange(server, head + body)
    assert answered.count(b"HTTP/1.1") == 1
    assert b'{"data":{"asker":"guest"}}' in answered


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /livez HTTP/1.1\r\nHost: x\r\n" + b"A:\r\n" * 101 + b"\r\n", 431),
        (b"GET /livez?" + b"a" * 2_100 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"GET /livez HTTP/2.0\r\nHost: x\r\n\r\n", 400),
        (b"GET /livez HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ],
)
async def test_heads_are_refused_with_headers_browsers_obey(server: httpx.URL, head: bytes, status: int) -> None:
    answered, _ = await exchange(server, head)
    assert answered.startswith(f"HTTP/1.1 {status} ".encode())
    assert answered.count(b"HTTP/1.1") == 1
    assert b"content-security-policy: default-src 'none'" in answered


@pytest.mark.parametrize("count", [PIPELINED + 1, 2_000])
async def test_of_a_flood_of_requests_on_one_connection_the_first_are_answered(server: httpx.URL, count: int) -> None:
    body = b'{"query": "{ slow(seconds: 0.2) }"}'
    first = f"{HEAD}Content-Length: {len(body)}\r\n\r\n".encode() + body
    answered, seconds = await exchange(server, first + LIVE * count)
    assert answered.count(b"HTTP/1.1 200 ") == PIPELINED + 1
    assert answered.count(b"connection: close") == 1
    assert seconds < 0.9


async def test_a_client_that_does_not_read_is_cut_off(server: httpx.URL) -> None:
    """The answers are larger than the buffers of both systems; the connection is reset, not kept for its reader."""
    asked = b'{"query": "query ($t: String!) { echo(text: $t) }", "variables": {"t": "' + b"a" * 120_000 + b'"}}'
    request = f"{HEAD}Content-Length: {len(asked)}\r\n\r\n".encode() + asked
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        slow.connect((server.host, server.port))
        slow.setblocking(False)
        loop, end = asyncio.get_running_loop(), time.monotonic() + 5
        with pytest.raises(ConnectionError):
            while time.monotonic() < end:
                await asyncio.wait_for(loop.sock_sendall(slow, request), 5)
                await asyncio.sleep(0.05)
    async with httpx.AsyncClient(base_url=server) as client:
        assert (await client.get("/livez")).status_code == 200


async def test_one_address_has_so_many_connections_and_then_429(server: httpx.URL) -> None:
    with ExitStack() as stack:
        for _ in range(60):
            stack.enter_context(socket.create_connection((server.host, server.port)))
        answered, seconds = await exchange(server, LIVE)
        assert answered.startswith(b"HTTP/1.1 429 ")
        assert seconds < 0.5
    await asyncio.sleep(0.1)
    assert (await exchange(server, LIVE))[0].startswith(b"HTTP/1.1 200 ")
