"""The credit office's register of credit commitments; REST, JSON."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.chance import chance
from connectors.sandbox.commitment import Commitment
from connectors.sandbox.dirt import written_date, written_number
from connectors.sandbox.model import Subject
from connectors.sandbox.sources.base import Body, HttpSource, Ledger, json_reply, unusable
from connectors.sandbox.words import COMMITMENT_KIND, COMMITMENT_STATE
from connectors.sandbox.world import World


class Commitments(HttpSource):
    """`GET /promise/v1/commitments`."""

    slug = "commitments"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._ledger = Ledger(
            known={subject.code: self._answer(subject) for subject in world.subjects if subject.commitments},
            absent=lambda code: self._envelope(code, []),
            keyless=lambda body: {"code": "0000", "dataTime": body["dataTime"], "list": []},
            overstated=lambda body: {**body, "total": body["total"] + 1},
        )

    def routes(self) -> list[Route]:
        """Give the endpoint."""
        return [Route("/promise/v1/commitments", self._ask, methods=["GET"])]

    async def _ask(self, request: Request) -> Response:
        code = request.query_params.get("uscc")
        return json_reply(self._ledger.answer(code, self.fault.mode)) if code else unusable("uscc 必填")

    def _envelope(self, code: str, rows: list[Body]) -> Body:
        return {
            "code": "0000",
            "message": "成功",
            "uscc": code,
            "total": len(rows),
            "dataTime": self.world.data_time,
            "list": rows,
        }

    def _answer(self, subject: Subject) -> Body:
        return self._envelope(subject.code, [self._row(subject, item) for item in subject.commitments])

    def _row(self, subject: Subject, item: Commitment) -> Body:
        clerk = chance(self.world.seed, "commitments", item.id)
        return {
            "cnId": f"CN-{item.id}",
            "uscc": subject.code,
            "unitName": subject.unit.name,
            "cnType": COMMITMENT_KIND[item.kind],
            "content": item.text,
            "isPublic": "1" if item.public else "0",
            "signDate": written_date(item.signed, clerk),
            "dueDate": written_date(item.due, clerk),
            "state": COMMITMENT_STATE[item.fulfilled],
            "taker": item.taker.name_zh,
            "takerCode": item.taker.code,
            "docNo": written_number(item.number, clerk),
        }
