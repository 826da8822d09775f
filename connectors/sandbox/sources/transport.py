"""The transport departments' highway-construction grades, national and of two provinces; REST, JSON."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.chance import chance
from connectors.sandbox.dirt import written_date, written_number
from connectors.sandbox.model import Grade, Subject
from connectors.sandbox.sources.base import Body, HttpSource, Ledger, json_reply, unusable
from connectors.sandbox.world import World

_NATIONAL = "国家公路建设信用管理机构（样例）"


class Transport(HttpSource):
    """`GET /highway/v1/evaluations`."""

    slug = "transport"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._ledger = Ledger(
            known={subject.code: self._answer(subject) for subject in world.subjects if subject.highway},
            absent=lambda code: self._envelope(code, []),
            keyless=lambda body: {"dataTime": body["dataTime"], "rows": []},
            overstated=lambda body: {**body, "total": body["total"] + 1},
        )

    def routes(self) -> list[Route]:
        """Give the endpoint."""
        return [Route("/highway/v1/evaluations", self._ask, methods=["GET"])]

    async def _ask(self, request: Request) -> Response:
        code = request.query_params.get("uscc")
        return json_reply(self._ledger.answer(code, self.fault.mode)) if code else unusable("uscc 必填")

    def _envelope(self, code: str, rows: list[Body]) -> Body:
        return {"asked": code, "total": len(rows), "dataTime": self.world.data_time, "rows": rows}

    def _answer(self, subject: Subject) -> Body:
        return self._envelope(subject.code, [self._row(subject, item) for item in subject.highway])

    def _row(self, subject: Subject, item: Grade) -> Body:
        clerk = chance(self.world.seed, "transport", subject.code, item.year)
        region = item.issuer.region if item.issuer else "100000"
        return {
            "id": f"JT-{region}-{item.year}-{subject.code[8:17]}",
            "uscc": subject.code,
            "unitName": subject.unit.name,
            "grade": item.grade,
            "year": item.year,
            "scope": "province" if item.issuer else "national",
            "regionCode": region,
            "issuer": item.issuer.name_zh if item.issuer else _NATIONAL,
            "issuerCode": item.issuer.code if item.issuer else "",
            "evalDate": written_date(item.decided, clerk),
            "docNo": written_number(f"公路信评〔{item.decided.year}〕{region[:2]}号", clerk),
        }
