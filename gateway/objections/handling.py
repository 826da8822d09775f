"""The steps of an objection, each with its entry in the rights log in the same transaction (GO-22-a to GO-22-d)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from gateway.objections.model import OBJECTION, Details, Objected, ObjectionDocket, brings_new_evidence
from gateway.objections.parties import standing_of
from gateway.objections.reading import check_evidence
from gateway.objections.terms import Terms
from gateway.proceedings.docket import Docket
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import invalid
from gateway.rights.entries import RightsChange, RightsFault, RightsKind
from gateway.workflow.requests import Outcome
from schema.objections import ObjectionFinding
from schema.objections import ObjectionRole as Role
from schema.objections import ObjectionState as State

WHERE: Final = "objection"
_ENTERED = {
    State.VERIFIED_CORRECT: RightsKind.VERIFIED_CORRECT,
    State.VERIFIED_WRONG: RightsKind.VERIFIED_WRONG,
}


class Handling:
    """Steps an agency takes in its turn; raises `Refusal` for those that do not follow, or not for it."""

    def __init__(self, turn: Turn, terms: Terms) -> None:
        self._turn = turn
        self._terms = terms
        self.docket: ObjectionDocket = Docket(OBJECTION, turn)

    def accept(self, found: Objected, role: Role | None = None) -> Outcome:
        """Accept an objection for handling: every restraint that needs the record is suspended from now on."""
        turn, due = self._turn, self._terms.verification()
        rights, new_evidence = turn.rights.of(_record_of(found)), brings_new_evidence(found)
        details = Details(suspended_since=rights.verification_since or turn.at, deadline=due.deadline)
        outcome = self._step(found, State.UNDER_VERIFICATION, role=role, due_on=due.on, details=details)
        check_evidence(rights, new_evidence=new_evidence, where=WHERE)
        roles = found.roles_of(turn.agency) if role is None else {role}
        self._enter(found, RightsKind.OBJECTION_ACCEPTED, roles, new_evidence=new_evidence)
        return outcome

    def refuse(self, found: Objected, reason: str) -> Outcome:
        """Refuse to handle one; nothing was suspended."""
        return self._step(found, State.REFUSED, details=self._result(found), words={"reason": reason})

    def verify(self, found: Objected, finding: ObjectionFinding, answer: str | None) -> Outcome:
        """End the verification: correct, the restraints apply again; wrong, nothing rests on the record any more."""
        words = None if answer is None else {"answer": answer}
        wrong = finding is ObjectionFinding.WRONG
        state = State.VERIFIED_WRONG if wrong else State.VERIFIED_CORRECT
        due = self._terms.correction() if wrong else None
        details = Details(deadline=due.deadline) if due else self._result(found)
        outcome = self._step(found, state, due_on=due.on if due else None, details=details, words=words)
        self._enter(found, _ENTERED[state], found.roles_of(self._turn.agency))
        return outcome

    def correct(self, found: Objected, correction: str) -> Outcome:
        """Note that the wrong record was corrected."""
        return self._step(found, State.CORRECTED, words={"correction": correction})

    def withdraw(self, found: Objected, document: str | None, effective_on: date | None) -> Outcome:
        """Withdraw the wrong record, with effect on a legal day, today by default."""
        today = self._turn.today
        if effective_on is not None and effective_on > today:
            raise invalid(f"{effective_on} lies in the future", "effectiveOn", f"write {today} or an earlier day")
        words = None if document is None else {"correction": document}
        outcome = self._step(found, State.WITHDRAWN, words=words)
        self._enter(found, RightsKind.WITHDRAWN, {Role.ISSUER}, effective_on=effective_on or today, document=document)
        return outcome

    def _step(self, found: Objected, after: State, **told: Any) -> Outcome:
        return self.docket.step(found, after, where=WHERE, **told)

    def _result(self, found: Objected) -> Details:
        return Details(remedies=self._terms.remedies(found.content.record_kind))

    def _enter(
        self,
        found: Objected,
        kind: RightsKind,
        roles: Collection[Role],
        *,
        new_evidence: bool = False,
        effective_on: date | None = None,
        document: str | None = None,
    ) -> None:
        turn = self._turn
        change = RightsChange(
            at=turn.at,
            kind=kind,
            record_id=_record_of(found),
            subject_ref=found.subject_ref or "",
            by=turn.agency,
            new_evidence=new_evidence,
            effective_on=effective_on,
            document=document,
        )
        try:
            turn.enter(change, standing_of(roles))
        except RightsFault as fault:
            raise invalid(fault.message, WHERE, fault.hint) from fault


def _record_of(found: Objected) -> str:
    if found.record_id is None:
        raise ValueError("an objection is about a record")
    return found.record_id
