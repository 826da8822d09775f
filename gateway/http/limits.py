"""What one connection, and all of them, may take of the server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerLimits:
    """What one connection may take, and how long shutting down may last; each is the setting `server.` and its name."""

    connections: int = 4_096  # beyond it clients get 503
    connections_per_address: int = 1_024  # except of trusted proxies
    head_seconds: float = 4.0  # for a request's head to arrive
    head_bytes: int = 32_768
    head_fields: int = 100
    target_bytes: int = 16_384  # path and query string
    body_seconds: float = 4.0  # for a request's body to arrive
    answer_seconds: int = 15  # for an answer to be read
    idle_seconds: int = 15  # a kept-alive connection without a request
    pipelined: int = 16  # requests on one connection that wait for their answers
    drain_seconds: int = 10  # for what is being answered when the server is told to stop
