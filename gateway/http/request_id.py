"""Request ids, one log line a request, and the last line of defence against unforeseen exceptions."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final
from uuid import uuid4

import orjson
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.http.errors import internal_error

log = logging.getLogger(__name__)

_WELL_FORMED: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
_current: ContextVar[str | None] = ContextVar("request_id", default=None)


def current_request_id() -> str | None:
    """Give the id of the request being answered, or None outside one."""
    return _current.get()


@contextmanager
def answering(offered: str) -> Iterator[str]:
    """Give the id under which a request is answered meanwhile: the one offered if it is well formed, or a new one."""
    request_id = offered if _WELL_FORMED.fullmatch(offered) else uuid4().hex
    token = _current.set(request_id)
    try:
        yield request_id
    finally:
        _current.reset(token)


class RequestIds:
    """ASGI middleware: takes a well-formed `X-Request-Id` or makes one, returns it, and logs the outcome.

    A WebSocket has the id of its handshake; its operations have ids of their own.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request under its id."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        with answering(Headers(scope=scope).get("x-request-id", "")) as request_id:
            sender = _Sender(send, request_id)
            await (self._answer if scope["type"] == "http" else self._app)(scope, receive, sender)

    async def _answer(self, scope: Scope, receive: Receive, sender: _Sender) -> None:
        started = time.perf_counter()
        try:
            await self._app(scope, receive, sender)
        except Exception:
            log.exception("request failed")
            if sender.status is not None:
                raise
            body = orjson.dumps({"errors": [internal_error()]})
            await Response(body, 500, media_type="application/json")(scope, receive, sender)
        finally:
            spent = round((time.perf_counter() - started) * 1000, 2)
            facts = {"method": scope["method"], "path": scope["path"][:200], "status": sender.status, "ms": spent}
            log.info("answered", extra=facts)


_STARTS: Final = frozenset({"http.response.start", "websocket.http.response.start", "websocket.accept"})


class _Sender:
    def __init__(self, send: Send, request_id: str) -> None:
        self._send = send
        self._request_id = request_id
        self.status: int | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] in _STARTS:
            self.status = message.get("status", 101)
            message.setdefault("headers", [])
            MutableHeaders(scope=message)["x-request-id"] = self._request_id
        await self._send(message)
