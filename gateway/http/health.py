"""Health routes: `/livez` says the process answers, `/readyz` whether it can give guidance."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

_LIVE, _READY = "/livez", "/readyz"
HEALTH_PATHS: Final = frozenset({_LIVE, _READY})


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether requests should be sent here; `reasons` say in words why not, and name no internals."""

    reasons: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Tell whether nothing stands against it."""
        return not self.reasons


ReadinessCheck = Callable[[], Awaitable[Readiness]]


def health_routes(check: ReadinessCheck) -> list[Route]:
    """Give the two routes; `check` is awaited on each `/readyz` (200, or 503 with the reasons)."""

    async def livez(_: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_: Request) -> Response:
        found = await check()
        body = orjson.dumps({"ready": found.ready, "reasons": found.reasons})
        return Response(body, 200 if found.ready else 503, media_type="application/json")

    return [Route(_LIVE, livez), Route(_READY, readyz)]
