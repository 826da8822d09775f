"""ASGI middleware: a request body that arrives late is answered 408; one left unread closes the connection."""

from __future__ import annotations

import asyncio
from typing import Final

import orjson
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from schema.errors import ErrorCode

_LATE: Final = orjson.dumps(
    {
        "errors": [
            {
                "message": "the request body did not arrive in time",
                "extensions": {"code": ErrorCode.BAD_REQUEST.value, "hint": "send the whole body at once"},
            }
        ]
    }
)


class BodyDeadline:
    """Gives the whole body of each request `seconds` to arrive."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        exchange = _Exchange(scope, receive, send, asyncio.get_running_loop().time() + self._seconds)
        try:
            await self._app(scope, exchange.receive, exchange.send)
        except _Late:
            if exchange.started:
                raise
            await exchange.answer_late()


class _Late(Exception):  # noqa: N818 - it is the client that is late
    pass


class _Exchange:
    def __init__(self, scope: Scope, receive: Receive, send: Send, end: float) -> None:
        headers = Headers(scope=scope)
        self._receive = receive
        self._send = send
        self._end = end
        self._complete = headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers
        self.started = False

    async def receive(self) -> Message:
        if self._complete:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._end):
                message = await self._receive()
        except TimeoutError:
            raise _Late from None
        self._complete = message["type"] == "http.disconnect" or not message.get("more_body")
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            if not self._complete:
                MutableHeaders(scope=message)["connection"] = "close"
        await self._send(message)

    async def answer_late(self) -> None:
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(_LATE)).encode())]
        await self.send({"type": "http.response.start", "status": 408, "headers": headers})
        await self.send({"type": "http.response.body", "body": _LATE})
