"""What every kind of proceeding shows alike: its trail."""

from __future__ import annotations

from gateway.proceedings.model import C, D, Proceeding, R, S
from schema.proceedings import ProceedingEvent


def trail_of(found: Proceeding[C, D, S, R]) -> tuple[ProceedingEvent, ...]:
    """Show the trail of a proceeding."""
    return tuple(
        ProceedingEvent(
            sequence=each.sequence, at=each.at, by=each.by, kind=each.kind, state=each.state.value, due_on=each.due_on
        )
        for each in found.trail
    )
