"""The credit centre's double-publicity hub: licences and penalties in XK_* and CF_* columns; REST, paged, GB18030."""

from __future__ import annotations

import json
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.chance import chance
from connectors.sandbox.model import Subject
from connectors.sandbox.sources.base import Body, HttpSource, Ledger, unusable
from connectors.sandbox.sources.publicity_rows import licence_row, penalty_row, row_about_a_person
from connectors.sandbox.world import World
from schema.codes import SubjectKind

PAGE_LIMIT = 5


class Publicity(HttpSource):
    """`GET /openapi/sgs/xzxk` (licences) and `GET /openapi/sgs/xzcf` (penalties)."""

    slug = "publicity"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._licences = self._ledger(self._licence_rows)
        self._penalties = self._ledger(self._penalty_rows)

    def routes(self) -> list[Route]:
        """Give the endpoints."""
        return [
            Route("/openapi/sgs/xzxk", self._ask_licences, methods=["GET"]),
            Route("/openapi/sgs/xzcf", self._ask_penalties, methods=["GET"]),
        ]

    def own_error(self) -> Response:
        """Give the hub's error: HTTP 500, and the status again in the body."""
        return _gb18030({"status": "500", "message": "服务异常"}, status=500)

    async def _ask_licences(self, request: Request) -> Response:
        return self._page(self._licences, request)

    async def _ask_penalties(self, request: Request) -> Response:
        return self._page(self._penalties, request)

    def _page(self, ledger: Ledger, request: Request) -> Response:
        asked = request.query_params
        number, size = asked.get("pageNo", "1"), asked.get("pageSize", "5")
        if not (asked.get("xydm") and number.isascii() and number.isdigit() and size.isascii() and size.isdigit()):
            return unusable("xydm 必填，pageNo、pageSize 应为正整数")
        page, limit = max(int(number[:9]), 1), min(max(int(size[:9]), 1), PAGE_LIMIT)
        body = ledger.answer(asked["xydm"], self.fault.mode)
        rows = body["rows"][(page - 1) * limit : page * limit]
        paging = {} if "total" not in body else {"pageNo": page, "pageSize": limit}
        return _gb18030({**body, **paging, "rows": rows})

    def _ledger(self, rows_of: Callable[[Subject], list[Body]]) -> Ledger:
        rows = {subject.code: rows_of(subject) for subject in self.world.subjects}
        return Ledger(
            known={code: self._answer(code, found) for code, found in rows.items() if found},
            absent=lambda code: self._answer(code, []),
            keyless=lambda body: {"status": "200", "dataTime": body["dataTime"], "rows": []},
            overstated=lambda body: {**body, "total": body["total"] + 1},
        )

    def _answer(self, code: str, rows: list[Body]) -> Body:
        return {
            "status": "200",
            "xydm": code,
            "total": len(rows),
            "dataTime": self.world.data_time,
            "rows": rows,
        }

    def _licence_rows(self, subject: Subject) -> list[Body]:
        seed = self.world.seed
        return [
            licence_row(subject.unit, item, chance(seed, "publicity", item.id), copies_code=_copies_code(subject))
            for item in subject.licences
        ]

    def _penalty_rows(self, subject: Subject) -> list[Body]:
        seed = self.world.seed
        rows = [
            penalty_row(subject.unit, item, chance(seed, "publicity", item.id), copies_code=_copies_code(subject))
            for item in subject.penalties
        ]
        if rows and subject.unit.kind is SubjectKind.SELF_EMPLOYED:
            rows.append(row_about_a_person(rows[0], subject.unit))
        return rows


def _copies_code(subject: Subject) -> bool:
    """Tell whether this subject's clerk copies the credit code into every other code column."""
    return chance("copies", subject.code).random() < 0.15


def _gb18030(body: Body, *, status: int = 200) -> Response:
    payload = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("gb18030")
    return Response(payload, status_code=status, headers={"content-type": "application/json"})
