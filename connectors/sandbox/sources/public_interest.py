"""The court's register of actions in the public interest; REST, JSON."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.chance import chance
from connectors.sandbox.dirt import written_date, written_number
from connectors.sandbox.litigation import PublicAction
from connectors.sandbox.model import Subject
from connectors.sandbox.sources.base import Body, HttpSource, Ledger, json_reply, unusable
from connectors.sandbox.words import PUBLIC_INTEREST
from connectors.sandbox.world import World


class PublicInterestRegister(HttpSource):
    """`GET /gyss/v1/actions`."""

    slug = "public-interest"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._ledger = Ledger(
            known={subject.code: self._answer(subject) for subject in world.subjects if subject.actions},
            absent=lambda code: self._envelope(code, []),
            keyless=lambda body: {"code": "0000", "dataTime": body["dataTime"], "list": []},
            overstated=lambda body: {**body, "total": body["total"] + 1},
        )

    def routes(self) -> list[Route]:
        """Give the endpoint."""
        return [Route("/gyss/v1/actions", self._ask, methods=["GET"])]

    async def _ask(self, request: Request) -> Response:
        code = request.query_params.get("defendant")
        return json_reply(self._ledger.answer(code, self.fault.mode)) if code else unusable("defendant 必填")

    def _envelope(self, code: str, rows: list[Body]) -> Body:
        return {
            "code": "0000",
            "message": "成功",
            "defendant": code,
            "total": len(rows),
            "dataTime": self.world.data_time,
            "list": rows,
        }

    def _answer(self, subject: Subject) -> Body:
        return self._envelope(subject.code, [self._row(subject, item) for item in subject.actions])

    def _row(self, subject: Subject, item: PublicAction) -> Body:
        clerk = chance(self.world.seed, "public-interest", item.id)
        return {
            "actionId": f"GYSS-{item.id}",
            "defendantCode": subject.code,
            "defendantName": subject.unit.name,
            "actionType": PUBLIC_INTEREST[item.interest],
            "caseNo": written_number(item.number, clerk),
            "plaintiff": item.plaintiff,
            "plaintiffCode": item.plaintiff_code or None,
            "claim": item.claim,
            "filedOn": written_date(item.filed, clerk),
            "judgedOn": written_date(item.judged, clerk) if item.judged else None,
            "judgmentNo": written_number(item.judgment, clerk) if item.judgment else None,
            "result": item.result,
            "courtName": item.court.name_zh,
            "courtCode": item.court.code,
        }
