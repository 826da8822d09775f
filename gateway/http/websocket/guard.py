"""uvicorn's WebSocket protocol with limits it lacks: on frames a second, on readers that do not read, on slow ends.

It also answers handshakes that are no WebSocket handshakes, logs no addresses of clients or query strings, and lets
operations under way end when the server is told to stop.
"""

from __future__ import annotations

import asyncio
import logging
from asyncio import Task, TimerHandle
from typing import Any, ClassVar, Final

from uvicorn._types import ASGISendEvent  # the type of what an application sends; uvicorn has no public name for it
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame
from websockets.http11 import Request, Response
from websockets.server import ServerProtocol

from gateway.allowance import Allowance
from gateway.http.security import HEADERS
from gateway.http.websocket.closing import CloseCode
from gateway.http.websocket.limits import SocketLimits

log = logging.getLogger(__name__)
log.setLevel(logging.WARNING)  # below it uvicorn and websockets tell paths with their query strings

DRAINING: Final = "draining"  # in the scope's `state`: an event, set when the server is told to stop
CLOSE_SECONDS: Final = 2.0  # for the peer's close frame
GIVE_UP_SECONDS: Final = 5.0  # for everything to be sent once the application has ended


def guarded_socket(limits: SocketLimits) -> type[WebSocketsSansIOProtocol]:
    """Give the protocol class for `uvicorn.Config(ws=…)`."""
    return type("GuardedSocket", (GuardedSocket,), {"limits": limits})


class Handshakes(ServerProtocol):
    """The protocol of RFC 6455, with the headers every response of this server has on those that refuse a handshake."""

    def reject(self, status: int, text: str) -> Response:
        """Give the response to a handshake that is refused."""
        response = super().reject(status, text)
        response.headers.update(HEADERS)
        return response


class GuardedSocket(WebSocketsSansIOProtocol):
    """One connection that was upgraded."""

    limits: ClassVar[SocketLimits] = SocketLimits()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.logger = log
        self.conn = Handshakes(max_size=self.config.ws_max_size, logger=log)
        self.close_timeout = CLOSE_SECONDS
        self._allowance = Allowance(self.limits.frames_per_second, self.loop.time())
        self._draining = asyncio.Event()
        self._unread: TimerHandle | None = None
        self._unsent: TimerHandle | None = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clocks."""
        for timer in (self._unread, self._unsent):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what arrived; answer what is no handshake."""
        super().data_received(data)
        if not self.handshake_initiated and self.conn.handshake_exc is not None:
            refused = self.conn.reject(400, "Failed to open a WebSocket connection: this is no handshake.\n")
            self.transport.write(b"".join(self.conn.data_to_send()) or refused.serialize())
            self.transport.close()

    def handle_connect(self, event: Request) -> None:
        """Tell the application how it learns that the server is to stop."""
        super().handle_connect(event)
        if not self.close_sent:
            self.scope["state"][DRAINING] = self._draining

    def handle_events(self) -> None:
        """Close the socket (1008) of a client that sends too many frames, control frames and fragments too."""
        frames = sum(isinstance(event, Frame) for event in self.conn.events)
        if frames and not self._allowance.take(frames, self.loop.time()):
            self._fail(CloseCode.POLICY_VIOLATION, "too many frames a second")
            return
        super().handle_events()

    def send_receive_event_to_app(self) -> None:
        """Close the socket (1007) of a client whose text is not UTF-8."""
        if self.curr_msg_data_type == "text":
            self.frames = [b"".join(self.frames)]
            try:
                self.frames[0].decode()
            except UnicodeDecodeError:
                self._fail(CloseCode.INVALID_TEXT, "text must be UTF-8")
                return
        super().send_receive_event_to_app()

    async def send(self, message: ASGISendEvent) -> None:
        """Send what the application sends, unless the socket was closed under it."""
        if self.handshake_complete and self.close_sent:
            raise ClientDisconnected
        await super().send(message)

    def handle_parser_exception(self) -> None:
        """Close the socket of a client that breaks RFC 6455, or the connection if no handshake was answered yet."""
        if self.conn.close_sent is not None:
            super().handle_parser_exception()
        else:
            self.queue.put_nowait({"type": "websocket.disconnect", "code": 1006, "reason": ""})
            self.transport.close()

    def pause_writing(self) -> None:
        """Give a client that does not read some seconds, then drop it."""
        super().pause_writing()
        self._unread = self.loop.call_later(self.limits.send_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Forget that the client did not read."""
        super().resume_writing()
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def keepalive_timeout(self) -> None:
        """Drop a client that does not answer a ping."""
        super().keepalive_timeout()
        self.transport.abort()

    def on_task_complete(self, task: Task[None]) -> None:
        """Give what is left some seconds to be sent."""
        super().on_task_complete(task)
        if not self.disconnected:
            self._unsent = self.loop.call_later(GIVE_UP_SECONDS, self.transport.abort)

    def shutdown(self) -> None:
        """Let the application end its operations and close the socket itself."""
        if self.close_sent:
            super().shutdown()
        else:
            self._draining.set()

    def _fail(self, code: CloseCode, reason: str) -> None:
        self.conn.fail(code, reason)
        self.handle_parser_exception()
