"""The application of the report channel: the public form, and the desk of its staff. It is mounted nowhere else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from gateway.http.deadline import BodyDeadline
from gateway.http.security import SecurityHeaders
from gateway.whistleblowing.answers import refused
from gateway.whistleblowing.desk import Desk
from gateway.whistleblowing.desk_routes import DeskRoutes
from gateway.whistleblowing.intake import Intake
from gateway.whistleblowing.pace import Pace
from gateway.whistleblowing.public_routes import PublicRoutes
from gateway.whistleblowing.quiet import Quiet
from gateway.whistleblowing.retention import erasing
from gateway.whistleblowing.settings import ReportSettings
from gateway.whistleblowing.store import ReportStore
from gateway.whistleblowing.words import Refused, ReportFault

_BODY_SECONDS = 10.0


def build_report_app(
    settings: ReportSettings, store: ReportStore, clock: Callable[[], datetime], random: Callable[[int], bytes]
) -> Starlette:
    """Give the application over an open store; while it runs, what is due is erased."""
    pace = Pace(settings.per_minute, settings.per_minute_of_place, 0.0, random)
    public = PublicRoutes(Intake(store, clock, random), settings.offences, pace)
    desk = DeskRoutes(Desk(store, settings.departments, clock, random), settings.staff, pace)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(erasing(store, settings.days_after_closing, clock))
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    app = Starlette(
        routes=[Route("/livez", _alive), *public.routes(), *desk.routes()],
        middleware=[Middleware(SecurityHeaders), Middleware(Quiet), Middleware(BodyDeadline, seconds=_BODY_SECONDS)],
        exception_handlers={HTTPException: _nothing_here, Refused: _refused},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return app


async def _alive(_: Request) -> Response:
    return PlainTextResponse("ok\n")


async def _refused(_: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return refused(error)


async def _nothing_here(_: Request, error: Exception) -> Response:
    response = refused(Refused(ReportFault.NOT_UNDERSTOOD, "nothing is answered here; the form is at /"))
    response.status_code = error.status_code if isinstance(error, HTTPException) else 500
    return response
