"""What answering a change of a proceeding takes: the proceeding as the change left it, and whom it tells of."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gateway.proceedings.changing import Touched
from gateway.proceedings.client_desk import touched_by
from gateway.proceedings.docket import unknown_proceeding
from gateway.proceedings.model import C, D, Procedure, Proceeding, R, S
from gateway.proceedings.turn import Turn
from gateway.store.proceedings import find_proceeding
from gateway.workflow.requests import Outcome

T = TypeVar("T")


def answering(
    procedure: Procedure[C, D, S, R], show: Callable[[Proceeding[C, D, S, R], Outcome], T]
) -> Callable[[Turn, Outcome], tuple[T, Touched | None]]:
    """Give what answers a change: `show` of the proceeding as the change left it."""

    def answer(turn: Turn, outcome: Outcome) -> tuple[T, Touched | None]:
        found = find_proceeding(turn.connection, procedure, outcome.case_id, turn.vault, up_to=outcome.sequence)
        if found is None:
            raise unknown_proceeding()
        return show(found, outcome), touched_by(found)

    return answer
