"""A receiver of webhooks that answers as it is told, and verifies signatures with the reference library."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook

SECRET = "whsec_" + "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0"
OTHER = "whsec_" + "b3RoZXItb3RoZXItb3RoZXItb3RoZXItb3Ro"
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Keeps what comes, and answers as the receiver says at the time."""

    receiver: Receiver
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Take a message."""
        body = self.rfile.read(int(self.headers["content-length"]))
        answer = self.receiver.took(dict(self.headers.items()), body)
        with suppress(OSError):
            answer(self)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Receiver:
    """A running receiver; `got` are the messages verified by `secret`, oldest first."""

    def __init__(self, secret: str = SECRET) -> None:
        self.secret = secret
        self.got: list[dict[str, Any]] = []
        self.ids: list[str] = []
        self.answers: list[Answer] = []
        self.otherwise: Answer = status(204)
        self.released = threading.Event()
        self._came = threading.Condition()
        handler = type("Bound", (Handler,), {"receiver": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"

    def took(self, headers: dict[str, str], body: bytes) -> Answer:
        """Verify a message, note it, and say how it is answered."""
        said: dict[str, Any] = Webhook(self.secret).verify(body, headers)
        with self._came:
            self.got.append(said)
            self.ids.append({name.lower(): value for name, value in headers.items()}["webhook-id"])
            self._came.notify_all()
            return self.answers.pop(0) if self.answers else self.otherwise

    def wait(self, holds: Callable[[Receiver], bool], seconds: float = 20.0) -> None:
        """Wait until what came is as wanted."""
        with self._came:
            assert self._came.wait_for(lambda: holds(self), seconds), [each["type"] for each in self.got]

    @contextmanager
    def running(self) -> Iterator[Receiver]:
        """Serve."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.released.set()
            self._server.shutdown()
            self._server.server_close()


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    """Answer with a status."""

    def answer(handler: Handler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def hang(handler: Handler) -> None:
    """Say nothing until the test is over."""
    handler.receiver.released.wait(30)


def garbage(handler: Handler) -> None:
    """Answer what is no HTTP."""
    handler.wfile.write(b"\x00\xffhello\r\n\r\n")
    handler.close_connection = True


def reset(handler: Handler) -> None:
    """Hang up without an answer."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def data(message: dict[str, Any]) -> Any:
    """Give what a message concerns."""
    return json.loads(json.dumps(message["data"]))
