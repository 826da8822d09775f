"""The HTTP side of the public query: a page for people, JSON for programs; without credential, cookie or script."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.access.networks import Network
from gateway.http.body import read_form
from gateway.http.leaving import ClientGone, while_connected
from gateway.http.negotiation import JSON, wants_page
from gateway.http.refusals import HttpRefusal, headers_of, status_of
from gateway.http.request_id import current_request_id
from gateway.http.responses import refused
from gateway.http.turns import TurnLimits, Turns
from gateway.office import Office
from gateway.public_query.asking import ANYBODY, PublicQuestion, answer_public
from gateway.public_query.limits import PublicLimits
from gateway.public_query.model import PublicAnswer
from gateway.public_query.pace import PublicPace, address_of
from gateway.public_query.pages import Language, language_of, render
from schema.errors import ErrorCode, Refusal
from schema.identifiers import holds_personal_number

PATH: Final = "/public"
_MOST_BYTES: Final = 2048
_LONGEST_CODE: Final = 64
_STATUS: Final = {
    ErrorCode.UNKNOWN_SUBJECT: 404,
    ErrorCode.RIGHTS_UNAVAILABLE: 503,
    ErrorCode.RECEIPT_UNAVAILABLE: 503,
}
_HEADERS: Final = {"cache-control": "no-store", "x-robots-tag": "noindex, nofollow, noarchive", "vary": "Accept"}
_INVALID: Final = ErrorCode.INVALID_IDENTIFIER
_GONE: Final = 499  # nobody reads it; the log does


class PublicQuery:
    """Answers the public within limits of its own; `office` gives the one in use."""

    def __init__(
        self,
        office: Callable[[], Office],
        limits: PublicLimits,
        proxies: tuple[Network, ...],
        random: Callable[[int], bytes],
    ) -> None:
        self._office = office
        self._limits = limits
        self._proxies = proxies
        self._random = random
        self._pace: PublicPace | None = None
        turns = TurnLimits(concurrency=limits.concurrency, queue=limits.queue, wait_seconds=limits.wait_seconds)
        self._turns = Turns(turns)

    def route(self) -> Route:
        """Give the route."""
        return Route(PATH, self._respond, methods=["GET", "POST"])

    async def _respond(self, request: Request) -> Response:
        page = wants_page(request.headers.get("accept", ""))
        said: Mapping[str, str] = request.query_params
        language = language_of(said.get("lang"), request.headers.get("accept-language", ""))
        try:
            if request.method == "POST":
                said = {**said, **await read_form(request, _MOST_BYTES)}
                language = language_of(said.get("lang"), request.headers.get("accept-language", ""))
            if page and not said.get("code", "").strip():
                return _page(language, 200)
            answer = await while_connected(request.receive, self._answer(request, said))
        except ClientGone:
            return Response(status_code=_GONE)
        except Refusal as refusal:
            return _refused_page(refusal, language, said.get("code", "")) if page else _refused_json(refusal)
        return _page(language, 200, answer=answer, code=answer.subject.credit_code) if page else _json(answer)

    async def _answer(self, request: Request, said: Mapping[str, str]) -> PublicAnswer:
        now = asyncio.get_running_loop().time()
        question = PublicQuestion(
            code=_code(said),
            page=_number(said.get("page", "1")),
            page_records=self._limits.page_records,
            deadline=now + self._limits.answer_ms / 1000,
            request_id=current_request_id() or "-",
        )
        peer = request.client.host if request.client else None
        if self._pace is None:
            self._pace = PublicPace(self._limits, now, self._random(32))
        self._pace.take(address_of(peer, request.headers.get("x-forwarded-for", ""), self._proxies), now)
        async with self._turns.turn(ANYBODY):
            return await answer_public(question, self._office())


def _code(said: Mapping[str, str]) -> str:
    code = said.get("code", "").strip()
    if not code or len(code) > _LONGEST_CODE:
        problem = "no code is given" if not code else "the code is too long"
        hint = "write the 18 characters of a unified social credit code as `code`"
        raise HttpRefusal(400, problem, code=_INVALID, where="code", hint=hint)
    if holds_personal_number(code):
        hint = "only units are asked about here, by their unified social credit code"
        raise HttpRefusal(400, "persons are not asked about", code=_INVALID, where="code", hint=hint)
    return code


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else 0


def _page(
    language: Language,
    status: int,
    *,
    answer: PublicAnswer | None = None,
    refusal: Refusal | None = None,
    code: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    content, policy = render(language, answer=answer, refusal=refusal, code=code)
    found = {**_HEADERS, **(headers or {}), "content-security-policy": policy, "content-language": language.value}
    return Response(content, status, found, media_type="text/html; charset=utf-8")


def _refused_page(refusal: Refusal, language: Language, code: str) -> Response:
    """Tell in the page what is wrong, with the code as it was written, but for a person's number."""
    status = _STATUS.get(refusal.code) or status_of(refusal)
    again = "" if holds_personal_number(code) else code[:_LONGEST_CODE]
    return _page(language, status, refusal=refusal, code=again, headers=headers_of(refusal))


def _json(answer: PublicAnswer) -> Response:
    return Response(msgspec.json.encode(answer), 200, _HEADERS, media_type=JSON)


def _refused_json(refusal: Refusal) -> Response:
    response = refused(refusal, JSON)
    response.status_code = _STATUS.get(refusal.code, response.status_code)
    response.headers.update(_HEADERS)
    return response
