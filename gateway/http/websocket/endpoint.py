"""The WebSocket endpoint: which handshakes are taken, and the session that follows."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from gateway.http.admission import Admission
from gateway.http.negotiation import JSON
from gateway.http.responses import refused
from gateway.http.websocket.caller import Callers
from gateway.http.websocket.closing import CloseCode
from gateway.http.websocket.door import Door, Place
from gateway.http.websocket.guard import DRAINING
from gateway.http.websocket.limits import SocketLimits
from gateway.http.websocket.messages import PROTOCOL
from gateway.http.websocket.origin import check_origin
from gateway.http.websocket.session import Session
from schema.errors import Refusal

log = logging.getLogger(__name__)


class SocketEndpoint:
    """ASGI application of the WebSockets of one path."""

    def __init__(self, admission: Admission, callers: Callers, limits: SocketLimits) -> None:
        self._admission = admission
        self._callers = callers
        self._limits = limits
        self._door = Door(limits.sockets, limits.client_sockets)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one handshake, and what is asked on the socket."""
        socket = WebSocket(scope, receive, send)
        headers = Headers(scope=scope)
        try:
            check_origin(headers.get("origin"), headers.get("host"), self._limits.origins)
            with self._door.entered(socket.client.host if socket.client else None) as place:
                await self._serve(socket, place)
        except Refusal as refusal:
            log.info("socket refused", extra={"code": refusal.code.value})
            with suppress(WebSocketDisconnect):
                await socket.send_denial_response(refused(refusal, JSON))

    async def _serve(self, socket: WebSocket, place: Place) -> None:
        try:
            if PROTOCOL not in socket.scope["subprotocols"]:
                await socket.accept()
                await socket.close(CloseCode.SUBPROTOCOL_NOT_ACCEPTABLE, f"Subprotocol not acceptable, use {PROTOCOL}")
                return
            await socket.accept(PROTOCOL)
        except WebSocketDisconnect:
            return
        session = Session(socket, place, admission=self._admission, callers=self._callers, limits=self._limits)
        draining: asyncio.Event | None = socket.scope.get("state", {}).get(DRAINING)
        if draining is None:
            await session.run()
            return
        ending = asyncio.create_task(_drain_when(draining, session))
        try:
            await session.run()
        finally:
            ending.cancel()


async def _drain_when(draining: asyncio.Event, session: Session) -> None:
    await draining.wait()
    await session.drain()
