"""The real server process: address, signals, drain, and connections that send slowly, too much or nothing."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import time
from contextlib import suppress

import httpx
import pytest

from gateway.http import CannotListen, StartFailed, serve
from tests.http.conftest import sample_process
from tests.http.sample import sample_app

HEAD = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
REQUEST = b'{"query": "{ asker }"}'


async def exchange(address: httpx.URL, *pieces: bytes, pause: float = 0.0) -> tuple[bytes, float]:
    """Send the pieces one after the other; give everything answered, and the seconds until the server closed."""
    reader, writer = await asyncio.open_connection(address.host, address.port)
    started = time.monotonic()
    answered = bytearray()

    async def receive() -> None:
        with suppress(ConnectionError):
            while chunk := await reader.read(65_536):
                answered.extend(chunk)

    async with asyncio.timeout(8):
        receiving = asyncio.create_task(receive())
        with suppress(ConnectionError):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(pause)
        await receiving
    writer.close()
    return bytes(answered), time.monotonic() - started


async def test_it_answers_on_the_port_the_system_gave(server: httpx.URL) -> None:
    async with httpx.AsyncClient(base_url=server) as client:
        response = await client.post("/graphql", content=REQUEST, headers={"content-type": "application/json"})
        assert response.json() == {"data": {"asker": "guest"}}
        assert "server" not in response.headers
        assert (await client.get("/livez")).text == "ok\n"


async def test_a_connection_that_sends_nothing_is_closed(server: httpx.URL) -> None:
    answered, seconds = await exchange(server)
    assert answered.startswith(b"HTTP/1.1 408 ")
    assert 0.4 < seconds < 3


async def test_half_a_head_is_answered_408_however_it_drips(server: httpx.URL) -> None:
    head = b"GET /livez HTTP/1.1\r\nX: "
    answered, seconds = await exchange(server, *[head[n : n + 1] for n in range(10)], pause=0.1)
    assert answered.startswith(b"HTTP/1.1 408 ")
    assert seconds < 3


async def test_line_ends_before_a_request_do_not_hold_a_connection(server: httpx.URL) -> None:
    whole = b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
    answered, seconds = await exchange(server, whole, *[b"\r\n"] * 12, pause=0.1)
    assert answered.startswith(b"HTTP/1.1 200 ")
    assert seconds < 3


@pytest.mark.parametrize("size", [9_000, 300_000])
async def test_a_large_head_is_answered_431(server: httpx.URL, size: int) -> None:
    answered, _ = await exchange(server, b"GET /livez HTTP/1.1\r\nHost: x\r\nX: " + b"a" * size + b"\r\n\r\n")
    assert answered.startswith(b"HTTP/1.1 431 ")
    assert answered.count(b"HTTP/1.1") == 1


async def test_a_header_that_never_ends_is_answered_431(server: httpx.URL) -> None:
    answered, seconds = await exchange(server, b"GET /livez HTTP/1.1\r\nX: ", *[b"a" * 3_000] * 4, pause=0.02)
    assert answered.startswith(b"HTTP/1.1 431 ")
    assert seconds < 0.5


async def test_many_small_headers_are_answered_431(server: httpx.URL) -> None:
    lines = b"".join(b"X-%d: %d\r\n" % (number, number) for number in range(2_000))
    answered, _ = await exchange(server, b"GET /livez HTTP/1.1\r\n" + lines + b"\r\n")
    assert answered.startswith(b"HTTP/1.1 431 ")


async def test_half_a_body_is_answered_408(server: httpx.URL) -> None:
    head = f"{HEAD}Content-Length: 500\r\n\r\n".encode()
    answered, seconds = await exchange(server, head + REQUEST)
    assert answered.startswith(b"HTTP/1.1 408 ")
    assert b"did not arrive in time" in answered
    assert seconds < 3


async def test_a_body_nobody_reads_does_not_hold_the_connection(server: httpx.URL) -> None:
    head = b"POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"
    answered, seconds = await exchange(server, head, *[b"x"] * 12, pause=0.1)
    assert answered.startswith(b"HTTP/1.1 404 ")
    assert seconds < 3


async def test_requests_in_one_packet_are_all_answered(server: httpx.URL) -> None:
    one = b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
    answered, _ = await exchange(server, one * 3)
    assert answered.count(b"HTTP/1.1 200 ") == 3


async def test_a_slow_answer_is_not_cut_by_the_clock_of_the_next_head(server: httpx.URL) -> None:
    body = b'{"query": "{ slow(seconds: 1.2) }"}'
    first = f"{HEAD}Content-Length: {len(body)}\r\n\r\n".encode() + body
    answered, _ = await exchange(server, first, b"G", pause=0.1)
    assert answered.startswith(b"HTTP/1.1 200 ")
    assert b'{"data":{"slow":"done"}}' in answered


async def test_what_is_no_http_is_answered_400(server: httpx.URL) -> None:
    answered, _ = await exchange(server, b"\x16\x03\x01\x02\x00nonsense\r\n\r\n")
    assert answered.startswith(b"HTTP/1.1 400 ")


async def test_the_server_still_answers_after_all_that(server: httpx.URL) -> None:
    async with httpx.AsyncClient(base_url=server) as client:
        assert (await client.get("/readyz")).json() == {"ready": True, "reasons": []}


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_lets_running_requests_finish_and_ends_well(sent: signal.Signals) -> None:
    with sample_process() as (process, address):
        async with httpx.AsyncClient(base_url=address, timeout=8) as client:
            asked = asyncio.create_task(
                client.post("/graphql", json={"query": "{ slow(seconds: 0.8) }"}, headers={"accept": "*/*"})
            )
            await asyncio.sleep(0.3)
            process.send_signal(sent)
            assert (await asked).json() == {"data": {"slow": "done"}}
        assert await asyncio.to_thread(process.wait, 8) == 0
        assert process.stderr
        assert "Traceback" not in process.stderr.read()


async def test_draining_is_bounded() -> None:
    with sample_process() as (process, address):
        async with httpx.AsyncClient(base_url=address, timeout=30) as client:
            asked = asyncio.create_task(client.post("/graphql", json={"query": "{ slow(seconds: 25) }"}))
            await asyncio.sleep(0.3)
            process.send_signal(signal.SIGTERM)
            started = time.monotonic()
            assert await asyncio.to_thread(process.wait, 10) == 0
            assert time.monotonic() - started < 6
            assert (await asked).status_code == 500


def test_a_taken_port_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotListen) as caught:
            serve(sample_app(), "127.0.0.1", port)
    assert f"127.0.0.1 port {port}" in str(caught.value)
    assert "--port" in str(caught.value)


@pytest.mark.parametrize(("host", "port"), [("192.0.2.1", 0), ("no such host", 0), ("127.0.0.1", 70_000)])
def test_an_address_that_is_not_ours_is_a_clear_error(host: str, port: int) -> None:
    with pytest.raises(CannotListen):
        serve(sample_app(), host, port)


def test_a_lifespan_that_fails_is_told_apart() -> None:
    class Failing:
        def __init__(self, _: object) -> None: ...

        async def __aenter__(self) -> None:
            raise RuntimeError("no store")

        async def __aexit__(self, *_: object) -> None: ...

    with pytest.raises(StartFailed):
        serve(sample_app(lifespan=Failing), "127.0.0.1", 0)


def test_log_lines_are_json_with_the_request_id() -> None:
    with sample_process() as (process, address):
        secret = {"query": "query Q($t: String!) { echo(text: $t) fail }", "variables": {"t": "very-private"}}
        sent = {"x-request-id": "case-2026.0001_a", "accept": "*/*"}
        response = httpx.post(address.join("/graphql"), json=secret, headers=sent)
        assert response.headers["x-request-id"] == "case-2026.0001_a"
        process.send_signal(signal.SIGTERM)
        assert process.stderr
        lines = [json.loads(line) for line in process.stderr.read().splitlines()]
    ours = [line for line in lines if line["requestId"] == "case-2026.0001_a"]
    failed, answered = ours
    assert (failed["level"], failed["field"]) == ("error", "fail")
    assert "RuntimeError" in failed["error"]
    assert "110101199003070011" not in json.dumps(lines)
    assert "very-private" not in json.dumps(lines)
    assert {name: answered[name] for name in ("method", "path", "status")} == {
        "method": "POST",
        "path": "/graphql",
        "status": 200,
    }
