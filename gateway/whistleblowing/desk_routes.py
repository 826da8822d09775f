"""The desk of staff over HTTP, as JSON; `tally reports` is its client. Who asks is told by an API key."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.whistleblowing.answers import audit_body, file_body, lead_body, respond, summary_body
from gateway.whistleblowing.desk import Desk
from gateway.whistleblowing.pace import Pace
from gateway.whistleblowing.requests import read_sent
from gateway.whistleblowing.staff import Member, Staff, member_of
from gateway.whistleblowing.submission import read_message
from gateway.whistleblowing.words import Closing, Refused, ReportFault, State
from schema.declare import CodeList

C = TypeVar("C", bound=CodeList)
T = TypeVar("T")


class DeskRoutes:
    """The routes of handlers and auditors."""

    def __init__(self, desk: Desk, staff: Staff, pace: Pace) -> None:
        self._desk = desk
        self._staff = staff
        self._pace = pace

    def routes(self) -> list[Route]:
        """Give the routes."""
        return [
            Route("/desk/reports", self._listed, methods=["GET"]),
            Route("/desk/reports/{id}", self._read, methods=["GET"]),
            Route("/desk/reports/{id}/forward", self._forward, methods=["POST"]),
            Route("/desk/reports/{id}/reply", self._reply, methods=["POST"]),
            Route("/desk/reports/{id}/close", self._close, methods=["POST"]),
            Route("/desk/audit", self._audit, methods=["GET"]),
        ]

    async def _listed(self, request: Request) -> Response:
        member = self._member(request)
        state = request.query_params.get("state")
        wanted = None if state is None else _coded(State, state, "state")
        found = await asyncio.to_thread(self._desk.listed, member, wanted)
        return respond({"reports": [summary_body(each) for each in found]})

    async def _read(self, request: Request) -> Response:
        file = await asyncio.to_thread(self._desk.read, self._member(request), request.path_params["id"])
        return respond(file_body(file))

    async def _forward(self, request: Request) -> Response:
        department = await self._said(request, lambda fields: str(fields.get("department")))
        work = self._desk.forward
        lead = await asyncio.to_thread(work, self._member(request), request.path_params["id"], department)
        return respond(lead_body(lead), 201)

    async def _reply(self, request: Request) -> Response:
        text = await self._said(request, lambda fields: read_message(fields, required=True))
        assert text is not None
        await asyncio.to_thread(self._desk.reply, self._member(request), request.path_params["id"], text)
        return respond({"replied": True}, 201)

    async def _close(self, request: Request) -> Response:
        reason = await self._said(request, lambda fields: _coded(Closing, str(fields.get("reason")), "reason"))
        await asyncio.to_thread(self._desk.close, self._member(request), request.path_params["id"], reason)
        return respond({"state": State.CLOSED, "closing": reason})

    async def _audit(self, request: Request) -> Response:
        return respond(audit_body(await asyncio.to_thread(self._desk.audit, self._member(request))))

    async def _said(self, request: Request, read: Callable[[dict[str, object]], T]) -> T:
        self._member(request)
        return read((await read_sent(request)).fields)

    def _member(self, request: Request) -> Member:
        """Tell who asks; a key nobody has is paced as reporters are, so that none is found by trying."""
        try:
            return member_of(self._staff, request.headers.get("authorization"))
        except Refused:
            self._pace.take(request.client.host if request.client else "", asyncio.get_running_loop().time())
            raise


def _coded(codes: type[C], written: str, where: str) -> C:
    try:
        return codes[written]
    except KeyError:
        known = ", ".join(codes)
        raise Refused(ReportFault.NOT_UNDERSTOOD, f"write one of {known}", where=where) from None
