"""Frames and handshakes as no client should write them: each closes with the right code, and none fails the server."""

from __future__ import annotations

import asyncio
import json
import struct
import time
import zlib

import httpx
import pytest

from tests.http.websocket.clients import (
    BINARY,
    CLOSE,
    CONT,
    PING,
    PONG,
    TEXT,
    client,
    close_code,
    frame,
    handshake,
    raw,
)

INIT = frame(TEXT, b'{"type":"connection_init"}')


def subscribe(query: str) -> bytes:
    return frame(TEXT, json.dumps({"id": "1", "type": "subscribe", "payload": {"query": query}}).encode())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (frame(BINARY, b'{"type":"connection_init"}'), 4400),
        (frame(TEXT, b"\xff\xfe"), 1007),
        (frame(TEXT, b'"\xe7\xba', fin=False) + frame(CONT, b'"'), 1007),
        (frame(TEXT, b'"\xed\xa0\x80"'), 1007),
        (frame(3, b"x"), 1002),
        (frame(11, b"x"), 1002),
        (frame(TEXT, b"x", flags=0x40), 1002),
        (frame(TEXT, zlib.compress(b"x" * 100_000), flags=0x40), 1002),
        (frame(CONT, b"x"), 1002),
        (frame(TEXT, b"{", fin=False) + frame(TEXT, b"}"), 1002),
        (frame(PING, b"x" * 126), 1002),
        (frame(PING, b"x", fin=False), 1002),
        (frame(TEXT, b"{}", masked=False), 1002),
        (frame(TEXT, b" " * 8_193), 1009),
        (bytes([0x81, 0xFF]) + struct.pack("!Q", 2**62), 1009),
        (frame(TEXT, b" " * 5_000, fin=False) + frame(CONT, b" " * 5_000), 1009),
        (frame(CLOSE, b"\x03"), 1002),
        (frame(CLOSE, struct.pack("!H", 1005)), 1002),
        (frame(CLOSE, struct.pack("!H", 1000)), 1000),
        (b"GET / HTTP/1.1\r\n\r\n", 1002),
        (frame(PING) * 60, 1008),
        (frame(PONG) * 60, 1008),
        (frame(TEXT, fin=False) + frame(CONT, fin=False) * 60, 1008),
        (frame(TEXT, b'{"type":"ping"}') * 60, 1008),
        (INIT + subscribe("{ asker }") + frame(TEXT, b'{"id":"1","type":"complete"}') * 60, 1008),
    ],
)  # fmt: skip
async def test_broken_frames_close_the_socket(sockets: httpx.URL, written: bytes, code: int) -> None:
    async with raw(sockets) as (reader, writer):
        writer.write(written)
        assert await close_code(reader) == code


async def test_what_comes_in_pieces_is_one_message(sockets: httpx.URL) -> None:
    async with raw(sockets) as (reader, writer):
        pieces = frame(TEXT, b'{"type":', fin=False) + frame(PING, b"!") + frame(CONT, b'"connection_init"}')
        for byte in pieces:
            writer.write(bytes([byte]))
            await writer.drain()
        answered = await reader.readexactly(len(b"..!") + 2 + len(b'{"type":"connection_ack"}'))
    assert answered.endswith(b'{"type":"connection_ack"}')


async def test_a_message_that_never_ends_is_given_up(sockets: httpx.URL) -> None:
    async with raw(sockets) as (reader, writer):
        writer.write(frame(TEXT, b'{"type":', fin=False))
        for _ in range(10):
            await asyncio.sleep(0.1)
            writer.write(frame(CONT, b" ", fin=False))
        assert await close_code(reader) == 4408


async def test_a_client_that_answers_no_ping_is_dropped(sockets: httpx.URL) -> None:
    async with raw(sockets) as (reader, writer):
        writer.write(INIT + subscribe("{ slow(seconds: 30) }"))
        started = time.monotonic()
        assert await close_code(reader) == 1011
        assert 2 < time.monotonic() - started < 5
    async with client(sockets) as again:
        assert (await again.ask("{ underWay }"))["data"] == {"underWay": 0}


async def test_a_client_that_does_not_read_is_dropped(sockets: httpx.URL) -> None:
    async with raw(sockets) as (_, writer):
        writer.transport.pause_reading()  # type: ignore[attr-defined]  # a reading transport, as every socket's is
        writer.write(INIT + subscribe("{ many(characters: 30000000) under: slow(seconds: 0) }"))
        await asyncio.sleep(0.3)
        writer.write(subscribe("{ slow(seconds: 30) }").replace(b'"1"', b'"2"'))
        started = time.monotonic()
        async with asyncio.timeout(8):
            while not writer.transport.is_closing():
                writer.write(frame(PONG))
                await asyncio.sleep(0.1)
        assert time.monotonic() - started < 4


@pytest.mark.parametrize(
    "written",
    [
        handshake().replace(b"Version: 13", b"Version: 7"),
        handshake().replace(b"dGhlIHNhbXBsZSBub25jZQ==", b"short"),
        handshake().replace(b"GET", b"POST"),
        handshake("Content-Length: 5") + b"hello",
        handshake("Transfer-Encoding: chunked") + b"0\r\n\r\n",
        handshake("X-Long: " + "x" * 9_000),
        handshake("Host: y", "Origin: https://evil.example", "Origin: http://x"),
        handshake(*[f"X-{number}: 1" for number in range(200)]),
        handshake("Origin: https://evil.example"),
        handshake("Origin: null"),
        handshake("Origin: http://[::1"),
        handshake(path="/nothing"),
        handshake(path="/livez"),
        handshake().replace(b"GET ", b"\x00"),
    ],
)
async def test_handshakes_that_are_none_are_refused(sockets: httpx.URL, written: bytes) -> None:
    reader, writer = await asyncio.open_connection(sockets.host, sockets.port)
    writer.write(written)
    async with asyncio.timeout(8):
        answered = await reader.read()
    writer.close()
    assert answered.startswith(b"HTTP/1.1 4"), answered[:200]
    no_http = b"Invalid HTTP request received." in answered or b"content-length: 0" in answered.lower()
    assert b"nosniff" in answered or no_http


async def test_a_socket_is_not_opened_while_a_request_on_the_connection_is_answered(sockets: httpx.URL) -> None:
    body = b'{"query": "{ slow(seconds: 0.3) }"}'
    head = b"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
    reader, writer = await asyncio.open_connection(sockets.host, sockets.port)
    writer.write(head % len(body) + body + handshake())
    async with asyncio.timeout(8):
        answered = await reader.read()
    writer.close()
    assert b"101 Switching" not in answered


async def test_compression_is_not_agreed_to(sockets: httpx.URL) -> None:
    async with client(sockets, compression="deflate") as opened:
        assert opened.socket.response is not None
        assert "Sec-WebSocket-Extensions" not in opened.socket.response.headers
