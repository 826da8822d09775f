"""The states of an application for repair or exit, as data: who may take which step (GO-18-d, GO-21-b)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from gateway.workflow.machine import Machine, steps_from
from schema.repairs import RepairState as State


class Role(StrEnum):
    """In what role an agency takes part."""

    APPLICANT = "APPLICANT"  # it applied for the subject
    REVIEWER = "REVIEWER"  # it determined the record, or keeps the list, and may decide


OPEN: Final = (State.APPLIED_FOR, State.UNDER_REVIEW, State.MORE_EVIDENCE_ASKED)

MACHINE: Final = Machine[State, Role](
    (
        *steps_from((State.APPLIED_FOR,), State.UNDER_REVIEW, Role.REVIEWER),
        *steps_from((State.UNDER_REVIEW,), State.MORE_EVIDENCE_ASKED, Role.REVIEWER),
        *steps_from((State.MORE_EVIDENCE_ASKED,), State.UNDER_REVIEW, Role.APPLICANT),
        *steps_from((State.UNDER_REVIEW,), State.GRANTED, Role.REVIEWER),
        *steps_from((State.UNDER_REVIEW, State.MORE_EVIDENCE_ASKED), State.REFUSED, Role.REVIEWER),
        *steps_from(OPEN, State.WITHDRAWN, Role.APPLICANT),
    )
)
