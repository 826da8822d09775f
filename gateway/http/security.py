"""Response headers that keep browsers strict: content policy, no sniffing, no framing, no storing of answers."""

from __future__ import annotations

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

HEADERS: Final = {
    "content-security-policy": NOTHING,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


_RAW: Final = tuple((name.encode(), value.encode()) for name, value in HEADERS.items())
_STARTS: Final = frozenset({"http.response.start", "websocket.http.response.start"})


class SecurityHeaders:
    """ASGI middleware: adds each header the response does not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def with_headers(message: Message) -> None:
            if message["type"] in _STARTS:
                present = list(message.get("headers", ()))
                names = {name.lower() for name, _ in present}
                message["headers"] = [*present, *(pair for pair in _RAW if pair[0] not in names)]
            await send(message)

        await self._app(scope, receive, with_headers)
