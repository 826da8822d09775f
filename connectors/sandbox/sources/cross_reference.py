"""The port office's cross-reference from credit code to customs code; REST, no records."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.sources.base import BearerSource, Body, Ledger, json_reply, unusable
from connectors.sandbox.world import World


class CrossReference(BearerSource):
    """`GET /xref/v1/customs-code`."""

    slug = "cross-reference"
    cuts_body = True

    def __init__(self, world: World) -> None:
        super().__init__(world)
        known: dict[str, Body] = {
            subject.code: {
                "found": True,
                "code": subject.code,
                "customsCode": subject.unit.codes.customs,
                "from": subject.unit.established.isoformat(),
                "to": None,
                "dataTime": world.data_time,
            }
            for subject in world.subjects
            if subject.unit.has_customs_code
        }
        self._ledger = Ledger(
            known=known,
            absent=lambda code: {"found": False, "code": code, "dataTime": world.data_time},
            keyless=lambda _: {"dataTime": world.data_time},
            overstated=lambda body: body,
        )

    def routes(self) -> list[Route]:
        """Give the endpoint."""
        return [Route("/xref/v1/customs-code", self._ask, methods=["GET"])]

    async def _ask(self, request: Request) -> Response:
        code = request.query_params.get("uscc")
        return json_reply(self._ledger.answer(code, self.fault.mode)) if code else unusable("uscc 必填")
