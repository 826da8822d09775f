"""What departments of the sandbox do for the rights of subjects in a month, to be counted."""

from __future__ import annotations

from typing import Any, Final

from gateway.cli.repair_questions import ANSWER, WITHDRAW
from gateway.cli.rights_entry import enter
from gateway.demo.servers import Gateway
from gateway.rights.entries import RightsChange, RightsKind, Standing
from gateway.state import StateFolder
from schema.identifiers import Identifier, Scheme
from tests.acceptance.departments import numbers
from tests.acceptance.objecting import Objecting
from tests.acceptance.october import OCTOBER_15
from tests.acceptance.repairing import COUNTER, ISSUER, Repairing

VERIFIED: Final = 5
TAKEN_BACK: Final = 5
RIGHTED: Final = 5


def objections(gateway: Gateway) -> set[str]:
    """Dispute one record again and again; it is found correct each time but the last, when nobody verifies it."""
    objecting = Objecting(gateway)
    record, said = objecting.record("listed-strict"), set()
    for number in range(VERIFIED + 1):
        new: dict[str, Any] = {"newEvidence": True, "evidence": f"复议决定书{number}"} if number else {}
        objection = objecting.lodged("listed-strict", record, accept=True, **new)
        said |= {objection["id"], *objection["grounds"]}
        if number < VERIFIED:
            objecting.verify(objection, "CORRECT")
    return said | {record, objecting.who("listed-strict")["value"]}


def repairs(gateway: Gateway) -> set[str]:
    """Apply for repair and take it back, again and again; then withdraw the record, and set right what relied on it."""
    town = Repairing(gateway)
    checks = [town.checked("revoked") for _ in range(RIGHTED)]
    (penalty,) = checks[0]["subject"]["penalties"]
    said = {penalty["id"], penalty["documentNumber"], *(each["receipt"]["id"] for each in checks)}
    for _ in range(TAKEN_BACK):
        repair = town.applied("revoked", penalty["id"])
        said.add(town.repaired(WITHDRAW, COUNTER, repair=repair["id"])["id"])
    _withdraw(town, "revoked", penalty["id"])
    for each in town.rectifications(ISSUER, penalty["id"], RIGHTED):
        undone = {"rectification": each["id"], "answer": {"done": each["toDo"]}, "key": f"W-{next(numbers)}"}
        assert town.ask(ANSWER, ISSUER, **undone)["change"]["rectification"]["state"] == "DONE"
        said.add(each["id"])
    return said


def _withdraw(town: Repairing, member: str, record: str) -> None:
    """Enter into the rights log that a record was withdrawn."""
    folder, who = StateFolder(town.gateway.state), town.who(member)
    subject = Identifier(scheme=Scheme[who["scheme"]], value=who["value"])
    change = RightsChange(
        at=OCTOBER_15,
        kind=RightsKind.WITHDRAWN,
        record_id=record,
        subject_ref=folder.vault().subject_ref(subject),
        by="market-regulation",
        effective_on=OCTOBER_15.date(),
    )
    enter(folder, change, Standing.ISSUER)
