"""The builders' association's credit files of its members: grades, and serious misconduct; REST, JSON."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from connectors.sandbox.agencies import AGENCIES
from connectors.sandbox.chance import chance
from connectors.sandbox.dirt import written_date, written_number
from connectors.sandbox.model import Grade, Listing, MemberFile, Subject
from connectors.sandbox.sources.base import Body, HttpSource, Ledger, json_reply, unusable
from connectors.sandbox.world import World

_CONVENTION = "《样例省建筑业协会行业自律公约》"


class MemberFiles(HttpSource):
    """`GET /members/v1/files`."""

    slug = "member-files"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._ledger = Ledger(
            known={
                subject.code: self._answer(subject, subject.member_file)
                for subject in world.subjects
                if subject.member_file is not None
            },
            absent=lambda code: self._envelope(code, None, (), ()),
            keyless=lambda body: {"result": "OK", "dataTime": body["dataTime"]},
            overstated=_overstated,
        )

    def routes(self) -> list[Route]:
        """Give the endpoint."""
        return [Route("/members/v1/files", self._ask, methods=["GET"])]

    async def _ask(self, request: Request) -> Response:
        code = request.query_params.get("code")
        return json_reply(self._ledger.answer(code, self.fault.mode)) if code else unusable("code 必填")

    def _envelope(self, code: str, name: str | None, grades: tuple[Body, ...], misconduct: tuple[Body, ...]) -> Body:
        association = AGENCIES["builders-association"]
        return {
            "result": "OK",
            "code": code,
            "isMember": name is not None,
            "memberName": name,
            "dataTime": self.world.data_time,
            "association": association.name_zh,
            "associationCode": association.code,
            "grades": {"total": len(grades), "rows": list(grades)},
            "misconduct": {"total": len(misconduct), "rows": list(misconduct)},
        }

    def _answer(self, subject: Subject, file: MemberFile) -> Body:
        grades = tuple(self._grade(subject, item) for item in file.grades)
        return self._envelope(
            subject.code,
            subject.unit.name,
            grades,
            tuple(self._misconduct(subject, item) for item in file.misconduct),
        )

    def _grade(self, subject: Subject, item: Grade) -> Body:
        clerk = chance(self.world.seed, "member-files", subject.code, item.year)
        return {
            "gradeId": f"XY-{item.year}-{subject.code[8:17]}",
            "code": subject.code,
            "grade": item.grade,
            "score": None if item.score is None else f"{item.score:f}",
            "year": item.year,
            "ratedOn": written_date(item.decided, clerk),
            "validTo": written_date(item.until, clerk),
            "ratingAgency": item.rated_with.name_zh if item.rated_with else None,
            "ratingAgencyCode": item.rated_with.code if item.rated_with else "",
        }

    def _misconduct(self, subject: Subject, item: Listing) -> Body:
        clerk = chance(self.world.seed, "member-files", item.id)
        return {
            "fileId": f"HYSX-{item.id}",
            "code": subject.code,
            "memberName": subject.unit.name,
            "reason": item.reason,
            "convention": _CONVENTION,
            "noticeNo": written_number(item.number, clerk),
            "conductOn": written_date(item.conduct, clerk),
            "recordedOn": written_date(item.decided, clerk),
            "validTo": written_date(item.until, clerk),
            "removedOn": written_date(item.exit_on, clerk),
        }


def _overstated(body: Body) -> Body:
    """Promise one more grade, also of a unit that is no member."""
    grades = body["grades"]
    return {**body, "isMember": True, "grades": {**grades, "total": grades["total"] + 1}}
