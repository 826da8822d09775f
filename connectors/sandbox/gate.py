"""Stands before a source: counts, wants the credential, and does what the fault in force says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from random import Random

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from connectors.sandbox.chance import chance
from connectors.sandbox.faults import Mode
from connectors.sandbox.sources.base import HttpSource, json_reply

OVERSIZED_BYTES = 64 * 1024 * 1024
_CHUNK = b"9" * (256 * 1024)
_NOT_FOUND = "<html>\r\n<head><title>404 Not Found</title></head>\r\n<body><h1>404 Not Found</h1></body>\r\n</html>\r\n"


class Gate:
    """ASGI application of one source, faults included."""

    def __init__(self, source: HttpSource) -> None:
        self._source = source
        self._inner = Starlette(routes=source.routes(), exception_handlers={404: _not_found})
        self._noise: Random = chance(source.slug, "garbage")
        self._turn = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        source = self._source
        source.requests += 1
        if source.fault.mode is Mode.HANG:
            await _until_gone(receive)
            return
        if source.fault.mode is Mode.SLOW:
            await asyncio.sleep(source.fault.ms / 1000)
        if source.fault.mode is Mode.TRUNCATED and source.cuts_body:
            send = _cutting(send)
        answer = self._faulty() or self._refused(Request(scope)) or self._inner
        await answer(scope, receive, send)

    def _faulty(self) -> Response | None:
        match self._source.fault.mode:
            case Mode.GARBAGE:
                return self._garbage()
            case Mode.MOVED:
                return HTMLResponse(_NOT_FOUND, status_code=404)
            case Mode.ERROR:
                return self._source.own_error()
            case Mode.REDIRECT:
                return RedirectResponse("http://elsewhere.invalid/login", status_code=302)
            case Mode.OVERSIZED:
                return StreamingResponse(_flood(), media_type=self._source.media_type)
            case _:
                return None

    def _refused(self, request: Request) -> Response | None:
        if self._source.admits(request):
            return None
        return json_reply({"code": "0401", "message": "接入密钥无效"}, status=401)

    def _garbage(self) -> Response:
        self._turn += 1
        content = self._source.half_answer() if self._turn % 2 else self._noise.randbytes(512)
        return Response(content, media_type=self._source.media_type)


async def _not_found(_request: Request, _error: Exception) -> Response:
    return HTMLResponse(_NOT_FOUND, status_code=404)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _flood() -> AsyncIterator[bytes]:
    for _ in range(OVERSIZED_BYTES // len(_CHUNK)):
        yield _CHUNK


def _cutting(send: Send) -> Send:
    """Send half of every body and never end it, so that the connection closes before Content-Length."""

    async def cut(message: Message) -> None:
        if message["type"] == "http.response.body":
            body = message.get("body", b"")
            message = {"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True}
        await send(message)

    return cut
