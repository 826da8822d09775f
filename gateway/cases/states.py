"""The two state machines of a joint case: of the case, and of each department it was sent to (GO-15-b)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from gateway.workflow.machine import Machine, steps_from
from schema.joint_cases import JointCaseState as Case
from schema.joint_cases import ParticipantState as Standing


class Role(StrEnum):
    """In what role an agency acts on a case (GO-15-a)."""

    INITIATOR = "INITIATOR"  # it designated the subject and opened the case
    IMPLEMENTER = "IMPLEMENTER"  # it was sent the case and may act
    OBSERVER = "OBSERVER"  # it was sent the case for reference


OPEN: Final[tuple[Case, ...]] = tuple(state for state in Case if state is not Case.ENDED)
_UNDECIDED: Final = (Standing.PUSHED, Standing.RECEIVED, Standing.CONFIRMED)

PARTICIPATION: Final = Machine[Standing, Role](
    (
        *steps_from((Standing.PUSHED,), Standing.RECEIVED, Role.IMPLEMENTER, Role.OBSERVER),
        *steps_from((Standing.RECEIVED,), Standing.CONFIRMED, Role.IMPLEMENTER),
        *steps_from((Standing.CONFIRMED,), Standing.APPLIED, Role.IMPLEMENTER),
        *steps_from(_UNDECIDED, Standing.REFUSED, Role.IMPLEMENTER),
        *steps_from((*_UNDECIDED, Standing.APPLIED), Standing.ENDED, Role.INITIATOR),
    )
)

# A case that is carried on stays where it stands; where its departments stand moves it otherwise.
CASES: Final = Machine[Case, Role](
    (
        *(step for state in OPEN for step in steps_from((state,), state, Role.INITIATOR, Role.IMPLEMENTER)),
        *steps_from(OPEN, Case.ENDED, Role.INITIATOR),
    )
)


def state_of(standings: Iterable[tuple[Standing, bool]], *, ended: bool) -> Case:
    """Give the state of a case from where each department stands and whether it may act at all."""
    all_standings = tuple(standings)
    stand = {standing for standing, _ in all_standings}
    acting = {standing for standing, may_act in all_standings if may_act}
    if ended:
        return Case.ENDED
    if not stand:
        return Case.INITIATED
    if Standing.APPLIED in stand:
        return Case.IMPLEMENTED
    if acting == {Standing.REFUSED}:
        return Case.REFUSED
    return Case.RECEIVED if stand & {Standing.RECEIVED, Standing.CONFIRMED} else Case.PUSHED
