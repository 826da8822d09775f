"""Steps an agency takes in one role, though it may hold both, and records nothing more can be applied for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from gateway.proceedings.docket import illegal_step, legal_steps
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import invalid
from gateway.repairs.model import REPAIRS, Application, Details, Repairs
from gateway.repairs.states import Role
from gateway.workflow.requests import Outcome
from schema.repairs import RepairKind, RepairState

WHERE: Final = "repair"


def check_step(turn: Turn, found: Application, role: Role, after: RepairState) -> None:
    """Raise `Refusal(ILLEGAL_TRANSITION)`, with what may follow, unless a step is the agency's to take in a role."""
    if role in found.roles_of(turn.agency) and after in REPAIRS.machine.legal(found.state, role):
        return
    whose = "" if role in found.roles_of(turn.agency) else f", and is for the {role.value.lower()}"
    problem = f"{after.value} does not follow {found.state.value}{whose}"
    raise illegal_step(problem, legal_steps(REPAIRS, found, turn.agency), WHERE)


def step_as(
    docket: Repairs,
    turn: Turn,
    found: Application,
    role: Role,
    after: RepairState,
    *,
    details: Details | None = None,
    due_on: date | None = None,
    words: Mapping[str, str] | None = None,
) -> Outcome:
    """Take a step as the agency in one role; raises `Refusal` as `check_step` does."""
    check_step(turn, found, role, after)
    return docket.step(found, after, role=role, details=details, due_on=due_on, words=words, where=WHERE)


def refuse_if_over(turn: Turn, record_id: str, kind: RepairKind, where: str) -> None:
    """Raise `Refusal` if the rights log says that the record ended, so that there is nothing to repair or leave."""
    rights = turn.rights.of(record_id)
    ends = {
        "was repaired": rights.repaired_on,
        "was withdrawn": rights.withdrawn_on,
        "was verified wrong": rights.verified_wrong_at,
        "has left the list": rights.exit_on if kind is RepairKind.LIST_EXIT else None,
    }
    over = [what for what, when in ends.items() if when is not None]
    if over:
        raise invalid(f"the record {over[0]} already", where, "nothing more is to be decided about it")
