"""Lodges an objection to a record, or joins the one that is open, and informs who provides the record (GO-22-b)."""

from __future__ import annotations

from collections.abc import Collection

from gateway.objections.handling import Handling
from gateway.objections.model import JOINED, OBJECTION, Content, Details, Objected
from gateway.objections.parties import answering, handles, lodging
from gateway.objections.reading import Lodgement, check_evidence
from gateway.objections.states import OPEN
from gateway.proceedings.records import LocatedRecord, unknown_record
from gateway.proceedings.subjects import subject_words
from gateway.proceedings.turn import Turn
from gateway.store.proceeding_lists import ProceedingsWanted, ids_of
from gateway.workflow.requests import Outcome
from schema.agencies import Agency
from schema.errors import ErrorCode, Refusal
from schema.objections import ObjectionRole as Role
from schema.objections import ObjectionState as State


class Lodging:
    """An objection being lodged by an agency to a record as the departments have it."""

    def __init__(self, written: Lodgement, located: LocatedRecord, lodger: Agency, agencies: Collection[str]) -> None:
        """Take what was written; raises `Refusal(FORBIDDEN)` if it is to be accepted by one who may not."""
        self._written = written
        self._located = located
        self._lodger = lodger
        self._answering = answering(located.issuer, located.providers, agencies)
        if written.accept and not handles(lodger, self._answering):
            raise Refusal(
                ErrorCode.FORBIDDEN,
                f"objections passed on by a body of the kind {lodger.kind.value} are accepted by who answers for the "
                "record",
                where="input.accept",
                hint=f"leave accept out; {', '.join(self._answering)} will be informed",
            )

    def lodge(self, turn: Turn, handling: Handling) -> Outcome:
        """Open the objection, or join the one that is open, and accept it if that is asked for.

        Raises `Refusal(UNKNOWN_RECORD)` for a record that ended since the departments were asked.
        """
        if turn.rights.of(self._located.record.id).gone_on(turn.today):
            raise unknown_record("input.record")
        wanted = ProceedingsWanted(kind=OBJECTION.kind, record_id=self._located.record.id, states=OPEN)
        found = next(iter(ids_of(turn.connection, wanted)), None)
        if found is None:
            check_evidence(turn.rights.of(self._located.record.id), new_evidence=self._written.new_evidence)
            outcome = self._open(handling)
        else:
            outcome = self._join(found, handling)
        objection = _held(handling, outcome.case_id)
        if self._written.accept and objection.state is State.INFORMED:
            return handling.accept(objection, Role.HANDLER)
        return outcome

    def _open(self, handling: Handling) -> Outcome:
        written, located = self._written, self._located
        content = Content(trigger=written.trigger, record_kind=located.record.kind, new_evidence=written.new_evidence)
        outcome = handling.docket.open(
            State.LODGED,
            content,
            parties=lodging(self._lodger, self._answering),
            subject_ref=located.subject_ref,
            record_id=located.record.id,
            words=subject_words(written.subject) | self._words(1),
        )
        objection = _held(handling, outcome.case_id)
        return handling.docket.step(objection, State.INFORMED, role=Role.LODGER, parties=self._answering)

    def _join(self, case_id: str, handling: Handling) -> Outcome:
        written, objection = self._written, _held(handling, case_id)
        place = 1 + sum(event.kind in {State.LODGED, JOINED} for event in objection.trail)
        details = Details(trigger=written.trigger, new_evidence=written.new_evidence)
        joining = {str(self._lodger.slug): frozenset({Role.LODGER})}
        return handling.docket.note(objection, JOINED, details=details, parties=joining, words=self._words(place))

    def _words(self, place: int) -> dict[str, str]:
        """Name the words of the lodger and of each who joined apart, in order."""
        written = {"grounds": self._written.grounds, "evidence": self._written.evidence}
        return {f"{name}.{place:04d}": text for name, text in written.items() if text is not None}


def _held(handling: Handling, case_id: str) -> Objected:
    found = handling.docket.held(case_id)
    if found is None:
        raise LookupError(case_id)
    return found
