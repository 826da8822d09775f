"""uvicorn's httptools protocol with limits it lacks: a request head must arrive in time (408) and be small (431)."""

from __future__ import annotations

from asyncio import BaseTransport, TimerHandle, Transport
from typing import Any, ClassVar, Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

TIMEOUT: Final = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
BUSY: Final = b"HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
TOO_LARGE: Final = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


def guarded_protocol(*, head_seconds: float, head_bytes: int) -> type[HttpToolsProtocol]:
    """Give the protocol class for `uvicorn.Config(http=…)`."""
    return type("GuardedHttp", (GuardedProtocol,), {"head_seconds": head_seconds, "head_bytes": head_bytes})


class GuardedProtocol(HttpToolsProtocol):
    """One connection. From its first moment, and from the first byte of each further request, the head is timed."""

    head_seconds: ClassVar[float] = 4.0
    head_bytes: ClassVar[int] = 32_768

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._timer: TimerHandle | None = None
        self._in_head = True
        self._received = 0  # bytes since the head began that are not a whole head yet
        self._counted = 0  # bytes of the request line and header fields parsed so far
        self._refused = False

    def connection_made(self, transport: BaseTransport) -> None:
        """Start the clock of the first head."""
        super().connection_made(cast("Transport", transport))
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what arrived, unless the connection was refused."""
        if self._refused:
            return
        if self._in_head and self._timer is None:
            self._start_clock()
        super().data_received(data)
        if self._in_head and not self._refused:
            self._received += len(data)
            if self._received > self.head_bytes:
                self._refuse(TOO_LARGE)

    def on_message_begin(self) -> None:
        """Begin counting a head."""
        super().on_message_begin()
        self._counted = 0

    def on_url(self, url: bytes) -> None:
        """Count the request target."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a header field."""
        self._count(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """End the head."""
        if self._refused:
            return
        self._in_head = False
        self._received = 0
        self._stop_clock()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Expect the next head; its clock starts with its first byte."""
        self._in_head = True
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """Hand the connection over, unless it was refused or an earlier request on it is still being answered."""
        cycle = cast("RequestResponseCycle | None", self.cycle)
        if cycle is not None and not cycle.response_complete:
            self._refuse(BUSY)
        elif not self._refused:
            super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP, unless something was answered already."""
        if not self._refused:
            super().send_400_response(msg)

    def _count(self, size: int) -> None:
        self._counted += size
        if self._counted > self.head_bytes and not self._refused:
            self._refuse(TOO_LARGE)

    def _refuse(self, answer: bytes) -> None:
        self._refused = True
        self._stop_clock()
        if not self.transport.is_closing():
            self.transport.write(answer)
            self.transport.close()

    def _start_clock(self) -> None:
        self._timer = self.loop.call_later(self.head_seconds, self._late)

    def _stop_clock(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _late(self) -> None:
        self._timer = None
        cycle = cast("RequestResponseCycle | None", self.cycle)
        if cycle is not None and not cycle.response_complete:
            self._start_clock()  # an earlier request of this connection is still being answered
        else:
            self._refuse(TIMEOUT)
