"""uvicorn's httptools protocol with the limits it lacks: heads, pipelines, connections an address, slow readers."""

from __future__ import annotations

from asyncio import BaseTransport, TimerHandle, Transport
from collections import Counter
from collections.abc import Iterable
from typing import Any, ClassVar, Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from gateway.access.networks import Network, within
from gateway.http.limits import ServerLimits
from gateway.http.security import HEADERS

_VERSIONS: Final = frozenset({"1.0", "1.1"})


def _answer(status: str, *more: str) -> bytes:
    headers = (
        "connection: close",
        "content-length: 0",
        *more,
        *(f"{name}: {value}" for name, value in HEADERS.items()),
    )
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode()


BAD_REQUEST: Final = _answer("400 Bad Request")
TIMEOUT: Final = _answer("408 Request Timeout")
TARGET_TOO_LONG: Final = _answer("414 URI Too Long")
TOO_MANY: Final = _answer("429 Too Many Requests", "retry-after: 1")
TOO_LARGE: Final = _answer("431 Request Header Fields Too Large")
FULL: Final = _answer("503 Service Unavailable", "retry-after: 1")


def guarded_protocol(limits: ServerLimits, proxies: Iterable[Network] = ()) -> type[GuardedProtocol]:
    """Give the protocol class for `uvicorn.Config(http=…)`; `proxies` may have any number of connections."""
    shared = {"limits": limits, "proxies": tuple(proxies), "addresses": Counter()}
    return type("GuardedHttp", (GuardedProtocol,), shared)


class GuardedProtocol(HttpToolsProtocol):
    """One connection. From its first moment, and from the first byte of each further request, the head is timed."""

    limits: ClassVar[ServerLimits] = ServerLimits()
    proxies: ClassVar[tuple[Network, ...]]
    addresses: ClassVar[Counter[str]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._timer: TimerHandle | None = None
        self._in_head = True
        self._received = 0  # bytes since the head began that are not a whole head yet
        self._ended = False  # a message ended within what is being parsed
        self._counted = 0  # bytes of the request line and header fields parsed so far
        self._deaf = False  # refused, or told that this was the last request
        self._unread_since: float | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Start the clock of the first head, unless there are too many connections."""
        super().connection_made(cast("Transport", transport))
        address = self.client[0] if self.client else ""
        self.addresses[address] += 1
        if self.addresses[address] > self.limits.connections_per_address and not within(address, self.proxies):
            self._refuse(TOO_MANY)
        elif len(self.connections) > self.limits.connections:
            self._refuse(FULL)
        else:
            self._start_clock()

    def drop_slow_reader(self, now: float) -> None:
        """Cut the connection if what was answered has not been read for too long; to be called every second."""
        if self.transport.get_write_buffer_size() == 0:
            self._unread_since = None
        elif self._unread_since is None:
            self._unread_since = now
        elif now - self._unread_since >= self.limits.answer_seconds:
            self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock, and count the connection no more."""
        self._stop_clock()
        self._forget()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse what arrived, unless nothing more is heard."""
        if self._deaf:
            return
        if self._in_head and self._timer is None:
            self._start_clock()
        self._ended = False
        super().data_received(data)
        if self._in_head and not self._ended and not self._deaf:
            self._received += len(data)
            if self._received > self.limits.head_bytes:
                self._refuse(TOO_LARGE)

    def on_message_begin(self) -> None:
        """Begin counting a head."""
        if not self._deaf:
            super().on_message_begin()
            self._counted = 0

    def on_url(self, url: bytes) -> None:
        """Count the request target."""
        if self._deaf:
            return
        self._count(len(url))
        super().on_url(url)
        if len(self.url) > self.limits.target_bytes:
            self._refuse(TARGET_TOO_LONG)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a header field; one after the body (RFC 9110, 6.5.1) is no part of what is asked, and is left out."""
        if self._deaf:
            return
        self._count(len(name) + len(value))
        if not self._in_head:
            return
        super().on_header(name, value)
        if len(self.headers) > self.limits.head_fields:
            self._refuse(TOO_LARGE)

    def on_headers_complete(self) -> None:
        """End the head; one too many in line is not heard, and the one before it is the last of its connection."""
        if self._deaf:
            return
        self._in_head = False
        self._received = 0
        self._stop_clock()
        if self.parser.get_http_version() not in _VERSIONS:
            self._refuse(BAD_REQUEST)
        elif len(self.pipeline) >= self.limits.pipelined:
            self._deaf = True
            self.pipeline[0][0].keep_alive = False
        else:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a piece of a body."""
        if not self._deaf:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """Expect the next head; its clock starts with its first byte."""
        if not self._deaf:
            self._in_head = self._ended = True
            super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        """Hand the connection over, unless it was refused or an earlier request on it is still being answered."""
        cycle = cast("RequestResponseCycle | None", self.cycle)
        if cycle is not None and not cycle.response_complete:
            self._refuse(BAD_REQUEST)
        elif not self._deaf:
            self._forget()
            super().handle_websocket_upgrade()

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's signature
        """Answer what is no HTTP, unless something was answered already."""
        self._refuse(BAD_REQUEST)

    def _forget(self) -> None:
        address = self.client[0] if self.client else ""
        self.addresses[address] -= 1
        if not self.addresses[address]:
            del self.addresses[address]

    def _count(self, size: int) -> None:
        self._counted += size
        if self._counted > self.limits.head_bytes:
            self._refuse(TOO_LARGE)

    def _refuse(self, answer: bytes) -> None:
        if self._deaf:
            return
        self._deaf = True
        self._stop_clock()
        if not self.transport.is_closing():
            self.transport.write(answer)
            self.transport.close()

    def _start_clock(self) -> None:
        self._timer = self.loop.call_later(self.limits.head_seconds, self._late)

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
