"""Text on one socket: received while there is patience, sent while somebody is there, and the end of it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from contextlib import suppress

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketDisconnected

from gateway.http.websocket.closing import CloseCode, Closing
from gateway.http.websocket.limits import SocketLimits


class Gone(ConnectionError):  # noqa: N818 - it is the client that is gone
    """The socket is closed, so nothing can be sent or received."""


class Wire:
    """An accepted socket. It ends if it is not `initialised` soon, or if it is not used: nothing is `under_way`."""

    def __init__(self, socket: WebSocket, limits: SocketLimits, under_way: Collection[object]) -> None:
        self.scope = socket.scope
        self.initialised = False
        self._socket = socket
        self._limits = limits
        self._under_way = under_way
        self._now = asyncio.get_running_loop().time
        self._opened = self._active = self._now()

    def touch(self) -> None:
        """Note that something happened just now."""
        self._active = self._now()

    async def text(self) -> str:
        """Receive the next message; raises `Gone`, or `Closing` if it is binary or does not come in time."""
        while True:
            try:
                async with asyncio.timeout_at(self._patience()):
                    message = await self._socket.receive()
            except TimeoutError:
                self._check_patience()
                continue
            if message["type"] == "websocket.disconnect":
                raise Gone
            self.touch()
            text: str | None = message.get("text")
            if text is None:
                raise Closing(CloseCode.BAD_REQUEST, "messages are text; this one is binary")
            return text

    async def send(self, text: str) -> None:
        """Send a message; raises `Gone`."""
        try:
            await self._socket.send_text(text)
        except (WebSocketDisconnect, WebSocketDisconnected):
            raise Gone from None

    async def close(self, closing: Closing) -> None:
        """Close the socket, if it is still open."""
        with suppress(WebSocketDisconnect, WebSocketDisconnected):
            await self._socket.close(closing.code, closing.reason)

    def _patience(self) -> float:
        if self.initialised:
            return self._active + self._limits.idle_seconds
        return self._opened + self._limits.init_seconds

    def _check_patience(self) -> None:
        if not self.initialised:
            raise Closing(CloseCode.INITIALISATION_TIMEOUT, "Connection initialisation timeout")
        if not self._under_way:
            raise Closing(CloseCode.NORMAL, "idle for too long; connect again when there is something to ask")
        self.touch()
