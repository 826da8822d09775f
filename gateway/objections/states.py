"""The state machine of an objection, and who may take which step (GO-22-a, GO-22-b)."""

from __future__ import annotations

from typing import Final

from gateway.workflow.machine import Machine, steps_from
from schema.objections import ObjectionRole as Role
from schema.objections import ObjectionState as State

OPEN: Final = (State.LODGED, State.INFORMED, State.UNDER_VERIFICATION)
"""States in which another objection to the record joins this one."""

OBJECTIONS: Final = Machine[State, Role](
    (
        *steps_from((State.LODGED,), State.INFORMED, Role.LODGER),
        *steps_from((State.INFORMED,), State.UNDER_VERIFICATION, Role.HANDLER, Role.PROVIDER, Role.ISSUER),
        *steps_from((State.INFORMED,), State.REFUSED, Role.HANDLER),
        *steps_from((State.UNDER_VERIFICATION,), State.VERIFIED_CORRECT, Role.PROVIDER, Role.ISSUER),
        *steps_from((State.UNDER_VERIFICATION,), State.VERIFIED_WRONG, Role.PROVIDER, Role.ISSUER),
        *steps_from((State.VERIFIED_WRONG,), State.CORRECTED, Role.CORRECTOR),
        *steps_from((State.VERIFIED_WRONG,), State.WITHDRAWN, Role.ISSUER),
    )
)
