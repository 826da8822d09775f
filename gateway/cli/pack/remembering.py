"""A desk that asks its source about each key once and gives that answer ever after, as fresh as it was."""

from __future__ import annotations

import asyncio
from datetime import date

from connectors.core.runner import Runner
from gateway.fetching.desk import Desk, Hear, Request, Told
from schema.codes import Purpose
from schema.identifiers import Identifier


class RememberingDesk(Desk):
    """Asks once, so that every matter is judged from the same answers, failures included."""

    def __init__(self, runner: Runner) -> None:
        super().__init__(runner)
        self._told: dict[tuple[Identifier, date | None, Purpose | None], Told] = {}

    def enquire(self, request: Request, hear: Hear) -> None:
        """Answer from memory where it was asked before."""
        purpose = request.purpose if self.source.answers_by_purpose else None
        question = (request.key, request.as_of, purpose)
        known = self._told.get(question)
        if known is not None:
            asyncio.get_running_loop().call_soon(hear, known)
            return

        def remember(told: Told) -> None:
            self._told[question] = told
            hear(told)

        super().enquire(request, remember)
