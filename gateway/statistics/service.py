"""The service of a client that reads statistics: whatever else it asks is refused, questions to come included."""

from __future__ import annotations

from typing import Any, cast

from gateway.accounting.answering import answer_duty_accounts
from gateway.office import Office
from gateway.service import ClientService
from gateway.statistics.answering import answer_statistics
from gateway.visit import Visit
from schema.duty_accounts import DutyAccounts
from schema.errors import ErrorCode, Refusal
from schema.graph import Service
from schema.statistics import Statistics


def service_of(visit: Visit, office: Office) -> Service:
    """Give the service of a visit: that of its grant's role."""
    if visit.grant.statistics:
        return cast("Service", StatisticsService(visit, office))
    return ClientService(visit, office)


class StatisticsService:
    """Implements what is aggregate of `schema.graph.Service` for one visit, and refuses the rest (GO-27-b)."""

    def __init__(self, visit: Visit, office: Office) -> None:
        self._visit = visit
        self._office = office

    async def statistics(self, first: str, last: str) -> Statistics:
        """Give the numbers of answers of closed months."""
        return await answer_statistics(first, last, self._visit, self._office)

    async def duty_accounts(self, first: str, last: str) -> DutyAccounts:
        """Give what departments did of their duties in closed months."""
        return await answer_duty_accounts(first, last, self._visit, self._office)

    def __getattr__(self, question: str) -> Any:
        """Refuse every other question, before anything of it is read."""
        raise Refusal(
            ErrorCode.FORBIDDEN,
            "this credential may read statistics and nothing else",
            where="Authorization",
            hint="ask with the credential of a client that is granted purposes and matters",
        )
