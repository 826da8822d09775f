"""Query of the accounts of what departments did, and the Protocol it is asked through (GO-23)."""

from __future__ import annotations

from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.declare import resolver
from schema.duty_accounts import DutyAccounts


class DutyAccounting(Protocol):
    """Gives accounts to one client; raises `Refusal`, and nothing else that a client sees."""

    async def duty_accounts(self, first: str, last: str) -> DutyAccounts:
        """Give what departments did of their duties in closed months, first to last, written `2026-09`."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> DutyAccounting: ...


@strawberry.type
class DutyAccountQueries:
    """Query of the accounts, joined to the root."""

    @resolver(
        "What departments did of their duties, by agency, region and item, in fixed tables of closed months without "
        "any number that would tell of a group of fewer than five. Clients with a grant for statistics read those of "
        "every agency, an agency that coordinates those of its region, any other its own."
    )
    async def duty_accounts(
        self,
        info: Info[_Asked, None],
        first: Annotated[str, strawberry.argument(name="from", description="First calendar month, such as `2026-09`.")],
        last: Annotated[
            str,
            strawberry.argument(name="to", description="Last calendar month, closed; at most 36 months in all."),
        ],
    ) -> DutyAccounts | None:
        """Give the accounts of closed months."""
        return await info.context.service.duty_accounts(first, last)
