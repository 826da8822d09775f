"""The state machine of a notice, and who takes which step (GO-23-b)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from gateway.workflow.machine import Machine, steps_from
from schema.notices import NoticeState as State


class Role(StrEnum):
    """In what role an agency takes part in a notice."""

    COORDINATOR = "COORDINATOR"  # it issued the notice
    DEPARTMENT = "DEPARTMENT"  # it was notified


MACHINE: Final = Machine[State, Role](
    (
        *steps_from((State.ISSUED,), State.ANSWERED, Role.DEPARTMENT),
        *steps_from((State.ANSWERED,), State.CORRECTED, Role.COORDINATOR),
        *steps_from((State.ANSWERED,), State.ISSUED, Role.COORDINATOR),
        *steps_from((State.ISSUED, State.ANSWERED, State.CORRECTED), State.CLOSED, Role.COORDINATOR),
    )
)
