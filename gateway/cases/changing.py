"""Changes one client's visit makes to joint cases, each carried out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gateway.cases.ledger import Ledger
from gateway.cases.showing import read_case, seen
from gateway.proceedings.changing import Changes, Touched
from gateway.proceedings.turn import Turn
from gateway.workflow.requests import Outcome
from schema.joint_cases import JointCaseChange


async def change_once(
    changes: Changes, operation: str, said: dict[str, Any], key: str, do: Callable[[Ledger], Outcome]
) -> JointCaseChange:
    """Do what a request says, or answer what it did before under its key, as it was left then."""
    return await changes.once(operation, said, key, lambda turn: do(ledger_of(turn)), _shown)


def ledger_of(turn: Turn) -> Ledger:
    """Give the ledger of joint cases in a turn."""
    return Ledger(turn.connection, turn.vault, turn.rights, agency=turn.agency, at=turn.at, today=turn.today)


def _shown(turn: Turn, outcome: Outcome) -> tuple[JointCaseChange, Touched]:
    record = read_case(turn.connection, outcome.case_id, turn.agency, turn.vault, up_to=outcome.sequence)
    answer = JointCaseChange(case=seen(record, turn.rights), sequence=outcome.sequence)
    return answer, Touched(record.file.subject_ref, record.file.id)
