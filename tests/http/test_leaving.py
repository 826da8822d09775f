"""Work ends with its client or with its time."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import strawberry

from gateway.executor import QueryLimits
from gateway.http.leaving import ClientGone, while_connected
from tests.http.sample import sample_app

ended: list[str] = []


@strawberry.type
class Query:
    @strawberry.field
    async def work(self) -> str:
        try:
            await asyncio.sleep(20)
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise
        return "done"


APP = sample_app(schema=strawberry.Schema(Query), limits=QueryLimits(seconds=1))
SCOPE = {
    "type": "http", "http_version": "1.1", "method": "POST", "path": "/graphql", "query_string": b"", "root_path": "",
    "scheme": "http", "headers": [(b"host", b"x"), (b"content-type", b"application/json"), (b"content-length", b"20")],
}  # fmt: skip


@pytest.fixture(autouse=True)
async def nothing_ended() -> AsyncIterator[None]:
    ended.clear()
    yield
    await asyncio.sleep(0)
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def ask(*, leaves_after: float) -> list[Any]:
    """Ask for work over ASGI and close the connection; give what was sent meanwhile."""
    sent: list[Any] = []
    messages = iter([{"type": "http.request", "body": json.dumps({"query": "{ work }"}).encode(), "more_body": False}])

    async def receive() -> Any:
        message = next(messages, None)
        if message is None:
            await asyncio.sleep(leaves_after)
            return {"type": "http.disconnect"}
        return message

    async def send(message: Any) -> None:
        sent.append(message)

    await APP(dict(SCOPE), receive, send)
    return sent


async def test_what_a_client_asked_is_cancelled_once_it_is_gone() -> None:
    async with asyncio.timeout(0.8):
        start, _ = await ask(leaves_after=0.05)
    assert ended == ["cancelled"]
    assert start["status"] == 499


async def test_an_operation_is_stopped_when_its_time_is_over() -> None:
    start, body = await ask(leaves_after=9)
    assert start["status"] == 200
    answer = json.loads(body["body"])
    assert (answer["data"], ended) == (None, ["cancelled"])
    assert answer["errors"][0]["extensions"]["code"] == "OPERATION_TIMED_OUT"


async def test_work_that_is_done_or_fails_is_not_hindered() -> None:
    async def never() -> Any:
        await asyncio.Event().wait()

    async def failing() -> None:
        raise KeyError

    assert await while_connected(never, asyncio.sleep(0, "done")) == "done"
    with pytest.raises(KeyError):
        await while_connected(never, failing())


async def test_work_that_resists_is_waited_for() -> None:
    async def gone() -> Any:
        return {"type": "http.disconnect"}

    async def stubborn() -> None:
        try:
            await asyncio.sleep(5)
        finally:
            await asyncio.sleep(0.01)
            ended.append("tidied")

    with pytest.raises(ClientGone):
        await while_connected(gone, stubborn())
    assert ended == ["tidied"]
