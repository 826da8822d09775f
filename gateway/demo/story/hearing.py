"""The approval system of the story: takes webhooks, and keeps those whose signature holds."""

from __future__ import annotations

import hmac
import secrets
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import orjson

from gateway.delivering.signing import PREFIX, read_secret, signed_headers

_PATIENCE_SECONDS = 30.0
_SECRET_BYTES = 32


class Hearer:
    """Hears webhooks on this machine, under a secret of its own; `news` are the messages that hold, oldest first."""

    def __init__(self) -> None:
        self.secret = PREFIX + b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()
        self.news: list[dict[str, Any]] = []
        self._heard = threading.Condition()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (_Handler,), {"hearer": self}))
        self.url = f"http://127.0.0.1:{self._server.server_port}/hooks/tally"

    def take(self, message: str, second: str, signature: str, body: bytes) -> bool:
        """Keep a message if its signature holds, and tell whether it does."""
        at = datetime.fromtimestamp(int(second), UTC)
        expected = signed_headers(message, at, body, [read_secret(self.secret)])["webhook-signature"]
        if not hmac.compare_digest(expected, signature):
            return False
        with self._heard:
            self.news.append(orjson.loads(body))
            self._heard.notify_all()
        return True

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any] | None:
        """Give the first message wanted, waiting for it; None if it does not come."""

        def found() -> dict[str, Any] | None:
            return next((each for each in self.news if wanted(each)), None)

        with self._heard:
            self._heard.wait_for(lambda: found() is not None, _PATIENCE_SECONDS)
            return found()

    @contextmanager
    def hearing(self) -> Iterator[None]:
        """Hear while the block runs."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._server.shutdown()
            self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    hearer: ClassVar[Hearer]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        message, second, signature = (
            self.headers[f"webhook-{name}"] or "" for name in ("id", "timestamp", "signature")
        )
        self.send_response(204 if self.hearer.take(message, second, signature, body) else 400)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing; what was heard is told by the story."""
