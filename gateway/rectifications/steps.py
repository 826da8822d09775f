"""What is done to a rectification within one exclusive transaction: answered, confirmed, or sent back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from gateway.proceedings.docket import Docket, illegal_step, legal_steps
from gateway.proceedings.model import GATEWAY
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import invalid, read_words
from gateway.rectifications.model import RECTIFICATIONS, Case, Details, Rectifying
from gateway.rectifications.reading import APPLIED
from gateway.rectifications.states import Role
from gateway.store.reliance import feedback_on
from gateway.workflow.requests import Outcome
from schema.graph.rectifications import RectificationAnswerInput
from schema.rectifications import RectificationAct, RectificationState

LONGEST_DOCUMENT: Final = 100
WHERE: Final = "rectification"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an agency says it did."""

    done: tuple[RectificationAct, ...]
    document: str | None
    words: str | None


def read_answer(written: RectificationAnswerInput) -> Answer:
    """Read an answer; raises `Refusal` for one that says nothing, or two things that exclude each other."""
    done = tuple(dict.fromkeys(written.done))
    if not done:
        raise invalid("it does not say what was done", "answer.done", f"write {', '.join(RectificationAct)}")
    if RectificationAct.NOTHING_APPLIED in done and len(done) > 1:
        raise invalid("NOTHING_APPLIED stands alone", "answer.done", "leave it out, or the others")
    document, words = written.document, written.words
    return Answer(
        done=done,
        document=None if document is None else read_words(document, "answer.document", LONGEST_DOCUMENT),
        words=None if words is None else read_words(words, "answer.words"),
    )


def answer(docket: Rectifying, turn: Turn, case_id: str, said: Answer, due_on: date | None) -> Outcome:
    """Take an answer; where nobody else has anything to confirm, it is done by itself."""
    found = docket.find(case_id, where=WHERE)
    _check_role(found, turn, Role.RECTIFIER)
    if RectificationAct.NOTHING_APPLIED in said.done and _was_applied(found, turn):
        raise invalid(
            "your agency fed back that it applied a measure that rests on the record",
            "answer.done",
            "say what was done to set that right",
        )
    words = {f"{name}-{_round(found)}": text for name, text in vars_of(said).items()}
    outcome = docket.step(
        found,
        RectificationState.ANSWERED,
        role=Role.RECTIFIER,
        details=Details(done=said.done),
        due_on=due_on,
        words=words,
        where=WHERE,
    )
    return _done_by_itself(turn, case_id) if _needs_nobody(found, said) else outcome


def close(docket: Rectifying, turn: Turn, case_id: str, reason: str | None, due_on: date | None) -> Outcome:
    """Confirm an answer, or with a reason send it back to be answered anew by a day."""
    found = docket.find(case_id, where=WHERE)
    _check_role(found, turn, Role.CONFIRMER)
    if reason is None:
        return docket.step(found, RectificationState.DONE, role=Role.CONFIRMER, where=WHERE)
    words = {f"sent-back-{_round(found)}": reason}
    return docket.step(found, RectificationState.OPEN, role=Role.CONFIRMER, due_on=due_on, words=words, where=WHERE)


def vars_of(said: Answer) -> dict[str, str]:
    """Give the words of an answer, by the name they are sealed under."""
    return {name: text for name, text in (("document", said.document), ("words", said.words)) if text is not None}


def _round(found: Case) -> int:
    """Count the answers there were, this one included."""
    return sum(event.kind == RectificationState.ANSWERED.value for event in found.trail) + (
        found.state is RectificationState.OPEN
    )


def _needs_nobody(found: Case, said: Answer) -> bool:
    """Tell whether the agency answers for the record itself, or there never was anything in force to undo."""
    content = found.content
    nothing = said.done == (RectificationAct.NOTHING_APPLIED,)
    return content.confirmer == content.rectifier or (nothing and not any(each.restrained for each in content.measures))


def _done_by_itself(turn: Turn, case_id: str) -> Outcome:
    alone = Turn(
        turn.connection,
        turn.vault,
        turn.rights,
        agency=GATEWAY,
        at=turn.at,
        today=turn.today,
        random=turn.random,
    )
    docket: Rectifying = Docket(RECTIFICATIONS, alone)
    found = docket.held(case_id)
    if found is None:
        raise RuntimeError("a rectification vanished within a transaction")
    return docket.step(found, RectificationState.DONE, role=Role.GATEWAY)


def _was_applied(found: Case, turn: Turn) -> bool:
    about = found.subject_ref or "", found.content.receipt, found.record_id or ""
    return APPLIED in feedback_on(turn.connection, *about).values()


def _check_role(found: Case, turn: Turn, role: Role) -> None:
    if role not in found.roles_of(turn.agency):
        whose = {Role.RECTIFIER: found.content.rectifier, Role.CONFIRMER: found.content.confirmer}[role]
        problem = f"that is for the {role.value.lower()}, {whose}"
        raise illegal_step(problem, legal_steps(RECTIFICATIONS, found, turn.agency), WHERE)
