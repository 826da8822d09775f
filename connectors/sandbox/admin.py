"""The admin port: faults in, statistics out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.faults import FaultError, Mode
from connectors.sandbox.sources.base import json_reply

if TYPE_CHECKING:
    from connectors.sandbox.town import Town


def admin_app(town: Town) -> Starlette:
    """Make the application of the admin port."""
    admin = _Admin(town)
    return Starlette(
        routes=[
            Route("/faults", admin.listing, methods=["GET"]),
            Route("/faults", admin.reset_all, methods=["DELETE"]),
            Route("/faults/{source}", admin.set_one, methods=["POST"]),
            Route("/faults/{source}", admin.reset_one, methods=["DELETE"]),
            Route("/stats", admin.stats, methods=["GET"]),
        ]
    )


class _Admin:
    def __init__(self, town: Town) -> None:
        self._town = town

    async def listing(self, _request: Request) -> Response:
        faults = self._town.faults
        return json_reply({slug: {"mode": fault.mode, "ms": fault.ms} for slug, fault in faults.items()})

    async def set_one(self, request: Request) -> Response:
        try:
            asked = orjson.loads(await request.body())
        except orjson.JSONDecodeError:
            asked = None
        if not isinstance(asked, dict) or not isinstance(asked.get("mode"), str):
            return json_reply({"error": 'write {"mode": "down"} or {"mode": "slow", "ms": 800}'}, status=400)
        return await self._set(request, asked["mode"], asked.get("ms", 1000))

    async def reset_one(self, request: Request) -> Response:
        return await self._set(request, Mode.OFF, 1000)

    async def reset_all(self, request: Request) -> Response:
        await self._town.calm()
        return await self.listing(request)

    async def stats(self, _request: Request) -> Response:
        return json_reply(self._town.stats)

    async def _set(self, request: Request, mode: str, ms: int) -> Response:
        try:
            await self._town.fault(request.path_params["source"], mode, ms=ms)
        except FaultError as refused:
            return json_reply({"error": str(refused)}, status=400)
        return await self.listing(request)
