"""The ecology departments' environmental credit evaluations of three provinces; a GraphQL API."""

from __future__ import annotations

from typing import Any

import orjson
from graphql import GraphQLResolveInfo, build_schema, graphql_sync
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.chance import chance
from connectors.sandbox.model import Grade, Subject
from connectors.sandbox.sources.base import BearerSource, Body, Ledger, json_reply, unusable
from connectors.sandbox.words import ENVIRONMENT
from connectors.sandbox.world import World

SDL = """
type Query { environmentCredit(creditCode: String!): EnvironmentCredit }
type EnvironmentCredit { creditCode: String!  registryChecked: Boolean!  dataTime: String!  enterprise: Enterprise }
type Enterprise { creditCode: String!  name: String!  total: Int!  evaluations: [Evaluation!]! }
type Evaluation {
  id: ID!  year: Int!  grade: String!  evaluatedOn: String!  validUntil: String  documentNumber: String
  issuerName: String!  issuerCode: String  regionCode: String!
}
"""


class Ecology(BearerSource):
    """`POST /graphql`."""

    slug = "ecology"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._schema = build_schema(SDL)
        self._ledger = Ledger(
            known={subject.code: self._answer(subject) for subject in world.subjects if subject.environment},
            absent=lambda code: self._envelope(code, None),
            keyless=lambda _: {},
            overstated=_overstated,
        )

    def routes(self) -> list[Route]:
        """Give the endpoint."""
        return [Route("/graphql", self._ask, methods=["POST"])]

    def own_error(self) -> Response:
        """Give errors the way GraphQL does, with HTTP 200."""
        return json_reply({"data": None, "errors": [{"message": "upstream database unavailable"}]})

    async def _ask(self, request: Request) -> Response:
        try:
            asked = orjson.loads(await request.body())
        except orjson.JSONDecodeError:
            return unusable("请求报文不是 JSON")
        if not isinstance(asked, dict) or not isinstance(asked.get("query"), str):
            return unusable("query 必填")
        answer = graphql_sync(
            self._schema,
            asked["query"],
            root_value={"environmentCredit": self._resolve},
            variable_values=asked.get("variables"),
        )
        return json_reply(answer.formatted)

    def _resolve(self, _info: GraphQLResolveInfo[None], *, creditCode: str) -> dict[str, Any] | None:  # noqa: N803 - GraphQL's name
        return self._ledger.answer(creditCode, self.fault.mode) or None

    def _envelope(self, code: str, enterprise: Body | None) -> Body:
        return {
            "creditCode": code,
            "registryChecked": True,
            "dataTime": self.world.data_time,
            "enterprise": enterprise,
        }

    def _answer(self, subject: Subject) -> Body:
        return self._envelope(
            subject.code,
            {
                "creditCode": subject.code,
                "name": subject.unit.name,
                "total": len(subject.environment),
                "evaluations": [self._evaluation(subject.code, item) for item in subject.environment],
            },
        )

    def _evaluation(self, code: str, item: Grade) -> Body:
        issuer = item.issuer or AGENCIES["ecology"]
        clerk = chance(self.world.seed, "ecology", code, item.year)
        return {
            "id": f"HB-{issuer.region}-{item.year}-{code[8:17]}",
            "year": item.year,
            "grade": clerk.choice(ENVIRONMENT[item.grade]),
            "evaluatedOn": item.decided.isoformat(),
            "validUntil": item.until.isoformat() if item.until else None,
            "documentNumber": f"环信评〔{item.decided.year}〕{issuer.region[:2]}号",
            "issuerName": issuer.name_zh,
            "issuerCode": issuer.code,
            "regionCode": issuer.region,
        }


def _overstated(body: Body) -> Body:
    enterprise = body["enterprise"] or {"creditCode": body["creditCode"], "name": "", "total": 0, "evaluations": []}
    return {**body, "enterprise": {**enterprise, "total": enterprise["total"] + 1}}
