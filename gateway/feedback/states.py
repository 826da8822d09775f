"""The state machine of the feedback on one measure (GO-18-f)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from gateway.workflow.machine import Machine, steps_from
from schema.feedback import FeedbackState as State


class Role(StrEnum):
    """Who takes a step."""

    IMPLEMENTER = "IMPLEMENTER"  # it decided, and the measure is its to apply
    GATEWAY = "GATEWAY"  # the gateway by itself, when the record behind the measure ends or is disputed


# Verification takes the due day away and its end gives another, in the same state. What was said to be left undone, or
# lapsed, may turn out to have been applied: that is recorded, with what is wrong with it.
FEEDBACK: Final = Machine[State, Role](
    (
        *steps_from((State.AWAITED,), State.AWAITED, Role.GATEWAY),
        *steps_from((State.AWAITED, State.NOT_APPLIED, State.LAPSED), State.APPLIED, Role.IMPLEMENTER),
        *steps_from((State.AWAITED,), State.NOT_APPLIED, Role.IMPLEMENTER),
        *steps_from((State.AWAITED,), State.LAPSED, Role.GATEWAY),
    )
)
