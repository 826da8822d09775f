"""What is counted of each kind of proceeding is in its states, its roles and its content."""

from __future__ import annotations

import msgspec
import pytest

from gateway.accounting.kinds import ACCOUNTS
from gateway.commitments.model import COMMITMENTS
from gateway.feedback.model import FEEDBACKS
from gateway.objections.model import OBJECTION
from gateway.proceedings.model import Procedure
from gateway.publications.model import PUBLICATIONS
from gateway.rectifications.model import RECTIFICATIONS
from gateway.repairs.model import REPAIRS
from schema.duties import DutyResult

PROCEDURES = (PUBLICATIONS, OBJECTION, REPAIRS, RECTIFICATIONS, FEEDBACKS, COMMITMENTS)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda each: each.kind.value)
def test_an_account_names_what_its_procedure_has(procedure: Procedure) -> None:  # type: ignore[type-arg]  # of any kind
    account = ACCOUNTS[procedure.kind]
    states = {state.value for state in procedure.states}
    assert account.results <= states & DutyResult.__members__.keys()
    assert account.waits <= states - account.results
    assert set(account.roles) <= {role.value for role in procedure.roles}
    content, details = _members(procedure.content), _members(procedure.details)
    assert {account.item, account.began_on} <= content | {""}
    assert {account.done_on} <= details | {""}
    assert {account.done_by} <= states | {""}


def _members(struct: type[msgspec.Struct]) -> set[str]:
    return {field.name for field in msgspec.structs.fields(struct)}
