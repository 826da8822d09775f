"""Small application with every outcome the HTTP front must handle; also runs as a program on a free port."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import strawberry
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from strawberry.types import Info

from gateway.executor import executor_class
from gateway.http import Readiness, ServerLimits, SocketLimits, configure_logging, create_app, serve
from gateway.store.errors import StoreError, StoreFault
from schema.errors import ErrorCode, Refusal

EXAMPLES = [
    {
        "title": "Echo 回声",
        "query": "query Echo($text: String!) {\n  echo(text: $text)\n}\n",
        "variables": {"text": "from an example"},
        "headers": {"Authorization": "Bearer sandbox-key"},
    },
    {"title": "Who am I", "query": "query Who {\n  asker\n}\n", "headers": {"Authorization": "Bearer sandbox-key"}},
]


UNDER_WAY: list[None] = []


@contextmanager
def under_way() -> Iterator[None]:
    """Count what is not finished, so that what was cancelled can be told."""
    UNDER_WAY.append(None)
    try:
        yield
    finally:
        UNDER_WAY.pop()


@dataclass
class Context:
    """Who asks."""

    asker: str


async def context_of(request: HTTPConnection) -> Context:
    """Take the credential `Bearer NAME`; `nobody` is refused, `stranger` has no grant, `broken` is a defect.

    `until-TIME` is known until then.
    """
    name = request.headers.get("authorization", "Bearer guest").removeprefix("Bearer ")
    if name == "nobody" or (name.startswith("until-") and time.time() > float(name.removeprefix("until-"))):
        raise Refusal(
            ErrorCode.UNAUTHENTICATED, "this credential is not known", where="Authorization", hint="ask for one"
        )
    if name == "stranger":
        raise Refusal(ErrorCode.FORBIDDEN, "this credential may not ask here")
    if name == "broken":
        raise RuntimeError("the key store is at 10.0.0.7")
    return Context(name)


async def client_name(connection: HTTPConnection) -> str:
    """Give the name in the credential."""
    return (await context_of(connection)).asker


@strawberry.input
class Nested:
    inner: Nested | None = None


@strawberry.type
class Query:
    @strawberry.field
    async def asker(self, info: Info[Context, None]) -> str:
        return info.context.asker

    @strawberry.field
    def echo(self, text: str) -> str:
        return text

    @strawberry.field
    def number(self, value: int = 1) -> int:
        return value

    @strawberry.field
    def day(self, value: date) -> date:
        return value

    @strawberry.field
    def nest(self, value: Nested) -> int:
        return 1

    @strawberry.field
    async def slow(self, seconds: float) -> str:
        with under_way():
            await asyncio.sleep(seconds)
        return "done"

    @strawberry.field
    def many(self, characters: int) -> str:
        return "x" * characters

    @strawberry.field
    def under_way(self) -> int:
        return len(UNDER_WAY)

    @strawberry.field
    def refuse(self) -> str | None:
        raise Refusal(ErrorCode.INVALID_IDENTIFIER, "the check digit is wrong", where="subject.value", hint="write …X")

    @strawberry.field
    def fail(self) -> str | None:
        raise RuntimeError("password=hunter2 at 10.0.0.7 for 110101199003070011")

    @strawberry.field
    def unread(self) -> int | None:
        """Fail as a store that does not answer does."""
        raise StoreError(StoreFault.STORE_BUSY, "the database at 10.0.0.7 gave no answer", "see hunter2")

    @strawberry.field
    def surrogate(self) -> str:
        return "\ud800"

    @strawberry.field
    def misfit(self) -> int | None:
        return "secret"  # type: ignore[return-value]  # the defect is the point


@strawberry.type
class Mutation:
    @strawberry.mutation
    def touch(self) -> bool:
        return True


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def ticks(self) -> AsyncGenerator[int, None]:
        yield 1

    @strawberry.subscription
    async def count(self, to: int, pause: float = 0.0) -> AsyncGenerator[int, None]:
        with under_way():
            for number in range(to):
                await asyncio.sleep(pause)
                yield number

    @strawberry.subscription
    async def refused(self) -> AsyncGenerator[int, None]:
        yield 1
        raise Refusal(ErrorCode.FORBIDDEN, "no more for this credential")

    @strawberry.subscription
    async def broken(self) -> AsyncGenerator[int, None]:
        yield 1
        raise RuntimeError("password=hunter2")


def sample_schema() -> strawberry.Schema:
    """Build the schema."""
    return strawberry.Schema(Query, Mutation, Subscription, execution_context_class=executor_class())


async def not_ready() -> Readiness:
    """Say why no request should come."""
    return Readiness(("the store is not open",))


def sample_app(**options: Any) -> Starlette:
    """Build the application; `options` go to `create_app`."""
    defaults: dict[str, Any] = {"schema": sample_schema(), "context_factory": context_of, "page": False}
    return create_app(**{**defaults, **options})


def announce(host: str, port: int) -> None:
    """Tell the parent process where to ask."""
    sys.stdout.write(f"http://{host}:{port}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    configure_logging("INFO")
    page, port = sys.argv[1] == "page", int(sys.argv[2])
    sockets = SocketLimits(
        origins=frozenset({"https://approvals.example"}),
        message_bytes=8_192,
        init_seconds=0.6,
        idle_seconds=1.0,
        ping_seconds=1.5,
        send_seconds=0.6,
        operations=3,
        sockets=12,
        client_sockets=8,
        frames_per_second=40,
    )
    app = sample_app(
        page=page,
        examples=EXAMPLES if page else (),
        body_seconds=0.6,
        sockets=sockets,
        client_name=client_name,
    )
    quick = ServerLimits(
        head_seconds=0.6,
        head_bytes=8_192,
        target_bytes=2_048,
        answer_seconds=1,
        idle_seconds=1,
        drain_seconds=3,
        connections_per_address=40,
    )
    serve(app, "127.0.0.1", port, on_started=announce, limits=quick, sockets=sockets)
