"""Stage 10, record: receipt and access entry in one group, durable before the answer leaves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gateway.rights.state import RightsState
from gateway.rights.tail import LeaseExpired, RightsTail
from gateway.store.committer import GroupCommitter
from gateway.store.errors import NotDurable, Overtaken
from gateway.store.submission import Committed, Submission
from schema.errors import ErrorCode, Refusal

A = TypeVar("A")
MOST_ROUNDS = 16


async def record(
    answer: Callable[[RightsState], tuple[A, Submission]],
    *,
    rights: RightsTail,
    committer: GroupCommitter,
    deadline: float,
) -> tuple[A, Committed]:
    """Make an answer durable; where the rights log moved on about it meanwhile, make it again from the newer state.

    `answer` is pure: it runs the rules on a state of the rights log. `deadline` is in event-loop seconds. Raises
    `Refusal(RIGHTS_UNAVAILABLE)` without a lease and `Refusal(RECEIPT_UNAVAILABLE)` if the disk fails or is late.
    """
    state = leased(rights)
    for _ in range(MOST_ROUNDS):
        given, submission = answer(state)
        try:
            return given, await committer.submit(submission, deadline)
        except Overtaken as news:
            state = state.advanced(news.entries)
        except NotDurable as error:
            raise _unavailable() from error
    raise _unavailable()


def leased(rights: RightsTail) -> RightsState:
    """Give the state of the rights log; raises `Refusal(RIGHTS_UNAVAILABLE)` without a lease."""
    try:
        return rights.state()
    except LeaseExpired as error:
        raise Refusal(
            ErrorCode.RIGHTS_UNAVAILABLE,
            "objections and repairs could not be read, so no guidance can be given",
            hint="ask again in a few seconds; if it lasts, tell the operator",
        ) from error


def _unavailable() -> Refusal:
    return Refusal(
        ErrorCode.RECEIPT_UNAVAILABLE,
        "the receipt could not be made durable in time, so no guidance is given",
        hint="ask again; if it lasts, tell the operator",
    )
