"""The credit office's serious-dishonesty lists; REST with a batch endpoint and an explicit list of absent codes."""

from __future__ import annotations

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.chance import chance
from connectors.sandbox.dirt import written_date, written_number, written_text
from connectors.sandbox.faults import Mode
from connectors.sandbox.model import Listing, Subject
from connectors.sandbox.sources.base import Body, HttpSource, json_reply, unusable
from connectors.sandbox.sources.registry_rows import involved_row
from connectors.sandbox.words import AREA, LIST_BASIS, LIST_NAME, OFFENCE, STATUS
from connectors.sandbox.world import World

BATCH_LIMIT = 50


class SeriousLists(HttpSource):
    """`POST /api/v2/lists/batch`."""

    slug = "serious-lists"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._known = {subject.code: self._result(subject) for subject in world.subjects if subject.listings}

    def routes(self) -> list[Route]:
        """Give the endpoint."""
        return [Route("/api/v2/lists/batch", self._ask, methods=["POST"])]

    async def _ask(self, request: Request) -> Response:
        try:
            asked = orjson.loads(await request.body())
        except orjson.JSONDecodeError:
            return unusable("请求报文不是 JSON")
        codes = asked.get("codes") if isinstance(asked, dict) else None
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            return unusable("codes 应为统一社会信用代码数组")
        if not 1 <= len(codes) <= BATCH_LIMIT:
            return unusable(f"codes 应为 1 至 {BATCH_LIMIT} 个")
        return json_reply(self._answer(codes))

    def _answer(self, codes: list[str]) -> Body:
        answered = self._about(codes)
        found = [self._known[code] for code in answered if code in self._known]
        absent = [code for code in answered if code not in self._known]
        if self.fault.mode is Mode.TRUNCATED:
            found, absent = [*map(_overstated, found), *map(_promised, absent)], []
        return {
            "code": "0000",
            "message": "成功",
            "requested": len(codes),
            "dataTime": self.world.data_time,
            "results": found,
            "absent": absent,
        }

    def _about(self, codes: list[str]) -> list[str]:
        """Give the codes the answer is about: under a fault others, or all but the first asked."""
        match self.fault.mode:
            case Mode.WRONG:
                return [next(other for other in self._known if other not in codes)]
            case Mode.DROP_KEY:
                return [code for code in codes if code != codes[0]]
            case _:
                return list(dict.fromkeys(codes))

    def _result(self, subject: Subject) -> Body:
        entries = [self._entry(subject, item) for item in subject.listings]
        return {"uscc": subject.code, "total": len(entries), "entries": entries}

    def _entry(self, subject: Subject, item: Listing) -> Body:
        clerk = chance(self.world.seed, "serious-lists", item.id)
        return {
            "entryId": f"YZSX-{item.id}",
            "uscc": subject.code,
            "entName": item.name or subject.unit.name,
            "listCode": item.list_code,
            "listName": LIST_NAME[item.list_code],
            "serILLRea_CN": item.reason,
            "basis": LIST_BASIS[item.list_code],
            "docNo": written_number(item.number, clerk),
            "abntime": written_date(item.decided, clerk),
            "illegActDate": written_date(item.conduct, clerk),
            "decOrg_CN": item.issuer.name_zh,
            "decOrgCode": item.issuer.code,
            "expDate": written_date(item.until, clerk),
            "areaCode": AREA[item.area] if item.area else None,
            "offCode": OFFENCE[item.offence_id] if item.offence_id else None,
            "state": STATUS[item.standing.status],
            "stateDate": written_date(item.standing.since, clerk),
            "remDate": written_date(item.exit_on, clerk),
            "remExcpRes_CN": "期满移出" if item.exit_on else None,
            "remDocNo": written_text(item.exit_number, clerk),
            "persons": [involved_row(involved) for involved in item.persons],
        }


def _overstated(result: Body) -> Body:
    return {**result, "total": result["total"] + 1}


def _promised(code: str) -> Body:
    return {"uscc": code, "total": 1, "entries": []}
