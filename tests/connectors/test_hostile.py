"""A hostile department on a real socket: whatever it sends, the outcome is a failure, in time and in little memory."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from connectors.exchange.aiohttp_exchange import AiohttpExchange
from connectors.exchange.exchange import Policy, Request
from connectors.exchange.httpx_exchange import HttpxExchange
from connectors.exchange.policy import origin_of
from schema.codes import FailureKind
from schema.outcomes import Failed, Found, Outcome
from tests.connectors.grades import BODY, Http, asked, made
from tests.connectors.memory import rising
from tests.connectors.wires import Speak, http, says, speaking

DEADLINE, SLACK, TRIES = 0.25, 0.1, 3
MEGABYTES = 24
LIMIT = 2_000_000
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
PACKED = OK + b"Connection: close\r\nContent-Encoding: "

LATE, MALFORMED, LARGE = FailureKind.TIMEOUT, FailureKind.MALFORMED, FailureKind.TOO_LARGE
BROKEN, SHORT = FailureKind.CONTRACT_BROKEN, FailureKind.TRUNCATED


@dataclass(frozen=True)
class Hostile:
    speak: Speak
    kinds: frozenset[FailureKind]


def case(speak: Speak, *kinds: FailureKind) -> Hostile:
    return Hostile(speak, frozenset(kinds))


def endless(first: bytes, again: bytes, pause: float = 0.004) -> Speak:
    """Say something, and then something else for ever."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(first)
        while True:
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(pause)

    return speak


def body(inner: bytes) -> Speak:
    return says(http(inner, "Content-Type: application/json"))


CASES: Mapping[str, Hostile] = {
    "a status line without end": case(endless(b"HTTP/1.1 200 ", b"x" * 65_536), MALFORMED),
    "headers without end": case(endless(OK, b"X-A: b\r\n" * 4_000), MALFORMED),
    "one header without end": case(endless(OK + b"X-A: ", b"x" * 65_536), MALFORMED),
    "headers one by one": case(endless(OK, b"X-A: b\r\n", 0.02), LATE),
    "interim answers without end": case(endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 500), LATE),
    "interim answers one by one": case(endless(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n", 0.02), LATE),
    "blank lines without end": case(endless(b"", b"\r\n" * 30_000), LATE, MALFORMED),
    "another protocol": case(
        says(b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), MALFORMED, BROKEN
    ),
    "chunks of one byte": case(endless(CHUNKED, b"1\r\n9\r\n" * 5_000), LATE, LARGE),
    "chunks one by one": case(endless(CHUNKED, b"1\r\n9\r\n", 0.02), LATE),
    "a chunk extension without end": case(endless(CHUNKED + b"1;", b"a=b;" * 10_000), LATE, MALFORMED),
    "a chunk size without end": case(endless(CHUNKED, b"0" * 65_536), LATE, MALFORMED),
    "a chunk larger than memory": case(says(CHUNKED + b"ffffffffffffffff\r\n99"), MALFORMED, SHORT, LARGE),
    "trailers without end": case(endless(CHUNKED + b"1\r\n9\r\n0\r\n", b"X-A: b\r\n" * 4_000), MALFORMED),
    "two lengths": case(says(OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n99"), MALFORMED),
    "a length of 5,000 digits": case(says(OK + b"Content-Length: " + b"9" * 5_000 + b"\r\n\r\n9"), MALFORMED),
    "gzip within gzip": case(says(http(gzip.compress(gzip.compress(BODY)), "Content-Encoding: gzip, gzip")), MALFORMED),
    "gzip with something behind it": case(
        endless(PACKED + b"gzip\r\n\r\n" + gzip.compress(BODY), b"\0" * 65_536), MALFORMED
    ),
    "gzip after gzip": case(says(http(gzip.compress(BODY) * 2, "Content-Encoding: gzip")), MALFORMED),
    "a gzip header without end": case(
        endless(PACKED + b"gzip\r\n\r\n\x1f\x8b\x08\x08\0\0\0\0\0\0", b"n" * 65_536), LATE, LARGE
    ),
    "deflate that says nothing": case(
        endless(PACKED + b"deflate\r\n\r\n\x78\x9c", b"\0\0\0\xff\xff" * 13_000), LATE, LARGE
    ),
    "JSON 100,000 deep": case(body(b'{"asked":' + b"[" * 100_000), MALFORMED, BROKEN),
    "JSON 100,000 deep where nothing is read": case(body(b'{"other":' + b'{"a":' * 100_000), MALFORMED),
    "a number of a million digits": case(body(b'{"total":' + b"9" * 1_000_000 + b"}"), BROKEN),
    "a number of a million decimals": case(body(b'{"total":0.' + b"9" * 1_000_000 + b"}"), BROKEN),
    "600,000 empty rows": case(body(b'{"rows":[' + b"{}," * 600_000 + b"{}]}"), LARGE),
}


@pytest.mark.parametrize("exchange", [AiohttpExchange, HttpxExchange])
@pytest.mark.parametrize("hostile", CASES.values(), ids=CASES)
async def test_whatever_it_sends(tmp_path: Path, exchange: Http, hostile: Hostile) -> None:
    with rising() as rise:
        outcome, took = await timed(tmp_path, exchange, hostile.speak)
    assert isinstance(outcome, Failed), outcome
    assert outcome.failure in hostile.kinds
    assert took <= DEADLINE + SLACK
    assert rise.megabytes < MEGABYTES


async def timed(folder: Path, exchange: Http, speak: Speak) -> tuple[Outcome | None, float]:
    """Ask, and again if the answer is late: a busy machine is late now and then, a gap in the bounds always."""
    clock = asyncio.get_running_loop().time
    took = 0.0
    outcome: Outcome | None = None
    for _ in range(TRIES):
        async with speaking(speak) as wire:
            connector = made(folder, exchange, url=wire.url, max_bytes=LIMIT, limits={"attempts": 1})
            started = clock()
            outcome = await asked(connector, seconds=DEADLINE)
            took = clock() - started
        if took <= DEADLINE + SLACK:
            break
    return outcome, took


@pytest.mark.parametrize("exchange", [AiohttpExchange, HttpxExchange])
async def test_what_comes_behind_an_answer_is_no_answer_to_the_next_question(exchange: Http) -> None:
    async with speaking(says(http(b"first") + http(b"slipped in"), end=False)) as wire:
        policy = Policy(origins=frozenset({origin_of(wire.url)}), connections=1, connect_seconds=1.0, max_bytes=LIMIT)
        async with exchange(policy) as opened:
            for _ in range(3):
                assert (await opened.send(Request("GET", wire.url))).body == b"first"
                await asyncio.sleep(0)
    assert len(wire.requests) == 3


@pytest.mark.parametrize("exchange", [AiohttpExchange, HttpxExchange])
async def test_the_same_source_is_believed_when_it_behaves(tmp_path: Path, exchange: Http) -> None:
    async with speaking(says(http(gzip.compress(BODY), "Content-Encoding: gzip"))) as wire:
        assert isinstance(await asked(made(tmp_path, exchange, url=wire.url, max_bytes=LIMIT)), Found)
