"""What anybody may do, without telling who they are: hand in a report, and come back with its code (GO-13-a)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.http.refusals import HttpRefusal
from gateway.http.same_site import check_same_site
from gateway.whistleblowing.answers import STATUS, progress_body, refused, respond
from gateway.whistleblowing.intake import Intake
from gateway.whistleblowing.pace import Pace
from gateway.whistleblowing.pages import followup_page, form_page, received_page
from gateway.whistleblowing.requests import Sent, from_page, read_sent
from gateway.whistleblowing.submission import read_message, read_submission
from gateway.whistleblowing.words import Refused, ReportFault
from schema.offences import Offence


class PublicRoutes:
    """The routes of reporters; pages are answered with pages, JSON with JSON."""

    def __init__(self, intake: Intake, offences: Mapping[str, Offence], pace: Pace) -> None:
        self._intake = intake
        self._offences = offences
        self._pace = pace

    def routes(self) -> list[Route]:
        """Give the routes."""
        return [
            Route("/", self._form),
            Route("/reports", self._submit, methods=["POST"]),
            Route("/followup", self._followup_form, methods=["GET"]),
            Route("/followup", self._followup, methods=["POST"]),
        ]

    async def _form(self, _: Request) -> Response:
        return form_page(self._offences)

    async def _followup_form(self, _: Request) -> Response:
        return followup_page()

    async def _submit(self, request: Request) -> Response:
        sent = Sent({}, by_page=from_page(request))
        try:
            sent = await self._sent(request)
            submission = read_submission(sent.fields, self._offences)
            code = await asyncio.to_thread(self._intake.submit, submission)
        except Refused as refusal:
            if not sent.by_page:
                return refused(refusal)
            page = form_page(self._offences, sent.texts(), refusal)
            page.status_code = STATUS[refusal.code]
            return page
        return received_page(code) if sent.by_page else respond({"code": code}, 201)

    async def _followup(self, request: Request) -> Response:
        sent = Sent({}, by_page=from_page(request))
        try:
            sent = await self._sent(request)
            message = read_message(sent.fields)
            progress = await asyncio.to_thread(self._intake.progress, sent.texts().get("code", ""), message)
        except Refused as refusal:
            if not sent.by_page:
                return refused(refusal)
            page = followup_page(sent.texts(), wrong=refusal)
            page.status_code = STATUS[refusal.code]
            return page
        if sent.by_page:
            return followup_page({"code": sent.texts().get("code", "")}, progress)
        return respond(progress_body(progress))

    async def _sent(self, request: Request) -> Sent:
        address = request.client.host if request.client else ""
        self._pace.take(address, asyncio.get_running_loop().time())
        try:
            check_same_site(request.method, request.headers)
        except HttpRefusal as refusal:
            raise Refused(ReportFault.NOT_UNDERSTOOD, refusal.message, "请在本站页面上提交") from None
        return await read_sent(request)
