"""The states of a rectification, as data: who may take which step (GO-22-e)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from gateway.workflow.machine import Machine, steps_from
from schema.rectifications import RectificationState as State


class Role(StrEnum):
    """In what role an agency takes part."""

    RECTIFIER = "RECTIFIER"  # it relied on the record
    CONFIRMER = "CONFIRMER"  # it answers for the record, as issuer or provider
    GATEWAY = "GATEWAY"  # where nobody is left to confirm anything


MACHINE: Final = Machine[State, Role](
    (
        *steps_from((State.OPEN,), State.ANSWERED, Role.RECTIFIER),
        *steps_from((State.ANSWERED,), State.DONE, Role.CONFIRMER, Role.GATEWAY),
        *steps_from((State.ANSWERED,), State.OPEN, Role.CONFIRMER),
    )
)
