"""The graphql-transport-ws protocol on a served sample: messages, answers, close codes."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest

from tests.http.websocket.clients import Client, client


async def test_a_query_and_a_mutation_are_answered_as_over_http(sockets: httpx.URL) -> None:
    async with client(sockets) as opened:
        assert (await opened.ask("{ asker }"))["data"] == {"asker": "guest"}
        assert (await opened.ask("mutation { touch }"))["data"] == {"touch": True}
        variables = {"query": "query A { asker } query E($t: String!) { echo(text: $t) refuse }"}
        over_socket = await opened.ask(variables["query"], variables={"t": "红"}, operationName="E")
    async with httpx.AsyncClient(base_url=sockets) as http:
        body = {**variables, "variables": {"t": "红"}, "operationName": "E"}
        over_http = (await http.post("/graphql", json=body, headers={"accept": "*/*"})).json()
    assert over_socket.pop("extensions")["requestId"]
    assert over_socket == over_http


async def test_a_subscription_is_answered_event_by_event(sockets: httpx.URL) -> None:
    async with client(sockets) as opened:
        await opened.subscribe("subscription { count(to: 3) }", "a")
        received = [await opened.next() for _ in range(4)]
    assert [each["payload"]["data"] for each in received[:3]] == [{"count": number} for number in range(3)]
    assert received[3] == {"type": "complete", "id": "a"}


async def test_operations_run_beside_each_other(sockets: httpx.URL) -> None:
    async with client(sockets) as opened:
        await opened.subscribe("{ slow(seconds: 0.4) }", "slow")
        await opened.subscribe("{ asker }", "quick")
        order = [(each["id"], each["type"]) for each in [await opened.next() for _ in range(4)]]
    assert order == [("quick", "next"), ("quick", "complete"), ("slow", "next"), ("slow", "complete")]


@pytest.mark.parametrize(
    ("query", "payload", "expected"),
    [
        ("{ asker", {}, "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", {}, "GRAPHQL_VALIDATION_FAILED"),
        ("query ($n: Int!) { number(value: $n) }", {"variables": {"n": "x"}}, "GRAPHQL_VALIDATION_FAILED"),
        ("subscription ($n: Int!) { count(to: $n) }", {"variables": {}}, "GRAPHQL_VALIDATION_FAILED"),
        ("{ asker }", {"operationName": "other"}, "BAD_REQUEST"),
        ("{ a: asker " + "b: asker " * 300 + "}", {}, "QUERY_TOO_LARGE"),
    ],
)
async def test_what_is_refused_before_execution_is_one_error(
    sockets: httpx.URL, query: str, payload: dict[str, Any], expected: str
) -> None:
    async with client(sockets) as opened:
        await opened.subscribe(query, **payload)
        refused = await opened.next()
        assert (refused["type"], refused["id"]) == ("error", "1")
        assert {each["extensions"]["code"] for each in refused["payload"]} == {expected}
        assert all(each["extensions"]["requestId"] for each in refused["payload"])
        assert (await opened.ask("{ asker }"))["data"] == {"asker": "guest"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("subscription { refused }", "FORBIDDEN"),
        ("subscription { broken }", "INTERNAL_ERROR"),
        ("{ surrogate }", "INTERNAL_ERROR"),
    ],
)
async def test_what_fails_midway_is_an_error_without_internals(sockets: httpx.URL, query: str, expected: str) -> None:
    async with client(sockets) as opened:
        await opened.subscribe(query)
        received = await opened.next()
        while received["type"] == "next":
            received = await opened.next()
        (error,) = received["payload"]
    assert (received["type"], error["extensions"]["code"]) == ("error", expected)
    assert "hunter2" not in str(received)


async def test_a_completed_operation_is_cancelled_and_its_id_is_free(sockets: httpx.URL) -> None:
    async with client(sockets) as opened:
        await opened.subscribe("subscription { count(to: 1000, pause: 0.05) }")
        await opened.next()
        await opened.send(type="complete", id="1")
        await opened.send(type="complete", id="never asked")
        await opened.subscribe("{ asker }", "2")
        while (received := await opened.next())["id"] == "1":
            assert received["type"] == "next"
        assert received["payload"]["data"] == {"asker": "guest"}
        await opened.next()
        assert (await opened.ask("{ underWay }"))["data"] == {"underWay": 0}


async def test_disconnecting_cancels_what_is_under_way(sockets: httpx.URL) -> None:
    async with client(sockets) as opened:
        await opened.subscribe("{ slow(seconds: 30) }", "a")
        await opened.subscribe("subscription { count(to: 1000, pause: 1) }", "b")
        while (await opened.ask("{ underWay }", "c"))["data"] != {"underWay": 2}:
            pass
    async with client(sockets) as again:
        assert (await again.ask("{ underWay }"))["data"] == {"underWay": 0}


async def test_pings_are_answered_before_and_after_the_connection_is_initialised(sockets: httpx.URL) -> None:
    async with client(sockets, init=False) as opened:
        await opened.send(type="ping", payload={"any": 1})
        assert await opened.next() == {"type": "pong"}
        await opened.send(type="pong")
        await opened.init()
        await opened.send(type="ping")
        assert await opened.next() == {"type": "pong"}


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"type": "connection_init"}, 4429),
        ({"type": "nothing"}, 4400),
        ({"type": "connection_ack"}, 4400),
        ({"type": 3}, 4400),
        ({}, 4400),
        ({"type": "subscribe", "id": "1"}, 4400),
        ({"type": "subscribe", "id": "1", "payload": {}}, 4400),
        ({"type": "subscribe", "id": "1", "payload": {"query": 3}}, 4400),
        ({"type": "subscribe", "id": "1", "payload": {"query": ""}}, 4400),
        ({"type": "subscribe", "id": "1", "payload": {"query": "{ asker }", "variables": [1]}}, 4400),
        ({"type": "subscribe", "id": 1, "payload": {"query": "{ asker }"}}, 4400),
        ({"type": "subscribe", "id": "", "payload": {"query": "{ asker }"}}, 4400),
        ({"type": "subscribe", "id": "x" * 300, "payload": {"query": "{ asker }"}}, 4400),
        ({"type": "complete"}, 4400),
        ({"type": "ping", "payload": "text"}, 4400),
    ],
)
async def test_what_the_protocol_does_not_know_closes_the_socket(
    sockets: httpx.URL, message: dict[str, Any], code: int
) -> None:
    async with client(sockets) as opened:
        await opened.send(**message)
        found, reason = await opened.closed()
    assert found == code
    assert reason


@pytest.mark.parametrize("text", ["", "x", "[]", "null", "1", '"x"', "[" * 4_000, '{"type":"ping",}', '{"type": NaN}'])
async def test_what_is_no_message_closes_the_socket(sockets: httpx.URL, text: str) -> None:
    async with client(sockets) as opened:
        await opened.socket.send(text)
        assert (await opened.closed())[0] == 4400


async def test_a_running_id_may_not_be_taken_again(sockets: httpx.URL) -> None:
    async with client(sockets) as opened:
        await opened.subscribe("{ slow(seconds: 5) }", "same")
        await opened.subscribe("{ asker }", "same")
        assert await opened.closed() == (4409, "Subscriber for same already exists")


async def test_nothing_is_answered_before_the_connection_is_initialised(sockets: httpx.URL) -> None:
    async with client(sockets, init=False) as opened:
        await opened.subscribe("{ asker }")
        assert await opened.closed() == (4401, "Unauthorized")


@pytest.mark.parametrize("pings", [0, 1])
async def test_the_connection_must_be_initialised_in_time(sockets: httpx.URL, pings: int) -> None:
    async with client(sockets, init=False) as opened:
        started = time.monotonic()
        for _ in range(pings):
            await asyncio.sleep(0.4)
            await opened.send(type="ping")
        assert await opened.closed() == (4408, "Connection initialisation timeout")
        assert 0.4 < time.monotonic() - started < 0.95


async def test_another_protocol_is_not_spoken(sockets: httpx.URL) -> None:
    for options in ({"subprotocols": ["graphql-ws"]}, {"subprotocols": None}):
        async with client(sockets, init=False, **options) as opened:
            code, reason = await opened.closed()
            assert (code, opened.socket.subprotocol) == (4406, None)
            assert "graphql-transport-ws" in reason


async def test_the_request_id_is_the_one_offered(sockets: httpx.URL) -> None:
    async with client(sockets, additional_headers={"X-Request-Id": "case-2026.0001_a"}) as opened:
        assert opened.socket.response is not None
        assert opened.socket.response.headers["X-Request-Id"] == "case-2026.0001_a"
        answer = await opened.ask("{ asker }", extensions={"requestId": "case-2026.0002_b"})
    assert answer["extensions"] == {"requestId": "case-2026.0002_b"}


async def test_a_socket_without_anything_to_do_is_closed_and_one_with_is_not(sockets: httpx.URL) -> None:
    async def idle(opened: Client) -> float:
        started = time.monotonic()
        assert (await opened.closed())[0] == 1000
        return time.monotonic() - started

    async with client(sockets) as quiet, client(sockets) as busy:
        waiting = asyncio.create_task(idle(quiet))
        assert (await busy.ask("{ slow(seconds: 1.4) }"))["data"] == {"slow": "done"}
        assert 0.8 < await waiting < 1.4
