"""The docket of one kind of proceeding within a turn: opened, found by those who take part, taken on step by step."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Generic

import msgspec

from gateway.proceedings.model import C, D, Procedure, Proceeding, R, S
from gateway.proceedings.turn import Turn
from gateway.receipts.ids import RANDOM_BYTES, receipt_id
from gateway.store.proceedings import (
    NewProceeding,
    Told,
    add_event,
    add_parties,
    add_proceeding,
    find_proceeding,
    keep_words,
    sealed_for,
)
from gateway.store.subject_keys import SubjectSeal
from gateway.workflow.machine import IllegalStep
from gateway.workflow.requests import Outcome
from schema.errors import ErrorCode, Refusal

Parties = Mapping[str, Collection[R]]


class Docket(Generic[C, D, S, R]):
    """Proceedings of one kind, as one agency may change them in its turn."""

    def __init__(self, procedure: Procedure[C, D, S, R], turn: Turn) -> None:
        self._procedure = procedure
        self._turn = turn

    def open(
        self,
        state: S,
        content: C,
        *,
        parties: Parties[R],
        details: D | None = None,
        subject_ref: str | None = None,
        record_id: str | None = None,
        due_on: date | None = None,
        words: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Open a proceeding in a state, with who takes part; `words` are sealed under the subject's key."""
        turn, kind = self._turn, self._procedure.kind
        new = NewProceeding(
            id=receipt_id(turn.at, turn.random(RANDOM_BYTES)),
            kind=kind,
            opened_at=turn.at,
            opened_by=turn.agency,
            subject_ref=subject_ref,
            record_id=record_id,
            content=msgspec.json.encode(content),
        )
        add_proceeding(turn.connection, new, state.value)
        return self._entered(new.id, subject_ref, state, state.value, details, due_on, parties, words)

    def find(self, case_id: str, *, where: str = "id") -> Proceeding[C, D, S, R]:
        """Give a proceeding the agency takes part in, held until the turn ends.

        Raises `Refusal(UNKNOWN_PROCEEDING)` for one that is not there or not the agency's to see, told alike.
        """
        found = self.held(case_id)
        if found is None or not found.roles_of(self._turn.agency):
            raise unknown_proceeding(where)
        return found

    def held(self, case_id: str) -> Proceeding[C, D, S, R] | None:
        """Give a proceeding whoever takes part, held until the turn ends; for what the gateway does by itself."""
        turn = self._turn
        return find_proceeding(turn.connection, self._procedure, case_id, turn.vault, locked=True)

    def step(
        self,
        found: Proceeding[C, D, S, R],
        after: S,
        *,
        role: R | None = None,
        details: D | None = None,
        due_on: date | None = None,
        parties: Parties[R] | None = None,
        words: Mapping[str, str] | None = None,
        where: str = "id",
    ) -> Outcome:
        """Take a proceeding to another state, as the agency in its roles or in the `role` named.

        `due_on` is when the next step is due; None takes away a due day. Raises `Refusal(ILLEGAL_TRANSITION)`, with
        the states that may follow, where the step does not follow for the agency.
        """
        roles = found.roles_of(self._turn.agency) if role is None else (role,)
        try:
            self._procedure.machine.taken(found.state, after, *roles)
        except IllegalStep as error:
            raise illegal_step(str(error), error.legal, where) from error
        return self._entered(found.id, found.subject_ref, after, after.value, details, due_on, parties, words)

    def note(
        self,
        found: Proceeding[C, D, S, R],
        kind: str,
        *,
        details: D | None = None,
        parties: Parties[R] | None = None,
        words: Mapping[str, str] | None = None,
    ) -> Outcome:
        """Enter an event that leaves a proceeding in its state, and its due day as it is."""
        return self._entered(found.id, found.subject_ref, found.state, kind, details, found.due_on, parties, words)

    def _entered(  # noqa: PLR0917 - private
        self,
        case_id: str,
        subject_ref: str | None,
        state: S,
        kind: str,
        details: D | None,
        due_on: date | None,
        parties: Parties[R] | None,
        words: Mapping[str, str] | None,
    ) -> Outcome:
        turn, procedure = self._turn, self._procedure
        told = Told(state=state.value, due_on=due_on, details=procedure.details() if details is None else details)
        number = add_event(turn.connection, procedure.kind, case_id, at=turn.at, by=turn.agency, kind=kind, told=told)
        if parties:
            add_parties(turn.connection, case_id, parties, number)
        if words:
            seal = SubjectSeal(turn.connection, turn.vault, sealed_for(subject_ref))
            keep_words(turn.connection, case_id, seal, words, number)
        return Outcome(case_id=case_id, sequence=number)


def legal_steps(procedure: Procedure[C, D, S, R], found: Proceeding[C, D, S, R], agency: str) -> tuple[S, ...]:
    """Give the states an agency may take a proceeding to; what a client is shown as its next steps."""
    return procedure.machine.legal(found.state, *found.roles_of(agency))


def illegal_step(problem: str, legal: Iterable[str], where: str = "id") -> Refusal:
    """Make the refusal of a step that does not follow, with the states that may."""
    words = ", ".join(legal)
    hint = f"what may follow: {words}" if words else "nothing more may follow for your agency"
    return Refusal(ErrorCode.ILLEGAL_TRANSITION, problem, where=where, hint=hint)


def unknown_proceeding(where: str = "id") -> Refusal:
    """Make the refusal of a proceeding that is not there, or not this agency's to see: the two are told alike."""
    return Refusal(
        ErrorCode.UNKNOWN_PROCEEDING,
        "your agency takes part in no such proceeding of that id",
        where=where,
        hint="list those of your agency, and copy the id from there",
    )
