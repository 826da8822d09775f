"""States of a publication and who may take which step, as data (GO-17)."""

from __future__ import annotations

from enum import StrEnum

from gateway.workflow.machine import Machine, steps_from
from schema.publications import PublicationState as State


class Role(StrEnum):
    """In what role an agency takes part in a publication; the gateway takes the steps that follow by themselves."""

    HOLDER = "HOLDER"  # decided, and must publish
    COLLECTOR = "COLLECTOR"  # keeps a platform that collects it
    GATEWAY = "GATEWAY"


_SHOWN = (State.PUBLISHED, State.COLLECTED)
_OPEN = (State.DUE, *_SHOWN, State.WITHHELD)
MACHINE: Machine[State, Role] = Machine(
    (
        *steps_from((State.DUE, State.WITHHELD), State.PUBLISHED, Role.HOLDER, Role.GATEWAY),
        *steps_from((State.PUBLISHED,), State.COLLECTED, Role.HOLDER, Role.COLLECTOR, Role.GATEWAY),
        *steps_from((State.DUE, *_SHOWN), State.WITHHELD, Role.HOLDER),
        *steps_from(_OPEN, State.TAKEN_DOWN, Role.HOLDER, Role.GATEWAY),
    )
)
