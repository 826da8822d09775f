"""Market regulation's registry: units, their officers and its own penalties; REST, JSON."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.chance import chance
from connectors.sandbox.faults import Mode
from connectors.sandbox.model import Subject
from connectors.sandbox.sources.base import Body, HttpSource, Ledger, json_reply, unusable
from connectors.sandbox.sources.registry_rows import penalty_row, person_body, unit_data
from connectors.sandbox.world import World

_NAMED = ("uniscid", "orgCode", "regNo", "entName", "entType", "regState", "regOrg", "regOrgCode", "estDate")
_TYPES = {"uscc": "uniscid", "regno": "regNo", "orgcode": "orgCode"}


class Registry(HttpSource):
    """`GET /api/v1/units/{type}/{value}`, `POST /api/v1/persons/query` and `POST /api/v1/units/search`."""

    slug = "registry"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        data = [self._unit(subject) for subject in world.subjects]
        self._units = {kind: self._unit_ledger(kind, data) for kind in _TYPES}
        self._persons = self._person_ledger()
        self._names = [{part: unit[part] for part in _NAMED} for unit in data]

    def routes(self) -> list[Route]:
        """Give the endpoints."""
        return [
            Route("/api/v1/units/{kind}/{value}", self._ask_unit, methods=["GET"]),
            Route("/api/v1/persons/query", self._ask_person, methods=["POST"]),
            Route("/api/v1/units/search", self._search, methods=["POST"]),
        ]

    async def _ask_unit(self, request: Request) -> Response:
        ledger = self._units.get(request.path_params["kind"])
        if ledger is None:
            return unusable("type 只支持 uscc、regno、orgcode")
        return json_reply(ledger.answer(request.path_params["value"], self.fault.mode))

    async def _ask_person(self, request: Request) -> Response:
        try:
            asked = orjson.loads(await request.body())
        except orjson.JSONDecodeError:
            return unusable("请求报文不是 JSON")
        number = asked.get("certNo") if isinstance(asked, dict) else None
        if not isinstance(number, str) or asked.get("certType") != "01":
            return unusable("certType 应为 01，certNo 必填")
        return json_reply(self._persons.answer(number, self.fault.mode))

    async def _search(self, request: Request) -> Response:
        try:
            asked = orjson.loads(await request.body())
        except orjson.JSONDecodeError:
            return unusable("请求报文不是 JSON")
        name, match, size = map(asked.get, ("name", "match", "size")) if isinstance(asked, dict) else ("", "", 0)
        if not (isinstance(name, str) and len(name) > 1 and match in {"exact", "prefix"} and isinstance(size, int)):
            return unusable("name 至少两个字，match 为 exact 或 prefix，size 为整数")
        return json_reply(self._named(name, size, exact=match == "exact"))

    def _named(self, name: str, size: int, *, exact: bool) -> Body:
        rows = [row for row in self._names if row["entName"] == name or (not exact and row["entName"].startswith(name))]
        if self.fault.mode is Mode.WRONG:
            rows = [{**row, "entName": f"另一{row['entName']}"} for row in rows]
        body = {"code": "0000", "message": "成功", "name": name, "total": len(rows), "rows": rows[:size]}
        return _keyless(body | {"dataTime": self.world.data_time}) if self.fault.mode is Mode.DROP_KEY else body

    def _unit(self, subject: Subject) -> Body:
        own = [penalty for penalty in subject.penalties if penalty.issuer is AGENCIES["market-regulation"]]
        data = unit_data(subject.unit, self.world.seed)
        data["penaltyTotal"] = len(own)
        data["penalties"] = [
            penalty_row(subject.unit, penalty, chance(self.world.seed, "registry", penalty.id)) for penalty in own
        ]
        return data

    def _unit_ledger(self, kind: str, units: list[Body]) -> Ledger:
        column = _TYPES[kind]
        known = {}
        for data in units:
            value = data[column].replace("-", "")
            known[value] = self._answer({"type": kind, "value": value}, data)
        return Ledger(
            known=known,
            absent=lambda value: self._absent({"type": kind, "value": value}),
            keyless=_keyless,
            overstated=lambda body: _one_more(body, "penaltyTotal"),
        )

    def _person_ledger(self) -> Ledger:
        people = person_body(subject.unit for subject in self.world.subjects)
        known = {number: self._answer({"certType": "01", "certNo": number}, data) for number, data in people.items()}
        return Ledger(
            known=known,
            absent=lambda number: self._absent({"certType": "01", "certNo": number}),
            keyless=_keyless,
            overstated=lambda body: _one_more(body, "postTotal"),
        )

    def _answer(self, key: Body, data: Body) -> Body:
        return {"code": "0000", "message": "成功", "key": key, "dataTime": self.world.data_time, "data": data}

    def _absent(self, key: Body) -> Body:
        return {
            "code": "0404",
            "message": "未查询到该主体",
            "key": key,
            "dataTime": self.world.data_time,
            "data": None,
        }


def _keyless(body: Body) -> Body:
    return {"code": "0000", "message": "成功", "dataTime": body["dataTime"], "data": None}


def _one_more(body: Body, total: str) -> Body:
    data = body["data"]
    return {**body, "data": {**data, total: data[total] + 1}} if data else body
