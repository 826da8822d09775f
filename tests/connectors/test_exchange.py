"""Both HTTP implementations over real sockets: the same cases, the same outcomes."""

from __future__ import annotations

import asyncio
import gzip
import resource
import socket
import time
import zlib

import pytest

from connectors.core.faults import Defect, Fault, Malformed, TooLarge, Truncated, Unreachable
from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.exchange import PolicedExchange, Policy, Reply, Request
from connectors.exchange.httpx_exchange import HttpxExchange
from connectors.exchange.policy import origin_of
from tests.connectors.wires import Speak, http, says, speaking

LIMIT = 1_000_000


@pytest.fixture(params=[AiohttpExchange, HttpxExchange])
def kind(request: pytest.FixtureRequest) -> type[PolicedExchange]:
    found: type[PolicedExchange] = request.param
    return found


def opened(kind: type[PolicedExchange], url: str, *, connections: int = 4) -> PolicedExchange:
    origins = frozenset({origin_of(url)})
    return kind(Policy(origins=origins, connections=connections, connect_seconds=0.5, max_bytes=LIMIT))


async def reply(kind: type[PolicedExchange], speak: Speak) -> Reply:
    async with speaking(speak) as wire, opened(kind, wire.url) as exchange:
        return await exchange.send(Request("GET", f"{wire.url}/x"))


async def test_a_plain_answer(kind: type[PolicedExchange]) -> None:
    got = await reply(kind, says(http('{"名":1}'.encode(), "Content-Type: application/json", "X-Two: a")))
    assert (got.status, got.headers["x-two"], got.body) == (200, "a", '{"名":1}'.encode())


async def test_what_is_sent(kind: type[PolicedExchange]) -> None:
    async with speaking(says(http(b""))) as wire, opened(kind, wire.url) as exchange:
        await exchange.send(Request("POST", f"{wire.url}/a?b=%E6%A0%B7", {"X-Api-Key": "k"}, b"{}"))
    head = wire.requests[0].decode().lower()
    assert head.startswith("post /a?b=%e6%a0%b7 http/1.1\r\n")
    assert "x-api-key: k\r\n" in head
    assert "content-length: 2\r\n" in head
    assert "cookie" not in head


async def test_a_redirect_is_an_answer_and_is_not_followed(kind: type[PolicedExchange]) -> None:
    got = await reply(kind, says(http(b"", "Location: http://elsewhere.invalid/", status="302 Found")))
    assert got.status == 302


async def test_no_cookie_comes_back(kind: type[PolicedExchange]) -> None:
    speak = says(http(b"", "Set-Cookie: session=1; Path=/", "Connection: close"))
    async with speaking(speak) as wire, opened(kind, wire.url) as exchange:
        for _ in range(2):
            await exchange.send(Request("GET", wire.url))
    assert len(wire.requests) == 2
    assert b"cookie" not in wire.requests[1].lower()


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "http://user@127.0.0.1:9/", "ftp://127.0.0.1:9/", "http://["])
async def test_no_other_origin_is_asked(kind: type[PolicedExchange], url: str) -> None:
    async with opened(kind, "http://127.0.0.1:9") as exchange:
        with pytest.raises(Defect):
            await exchange.send(Request("GET", url))


async def test_refused(kind: type[PolicedExchange]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        async with opened(kind, url) as exchange:
            with pytest.raises(Unreachable) as caught:
                await exchange.send(Request("GET", url))
    assert url not in f"{caught.value.message} {caught.value.detail}"


async def test_a_connection_that_is_never_accepted(kind: type[PolicedExchange]) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.1", port))
        async with opened(kind, f"http://127.0.0.1:{port}") as exchange:
            with pytest.raises(Unreachable):
                await asyncio.wait_for(exchange.send(Request("GET", f"http://127.0.0.1:{port}")), 5)
        for filler in fillers:
            filler.close()


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ((), Unreachable),
        ((b"HTTP/1.1 200 OK\r\nContent-",), Unreachable),
        ((http(b"half", "Content-Length: 10"),), Truncated),
        ((http(b"5\r\nhel", "Transfer-Encoding: chunked"),), Truncated),
        ((b"SSH-2.0-OpenSSH\r\n\r\n",), Malformed),
        ((http(b"x" * 100, f"Content-Length: {LIMIT + 1}"),), TooLarge),
        ((http(gzip.compress(b"x" * 100)[:-9], "Content-Encoding: gzip"),), Malformed),
        ((http(b"not gzip", "Content-Encoding: gzip"),), Malformed),
        ((http(b"?", "Content-Encoding: zstd"),), Malformed),
    ],
)
async def test_broken_answers(kind: type[PolicedExchange], parts: tuple[bytes, ...], fault: type[Fault]) -> None:
    with pytest.raises(fault):
        await reply(kind, says(*parts))


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
async def test_compressed_answers(kind: type[PolicedExchange], encoding: str) -> None:
    plain = b"record" * 1000
    body = gzip.compress(plain) if encoding == "gzip" else zlib.compress(plain)
    assert (await reply(kind, says(http(body, f"Content-Encoding: {encoding}")))).body == plain


async def test_an_endless_body_is_cut_at_the_limit(kind: type[PolicedExchange]) -> None:
    async def floods(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        while True:
            writer.write(b"9" * 65536)
            await writer.drain()

    async with speaking(floods) as wire, opened(kind, wire.url) as exchange:
        with pytest.raises(TooLarge):
            await asyncio.wait_for(exchange.send(Request("GET", wire.url)), 5)
        await asyncio.wait_for(wire.hung_up.wait(), 2)


async def test_a_gzip_bomb_never_unfolds(kind: type[PolicedExchange]) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000, compresslevel=1)
    assert len(bomb) < LIMIT
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(TooLarge):
        await reply(kind, says(http(bomb, "Content-Encoding: gzip")))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # KiB


async def test_a_drip_is_cut_by_the_deadline_and_closed_upstream(kind: type[PolicedExchange]) -> None:
    async def drips(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            writer.write(b"9")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with speaking(drips) as wire, opened(kind, wire.url) as exchange:
        started = time.monotonic()
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.2):
                await exchange.send(Request("GET", wire.url))
        assert time.monotonic() - started < 1
        await asyncio.wait_for(wire.hung_up.wait(), 2)


async def test_silence_before_the_headers_is_cut_by_the_deadline(kind: type[PolicedExchange]) -> None:
    async with speaking(says(end=False)) as wire, opened(kind, wire.url) as exchange:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await exchange.send(Request("GET", wire.url))
        await asyncio.wait_for(wire.hung_up.wait(), 2)


async def test_cancelling_closes_the_request_upstream_and_frees_its_slot(kind: type[PolicedExchange]) -> None:
    async with speaking(says(end=False)) as wire, opened(kind, wire.url, connections=1) as exchange:
        for _ in range(3):
            wire.hung_up.clear()
            asked = asyncio.create_task(exchange.send(Request("GET", wire.url)))
            await asyncio.sleep(0.05)
            asked.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asked
            await asyncio.wait_for(wire.hung_up.wait(), 2)
    assert len(wire.requests) == 3


async def test_a_connection_closed_while_idle_is_not_mistaken_for_an_answer(kind: type[PolicedExchange]) -> None:
    async with speaking(says(http(b"once"))) as wire, opened(kind, wire.url) as exchange:
        for _ in range(3):
            assert (await exchange.send(Request("GET", wire.url))).body == b"once"
            await asyncio.sleep(0.05)
