"""A department of recorded answers on a real socket; a check may put another answer, or none, in the place of each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from enum import Enum, auto

import msgspec
from aiohttp import web
from lxml import etree

from connectors.contract.cases import Exchanged

_DRIP_SECONDS = 0.05
_SETTLING_SECONDS = 0.01  # in which sockets cut off close on both sides
_TURNS = 5  # of the loop, in which connections being accepted come to be


class Trouble(Enum):
    """What a department does instead of answering."""

    HANG = auto()
    DRIP = auto()
    CUT = auto()
    RESET = auto()


Answer = Exchanged | Trouble
Override = Callable[[int, Exchanged], Answer]  # by the place of the exchange in the case


@dataclass
class Department:
    """What the department saw: requests it has no answer for, all it answered by place, and hang-ups."""

    exchanges: Sequence[Exchanged] = ()
    override: Override | None = None
    secrets: Sequence[str] = ()
    unknown: list[str] = field(default_factory=list)
    seen: list[int] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    hung_up: asyncio.Event = field(default_factory=asyncio.Event)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    troubled: bool = False

    def expect(self, exchanges: Sequence[Exchanged], override: Override | None = None) -> None:
        """Answer from these exchanges from now on."""
        self.exchanges, self.override = exchanges, override
        self.unknown, self.seen, self.leaked = [], [], []
        self.hung_up, self.asked = asyncio.Event(), asyncio.Event()

    def find(self, method: str, target: str, body: bytes) -> int | None:
        """Give the place of the exchange a request is, one not yet seen before one that was."""
        plain = _without(target, self.secrets)
        if plain != target:
            self.leaked.append("a credential stands in a URL")
        same = [
            place
            for place, item in enumerate(self.exchanges)
            if item.method == method
            and item.target == plain
            and (item.credential or same_body(_without_bytes(body, self.secrets), item.request_body or b""))
        ]
        return next((place for place in same if place not in self.seen), same[0] if same else None)

    def answer(self, place: int) -> Answer:
        """Give the answer to the exchange at a place."""
        recorded = self.exchanges[place]
        return recorded if self.override is None else self.override(place, recorded)


@asynccontextmanager
async def replaying(secrets: Sequence[str]) -> AsyncIterator[tuple[str, Department]]:
    """Listen on a port of the loopback address; gives the address and the department."""
    department = Department(secrets=secrets)

    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        try:
            return await _answered(department, request)
        except asyncio.CancelledError:
            department.hung_up.set()
            raise

    server = web.Server(handle, access_log=None, handler_cancellation=True)
    runner = web.ServerRunner(server, shutdown_timeout=0.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}", department
    finally:
        for _ in range(_TURNS):
            await asyncio.sleep(0)
        open_now = [connection.transport for connection in server.connections]
        await runner.cleanup()
        for transport in open_now:
            if transport is not None:
                transport.abort()
        await asyncio.sleep(_SETTLING_SECONDS if department.troubled else 0)


async def _answered(department: Department, request: web.BaseRequest) -> web.StreamResponse:
    body = await request.read()
    place = department.find(request.method, request.raw_path, body)
    if place is None:
        department.unknown.append(f"{request.method} {_without(request.raw_path, department.secrets)}")
        return web.Response(status=421, text="no such exchange was recorded")
    department.seen.append(place)
    department.asked.set()
    answer = department.answer(place)
    if isinstance(answer, Exchanged):
        return web.Response(status=answer.status, headers=dict(answer.headers), body=answer.body)
    department.troubled = True
    return await _trouble(answer, request, department.exchanges[place])


async def _trouble(kind: Trouble, request: web.BaseRequest, recorded: Exchanged) -> web.StreamResponse:
    if kind is Trouble.HANG:
        await asyncio.Event().wait()
    if request.transport is not None and kind is Trouble.RESET:
        request.transport.abort()
        return web.Response()
    response = web.StreamResponse(status=recorded.status, headers=dict(recorded.headers))
    response.content_length = max(2, len(recorded.body))
    await response.prepare(request)
    with suppress(ConnectionError):
        if kind is Trouble.CUT:
            await response.write(recorded.body[: len(recorded.body) // 2])
            if request.transport is not None:
                request.transport.close()
        while kind is Trouble.DRIP:
            await response.write(b" ")
            await asyncio.sleep(_DRIP_SECONDS)
    return response


def replaced(recorded: Exchanged, body: bytes) -> Exchanged:
    """Give the same answer with another body."""
    headers = {name: value for name, value in recorded.headers.items() if name.lower() != "content-length"}
    return replace(recorded, body=body, headers=headers)


def same_body(sent: bytes, recorded: bytes) -> bool:
    """Tell whether two bodies say the same: compared as JSON or XML where they are such."""
    if sent == recorded:
        return True
    try:
        return bool(msgspec.json.decode(sent) == msgspec.json.decode(recorded))
    except (msgspec.DecodeError, UnicodeError):
        pass
    try:
        left, right = (etree.canonicalize(body.decode(), strip_text=True) for body in (sent, recorded))
    except (etree.XMLSyntaxError, ValueError):
        return False
    return bool(left == right)


def _without(text: str, secrets: Sequence[str]) -> str:
    for secret in secrets:
        text = text.replace(secret, "***")
    return text


def _without_bytes(body: bytes, secrets: Sequence[str]) -> bytes:
    for secret in secrets:
        body = body.replace(secret.encode(), b"***")
    return body
