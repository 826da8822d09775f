"""What is done to an application before it is decided, each step within one exclusive transaction."""

from __future__ import annotations

from collections.abc import Sequence

from gateway.proceedings.days import due_after
from gateway.proceedings.subjects import subject_words
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import invalid
from gateway.repairs.model import Details, Repairs, pieces_of
from gateway.repairs.opening import Prepared
from gateway.repairs.orders import MOST_PIECES, Evidence, check_whose, words_of
from gateway.repairs.roles import WHERE, refuse_if_over, step_as
from gateway.repairs.states import OPEN, Role
from gateway.rules.calendar import WorkingCalendar
from gateway.store.proceeding_lists import ProceedingsWanted, ids_of
from gateway.workflow.requests import Outcome
from schema.identifiers import Identifier
from schema.proceedings import ProceedingKind
from schema.repairs import RepairState


def apply(docket: Repairs, turn: Turn, prepared: Prepared, subject: Identifier) -> Outcome:
    """Open an application; refused while one of its kind is open for the record, or the record has ended."""
    kind = prepared.content.kind
    refuse_if_over(turn, prepared.record_id, kind, "input.record")
    states = tuple(state.value for state in OPEN)
    wanted = ProceedingsWanted(kind=ProceedingKind.REPAIR, record_id=prepared.record_id, states=states)
    for case_id in ids_of(turn.connection, wanted):
        other = docket.held(case_id)
        if other is not None and other.content.kind is kind:
            raise invalid(
                f"an application for {kind.value} of this record is open already",
                "input.record",
                "wait for its decision; its applicant may bring more evidence when asked",
            )
    return docket.open(
        RepairState.APPLIED_FOR,
        prepared.content,
        parties=_parties(turn.agency, prepared.reviewers),
        details=Details(pieces=tuple(each.piece for each in prepared.evidence)),
        subject_ref=prepared.subject_ref,
        record_id=prepared.record_id,
        due_on=prepared.due_on,
        words=subject_words(subject) | words_of(prepared.evidence, 1),
    )


def review(docket: Repairs, turn: Turn, case_id: str) -> Outcome:
    """Take an application up; its due day stays."""
    found = docket.find(case_id, where=WHERE)
    return step_as(docket, turn, found, Role.REVIEWER, RepairState.UNDER_REVIEW, due_on=found.due_on)


def ask(docket: Repairs, turn: Turn, case_id: str, what: str) -> Outcome:
    """Ask for more evidence; the handling time rests until it comes."""
    found = docket.find(case_id, where=WHERE)
    asked = sum(event.kind == RepairState.MORE_EVIDENCE_ASKED.value for event in found.trail) + 1
    after = RepairState.MORE_EVIDENCE_ASKED
    return step_as(docket, turn, found, Role.REVIEWER, after, words={f"asked-{asked}": what})


def bring(
    docket: Repairs, turn: Turn, case_id: str, evidence: Sequence[Evidence], calendar: WorkingCalendar
) -> Outcome:
    """Bring the evidence that was asked for; the handling time begins anew."""
    found = docket.find(case_id, where=WHERE)
    check_whose(evidence, found.subject_ref or "", "evidence")
    brought = len(pieces_of(found))
    if brought + len(evidence) > MOST_PIECES:
        raise invalid(f"it would have more than {MOST_PIECES} pieces of evidence", "evidence", "bring fewer")
    return step_as(
        docket,
        turn,
        found,
        Role.APPLICANT,
        RepairState.UNDER_REVIEW,
        details=Details(pieces=tuple(each.piece for each in evidence)),
        due_on=due_after(calendar, turn.today, found.content.handling_days),
        words=words_of(evidence, brought + 1),
    )


def withdraw(docket: Repairs, turn: Turn, case_id: str) -> Outcome:
    """Withdraw an application."""
    found = docket.find(case_id, where=WHERE)
    return step_as(docket, turn, found, Role.APPLICANT, RepairState.WITHDRAWN)


def _parties(applicant: str, reviewers: Sequence[str]) -> dict[str, list[Role]]:
    parties = {slug: [Role.REVIEWER] for slug in reviewers}
    return parties | {applicant: [Role.APPLICANT, *parties.get(applicant, ())]}
