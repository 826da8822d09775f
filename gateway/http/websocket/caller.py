"""Who asks on a socket: the credential of the handshake, or the one `connection_init` brings in its place."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import HTTPConnection
from starlette.types import Scope

from gateway.http.endpoint import ContextFactory
from gateway.http.websocket.closing import CloseCode, Closing

ClientName = Callable[[HTTPConnection], Awaitable[str]]
_CREDENTIAL: Final = "authorization"


@dataclass(frozen=True, slots=True)
class Callers:
    """Tells who asks, afresh each time it is asked; both raise `Refusal`.

    `client` names the client, `context` makes the resolvers' context of an operation.
    """

    client: ClientName
    context: ContextFactory


def connection_of(scope: Scope, payload: Mapping[str, Any] | None) -> HTTPConnection:
    """Give the handshake with the `Authorization` of the payload, if it has one; raises `Closing`."""
    offered = [value for name, value in (payload or {}).items() if name.lower() == _CREDENTIAL]
    if not offered:
        return HTTPConnection(scope)
    (value, *more) = offered
    if more or not isinstance(value, str):
        raise Closing(CloseCode.BAD_REQUEST, "payload.Authorization of connection_init must be one text")
    kept = [pair for pair in scope["headers"] if pair[0].lower() != _CREDENTIAL.encode()]
    return HTTPConnection({**scope, "headers": [*kept, (_CREDENTIAL.encode(), value.encode())]})
