"""Notices of a service that notes what it was asked; every notice is one, and every change is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import strawberry

from schema.duties import DepartmentDuty
from schema.duty_accounts import AccountScope, DutyAccounts, DutyTables
from schema.graph.connections import Window
from schema.graph.notices import NoticeInput, NoticesQuestion
from schema.notices import Notice, NoticeChange, NoticeState
from schema.statistics import SMALLEST_GROUP

NOTICE = Notice(
    id=strawberry.ID("notice-1"),
    state=NoticeState.ISSUED,
    issued_by="national-coordination",
    issued_at=datetime(2026, 11, 24, 4, tzinfo=UTC),
    agency="court",
    duty=DepartmentDuty.SHARING,
    from_month="2026-09",
    to_month="2026-10",
    overdue=False,
    answers=(),
    next_steps=(),
    trail=(),
)


@dataclass
class NotingNotices:
    """Implements `schema.graph.notices.Notices`."""

    noticed: list[tuple[Any, ...]] = field(default_factory=list)

    async def issue_notice(self, order: NoticeInput, key: str) -> NoticeChange:
        """Note it."""
        return self._changed("issue", order.agency, order.duty, order.indicator, order.due_on, key)

    async def answer_notice(self, notice_id: str, answer: str, done: str, key: str) -> NoticeChange:
        """Note it."""
        return self._changed("answer", notice_id, answer, done, key)

    async def return_notice(self, notice_id: str, reason: str, due_on: date, key: str) -> NoticeChange:
        """Note it."""
        return self._changed("return", notice_id, reason, due_on, key)

    async def confirm_correction(self, notice_id: str, key: str) -> NoticeChange:
        """Note it."""
        return self._changed("confirm", notice_id, key)

    async def close_notice(self, notice_id: str, reason: str | None, key: str) -> NoticeChange:
        """Note it."""
        return self._changed("close", notice_id, reason, key)

    async def notice(self, notice_id: str) -> Notice:
        """Note it."""
        self.noticed.append(("read", notice_id))
        return NOTICE

    async def notices(self, question: NoticesQuestion) -> Window[Notice]:
        """Note it, and give one of three."""
        self.noticed.append(("list", question.state, question.overdue, question.first, question.after))
        return Window(nodes=(NOTICE,), more=True, total=3)

    def _changed(self, *order: Any) -> NoticeChange:
        self.noticed.append(order)
        return NoticeChange(notice=NOTICE, sequence=len(self.noticed))


@dataclass
class NotingAccounts:
    """Implements `schema.graph.duty_accounts.DutyAccounting`."""

    accounted: list[tuple[str, str]] = field(default_factory=list)

    async def duty_accounts(self, first: str, last: str) -> DutyAccounts:
        """Note the months and know of nothing in them."""
        self.accounted.append((first, last))
        tables = DutyTables(
            from_month=first, to_month=last, by_indicator=(), by_agency=(), by_region=(), by_item=(), notices=()
        )
        return DutyAccounts(
            scope=AccountScope.OWN, smallest_group=SMALLEST_GROUP, months=(tables,), whole=tables, failures=()
        )
