"""Queries, mutations and inputs of notices, and the Protocol they are asked through (GO-23-b)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

import strawberry
from strawberry.types import Info

from schema.declare import resolver
from schema.duties import DepartmentDuty, Indicator
from schema.graph.connections import After, Connection, Window, connection
from schema.graph.idempotency import Key
from schema.notices import Notice, NoticeChange, NoticeState

MOST_NOTICES = 50
NoticeId = Annotated[strawberry.ID, strawberry.argument(description="Id of the notice.")]
DueOn = Annotated[date, strawberry.argument(description="Legal day by which the department is to answer.")]


@strawberry.input(description="Notice as the coordinating agency issues it.")
class NoticeInput:
    """Notice as it is written."""

    agency: strawberry.ID = strawberry.field(description="Slug of the department notified; see `agencies`.")
    duty: DepartmentDuty = strawberry.field(description="Duty it fails.")
    from_month: str = strawberry.field(description="First calendar month it is about, such as `2026-08`.")
    to_month: str = strawberry.field(description="Last calendar month it is about.")
    expected: str = strawberry.field(description="What is expected of the department; no personal values.")
    due_on: date = strawberry.field(description="Legal day by which it is to answer.")
    indicator: Indicator | None = strawberry.field(
        description="What the failing was counted by, one of the duty's indicators.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesQuestion:
    """A question about the notices of the asking agency, as asked."""

    state: NoticeState | None
    overdue: bool | None
    first: int
    after: str | None


class Notices(Protocol):
    """Keeps notices for one client; raises `Refusal`, and nothing else that a client sees."""

    async def issue_notice(self, order: NoticeInput, key: str) -> NoticeChange:
        """Notify a department."""
        ...

    async def answer_notice(self, notice_id: str, answer: str, done: str, key: str) -> NoticeChange:
        """Answer for the department notified."""
        ...

    async def return_notice(self, notice_id: str, reason: str, due_on: date, key: str) -> NoticeChange:
        """Send an answer back as not enough."""
        ...

    async def confirm_correction(self, notice_id: str, key: str) -> NoticeChange:
        """Find the failing corrected."""
        ...

    async def close_notice(self, notice_id: str, reason: str | None, key: str) -> NoticeChange:
        """Close a notice."""
        ...

    async def notice(self, notice_id: str) -> Notice:
        """Give a notice the asking agency issued or was sent."""
        ...

    async def notices(self, question: NoticesQuestion) -> Window[Notice]:
        """Give notices the asking agency issued or was sent, newest first."""
        ...


class _Asked(Protocol):
    @property
    def service(self) -> Notices: ...


NoticeInfo = Info[_Asked, None]


@strawberry.type
class NoticeQueries:
    """Queries of notices, joined to the root."""

    @resolver("A notice the asking agency issued, or was sent.")
    async def notice(
        self,
        info: NoticeInfo,
        id: NoticeId,  # noqa: A002 - the schema's name
    ) -> Notice | None:
        """Answer with the notice."""
        return await info.context.service.notice(id)

    @resolver("Notices the asking agency issued or was sent, newest first.")
    async def notices(
        self,
        info: NoticeInfo,
        first: Annotated[int, strawberry.argument(description=f"How many at most, 1 to {MOST_NOTICES}.")] = 20,
        after: After = None,
        state: Annotated[
            NoticeState | None, strawberry.argument(description="Only those in this state; default all.")
        ] = None,
        overdue: Annotated[
            bool | None, strawberry.argument(description="Only those overdue, or only the others; default all.")
        ] = None,
    ) -> Connection[Notice] | None:
        """Answer with a page of notices."""
        question = NoticesQuestion(state=state, overdue=overdue, first=first, after=after)
        return connection(await info.context.service.notices(question), lambda notice: notice.id)


@strawberry.type
class NoticeMutations:
    """Mutations of notices, joined to the root."""

    @resolver("Notify a department of your region that fails a duty, as the agency that coordinates there.")
    async def issue_notice(
        self,
        info: NoticeInfo,
        input: Annotated[NoticeInput, strawberry.argument(description="The notice.")],  # noqa: A002 - as above
        idempotency_key: Key,
    ) -> NoticeChange | None:
        """Issue a notice."""
        return await info.context.service.issue_notice(input, idempotency_key)

    @resolver("Answer a notice your agency was sent.")
    async def answer_notice(
        self,
        info: NoticeInfo,
        notice: NoticeId,
        answer: Annotated[str, strawberry.argument(description="What your agency says of the failing.")],
        done: Annotated[str, strawberry.argument(description="What it did to correct it.")],
        idempotency_key: Key,
    ) -> NoticeChange | None:
        """Answer a notice."""
        return await info.context.service.answer_notice(notice, answer, done, idempotency_key)

    @resolver("Send the answer to a notice of yours back as not enough; the department is to answer again.")
    async def return_notice(
        self,
        info: NoticeInfo,
        notice: NoticeId,
        reason: Annotated[str, strawberry.argument(description="What is still wanting.")],
        due_on: DueOn,
        idempotency_key: Key,
    ) -> NoticeChange | None:
        """Send an answer back."""
        return await info.context.service.return_notice(notice, reason, due_on, idempotency_key)

    @resolver("Find the failing a notice of yours is about corrected.")
    async def confirm_correction(self, info: NoticeInfo, notice: NoticeId, idempotency_key: Key) -> NoticeChange | None:
        """Find a failing corrected."""
        return await info.context.service.confirm_correction(notice, idempotency_key)

    @resolver("Close a notice of yours: once it is corrected, or before with the reason it is taken back for.")
    async def close_notice(
        self,
        info: NoticeInfo,
        notice: NoticeId,
        idempotency_key: Key,
        reason: Annotated[
            str | None, strawberry.argument(description="Why; required unless the failing was found corrected.")
        ] = None,
    ) -> NoticeChange | None:
        """Close a notice."""
        return await info.context.service.close_notice(notice, reason, idempotency_key)
