"""Reading a body: bounded while it streams, as sent and as unfolded (RFC 9110, 8.4.1)."""

from __future__ import annotations

import asyncio
import zlib

from connectors.core.faults import Malformed, TooLarge
from connectors.exchange.exchange import Chunks

_TURN = 64  # pieces after which others get their turn: a loop that only reads keeps no deadline
_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 47}


async def read_body(chunks: Chunks, *, encoding: str | None, limit: int) -> bytes:
    """Collect a body of at most `limit` bytes, before and after decompression.

    Raises `TooLarge` as soon as the limit is passed and `Malformed` for a compression that is unknown or broken, or
    that ends before the body does.
    """
    name = (encoding or "identity").strip().lower()
    if name == "identity":
        return await _plain(chunks, limit)
    window = _WINDOW.get(name)
    if window is None:
        raise Malformed("the source compressed its answer in a way that was not asked for")
    return await _inflated(chunks, window, limit)


def check_declared_length(value: str | None, limit: int) -> None:
    """Raise `TooLarge` before a body is read if its declared length passes the limit."""
    if value is not None and value.isascii() and value.isdigit() and (len(value) > 18 or int(value) > limit):
        raise TooLarge


class _Meter:
    """Counts what comes in."""

    def __init__(self, limit: int) -> None:
        self._left = limit
        self._pieces = 0

    async def take(self, chunk: bytes) -> None:
        """Raise `TooLarge` if the chunk passes the limit."""
        self._left -= len(chunk)
        if self._left < 0:
            raise TooLarge
        self._pieces += 1
        if self._pieces % _TURN == 0:
            await asyncio.sleep(0)


async def _plain(chunks: Chunks, limit: int) -> bytes:
    meter = _Meter(limit)
    body = bytearray()
    async for chunk in chunks:
        await meter.take(chunk)
        body += chunk
    return bytes(body)


async def _inflated(chunks: Chunks, window: int, limit: int) -> bytes:
    inflater = zlib.decompressobj(window)
    meter = _Meter(limit)
    body = bytearray()
    async for chunk in chunks:
        await meter.take(chunk)
        body += _inflate(inflater, chunk, limit + 1 - len(body))
        if len(body) > limit:
            raise TooLarge
        if inflater.unused_data:
            raise Malformed("the source's compressed answer goes on after its end")
    if not inflater.eof:
        raise Malformed("the source's compressed answer ends early")
    return bytes(body)


def _inflate(inflater: zlib._Decompress, chunk: bytes, room: int) -> bytes:
    try:
        return inflater.decompress(chunk, room)
    except zlib.error:
        raise Malformed("the source's compressed answer is broken") from None
