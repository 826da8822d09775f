"""The court's register of a unit's cases: actions in the public interest, and judgments; REST, JSON."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.chance import chance
from connectors.sandbox.dirt import written_date, written_number
from connectors.sandbox.litigation import CourtJudgment, PublicAction
from connectors.sandbox.model import Subject
from connectors.sandbox.sources.base import Body, HttpSource, Ledger, json_reply, unusable
from connectors.sandbox.words import COURT_CASE_KIND, PUBLIC_INTEREST
from connectors.sandbox.world import World


class PublicInterestRegister(HttpSource):
    """`GET /litigation/v1/cases`."""

    slug = "public-interest"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._ledger = Ledger(
            known={each.code: self._answer(each) for each in world.subjects if each.actions or each.judgments},
            absent=lambda code: self._envelope(code, [], []),
            keyless=lambda body: {"code": "0000", "dataTime": body["dataTime"]},
            overstated=_overstated,
        )

    def routes(self) -> list[Route]:
        """Give the endpoint."""
        return [Route("/litigation/v1/cases", self._ask, methods=["GET"])]

    async def _ask(self, request: Request) -> Response:
        code = request.query_params.get("party")
        return json_reply(self._ledger.answer(code, self.fault.mode)) if code else unusable("party 必填")

    def _envelope(self, code: str, actions: list[Body], judgments: list[Body]) -> Body:
        return {
            "code": "0000",
            "message": "成功",
            "party": code,
            "dataTime": self.world.data_time,
            "actions": {"total": len(actions), "rows": actions},
            "judgments": {"total": len(judgments), "rows": judgments},
        }

    def _answer(self, subject: Subject) -> Body:
        return self._envelope(
            subject.code,
            [self._action(subject, item) for item in subject.actions],
            [self._judgment(subject, item) for item in subject.judgments],
        )

    def _action(self, subject: Subject, item: PublicAction) -> Body:
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

    def _judgment(self, subject: Subject, item: CourtJudgment) -> Body:
        clerk = chance(self.world.seed, "judgments", item.id)
        return {
            "documentId": f"CPWS-{item.id}",
            "partyCode": subject.code,
            "partyName": subject.unit.name,
            "caseType": COURT_CASE_KIND[item.case],
            "caseNo": written_number(item.number, clerk),
            "partyRole": item.role,
            "outcome": item.outcome,
            "judgedOn": written_date(item.judged, clerk),
            "effect": item.effect,
            "effectiveOn": written_date(item.effective, clerk),
            "publishedOn": written_date(item.published, clerk),
            "courtName": item.court.name_zh,
            "courtCode": item.court.code,
        }


def _overstated(body: Body) -> Body:
    """Promise one judgment more than there is."""
    judgments = body["judgments"]
    return {**body, "judgments": {**judgments, "total": judgments["total"] + 1}}
