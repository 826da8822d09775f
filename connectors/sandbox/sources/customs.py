"""The customs' credit levels; REST, keyed by customs code only, the current level only."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.chance import chance
from connectors.sandbox.dirt import written_date, written_number
from connectors.sandbox.model import Grade, Subject
from connectors.sandbox.sources.base import Body, HttpSource, Ledger, json_reply, unusable
from connectors.sandbox.words import CUSTOMS, CUSTOMS_BEFORE_2026_04
from connectors.sandbox.world import World

NEW_LEVELS = date(2026, 4, 1)  # General Administration of Customs, order 282


class Customs(HttpSource):
    """`GET /credit/v1/level`."""

    slug = "customs"
    cuts_body = True

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._ledger = Ledger(
            known={
                subject.unit.codes.customs: self._answer(subject, subject.customs)
                for subject in world.subjects
                if subject.customs
            },
            absent=lambda code: self._envelope("204", code, None),
            keyless=lambda body: {"resultCode": "200", "dataTime": body["dataTime"]},
            overstated=lambda body: body,
        )

    def routes(self) -> list[Route]:
        """Give the endpoint."""
        return [Route("/credit/v1/level", self._ask, methods=["GET"])]

    def own_error(self) -> Response:
        """Give the customs' error: HTTP 500, and a result code of its own."""
        return json_reply({"resultCode": "500", "message": "系统异常"}, status=500)

    async def _ask(self, request: Request) -> Response:
        code = request.query_params.get("customsCode")
        return json_reply(self._ledger.answer(code, self.fault.mode)) if code else unusable("customsCode 必填")

    def _envelope(self, result: str, code: str, data: Body | None) -> Body:
        return {
            "resultCode": result,
            "customsCode": code,
            "found": data is not None,
            "dataTime": self.world.data_time,
            "data": data,
        }

    def _answer(self, subject: Subject, level: Grade) -> Body:
        code = subject.unit.codes.customs
        clerk = chance(self.world.seed, "customs", code)
        words = CUSTOMS if level.decided >= NEW_LEVELS else CUSTOMS_BEFORE_2026_04
        issuer = AGENCIES["customs"]
        data = {
            "id": f"HG-{code}-{level.decided:%Y%m%d}",
            "customsCode": code,
            "tradeCode": subject.code,
            "tradeName": subject.unit.name,
            "creditLevel": words[level.grade],
            "identifyDate": written_date(level.decided, clerk),
            "docNo": written_number(f"样关认〔{level.decided.year}〕{code[6:]}号", clerk),
            "issuer": issuer.name_zh,
            "issuerCode": issuer.code,
        }
        return self._envelope("200", code, data)
