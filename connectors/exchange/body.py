"""Reading a body: bounded while it streams, also when it is compressed (RFC 9110, 8.4.1)."""

from __future__ import annotations

import zlib

from connectors.core.faults import Malformed, TooLarge
from connectors.exchange.exchange import Chunks

_WINDOW = {"gzip": 31, "x-gzip": 31, "deflate": 47}


async def read_body(chunks: Chunks, *, encoding: str | None, limit: int) -> bytes:
    """Collect a body of at most `limit` bytes after decompression.

    Raises `TooLarge` as soon as the limit is passed and `Malformed` for a compression that is unknown or broken.
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


async def _plain(chunks: Chunks, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise TooLarge
        parts.append(chunk)
    return parts[0] if len(parts) == 1 else b"".join(parts)


async def _inflated(chunks: Chunks, window: int, limit: int) -> bytes:
    inflater = zlib.decompressobj(window)
    body = bytearray()
    async for chunk in chunks:
        body += _inflate(inflater, chunk, limit + 1 - len(body))
        if len(body) > limit:
            raise TooLarge
    if not inflater.eof:
        raise Malformed("the source's compressed answer ends early")
    return bytes(body)


def _inflate(inflater: zlib._Decompress, chunk: bytes, room: int) -> bytes:
    try:
        return inflater.decompress(chunk, room)
    except zlib.error:
        raise Malformed("the source's compressed answer is broken") from None
