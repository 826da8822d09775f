"""The HTTP front: GraphQL over HTTP, GraphiQL, health, request ids, limits on slow and large requests, the server."""

from gateway.http.app import create_app
from gateway.http.health import Readiness
from gateway.http.limits import ServerLimits
from gateway.http.logs import configure_logging
from gateway.http.refusals import HttpRefusal
from gateway.http.request_id import current_request_id
from gateway.http.server import CannotListen, StartFailed, serve
from gateway.http.websocket.limits import SocketLimits

__all__ = [
    "CannotListen",
    "HttpRefusal",
    "Readiness",
    "ServerLimits",
    "SocketLimits",
    "StartFailed",
    "configure_logging",
    "create_app",
    "current_request_id",
    "serve",
]
