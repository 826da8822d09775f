"""The last line of defence: what was not foreseen is logged by its type and place, never by what a message quotes."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.whistleblowing.answers import refused
from gateway.whistleblowing.words import Refused, ReportFault

log = logging.getLogger(__name__)


class Quiet:
    """ASGI middleware: nothing is logged of a request, and of a defect only where in the program it is."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:  # noqa: BLE001 - whatever it is, its message may quote a report
            places = [f"{Path(each.filename).name}:{each.lineno}" for each in traceback.extract_tb(error.__traceback__)]
            facts = {"error": type(error).__name__, "places": places[-6:]}
            log.error("request failed", extra=facts)  # noqa: TRY400 - a traceback ends with the message
            if not started:
                failure = Refused(ReportFault.UNAVAILABLE, "the channel failed; nothing was kept")
                await refused(failure)(scope, receive, send)
