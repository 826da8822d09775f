"""ASGI middleware: requests for a host this gateway is not are refused, against rebinding of names (RFC 9110, 7.4)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from gateway.http.health import HEALTH_PATHS
from gateway.http.negotiation import JSON
from gateway.http.refusals import HttpRefusal
from gateway.http.responses import refused

_REQUESTS: Final = frozenset({"http", "websocket"})


class Hosts:
    """Answers for `hosts` only, any if there are none; health routes are asked by address, so they are exempt.

    A host is written as in a `Host` header; the port counts if it is written. No address is ever made of a `Host`.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        refusal = self._refusal(scope) if scope["type"] in _REQUESTS and scope["path"] not in HEALTH_PATHS else None
        if refusal is None:
            await self._app(scope, receive, send)
        else:
            await refused(refusal, JSON)(scope, receive, send)

    def _refusal(self, scope: Scope) -> HttpRefusal | None:
        written = [value for name, value in scope["headers"] if name == b"host"]
        if len(written) > 1 or (not written and scope["http_version"] != "1.0"):
            return HttpRefusal(400, "a request names one host", where="Host", hint="send one Host header")
        if not self._hosts or (written and self._is_ours(written[0].decode("latin-1").lower())):
            return None
        return HttpRefusal(421, "this gateway is not that host", where="Host", hint="ask by the name the operator gave")

    def _is_ours(self, host: str) -> bool:
        name, colon, port = host.rpartition(":")
        bare = name if colon and port.isdigit() else host
        return host in self._hosts or bare in self._hosts
