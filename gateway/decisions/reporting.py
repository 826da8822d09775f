"""Takes a decision down within a turn: its receipt is used once, and the feedback it calls for is opened with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gateway.decisions.judging import Claimed, faults_of, findings_of, shows_the_subject
from gateway.decisions.model import (
    DECISIONS,
    DOCUMENT,
    AppliedContent,
    DecisionContent,
    DecisionDocket,
    DecisionState,
    Role,
)
from gateway.decisions.orders import AppliedOrder, DecisionOrder
from gateway.feedback.applying import Standing, finding_of
from gateway.feedback.history import history_of
from gateway.feedback.model import FeedbackContent
from gateway.feedback.moments import Moment, on_day
from gateway.feedback.opening import Application, due_on, open_feedback
from gateway.office import Office
from gateway.proceedings.docket import Docket
from gateway.proceedings.subjects import is_about
from gateway.proceedings.turn import Turn
from gateway.proceedings.words import invalid
from gateway.receipts.signed import SignedCheck, SignedMeasure, read_signed
from gateway.stages.identify import naming_identifier
from gateway.store.proceeding_lists import ProceedingsWanted, contents_of
from gateway.store.receipts import SignedBody, find_hidden_records, find_issued
from gateway.workflow.requests import Outcome
from schema.decisions import DecisionFinding
from schema.measures import MeasureKind
from schema.suggest import did_you_mean


class _Applied(NamedTuple):
    order: AppliedOrder
    signed: SignedMeasure | None
    kept: AppliedContent


def take_down(order: DecisionOrder, office: Office, turn: Turn) -> Outcome:
    """Keep a decision with what is wrong with it; a receipt was used by the first that is valid with it."""
    stored = None if order.receipt is None else find_issued(turn.connection, order.receipt, turn.agency)
    ref = office.vault.subject_ref(naming_identifier(order.subject.aliases))
    claimed = None if stored is None or order.receipt is None else _claimed(order.receipt, stored, order, office, turn)
    faults = faults_of(order, claimed)
    check = shows_the_subject(claimed, faults)
    if stored is not None and claimed is not None and claimed.same_subject:
        ref = stored.subject_ref
    applied = tuple(_applied(each, order, check, office, turn) for each in order.applied)
    awaited = () if check is None else tuple(_awaited(check, applied))
    content = DecisionContent(
        matter=order.matter.id,
        region=office.agencies[turn.agency].region,
        must_be_checked=order.matter.must_be_checked,
        case_number=order.case_number,
        outcome=order.outcome,
        decided_on=order.moment.day,
        decided_at=order.decided_at,
        receipt=None if claimed is None else claimed.check.id,
        receipt_faults=faults,
        guidance=None if check is None else check.guidance,
        applied=tuple(each.kept for each in applied),
        findings=findings_of(order, faults, check, (each.kept for each in applied)),
        feedback=len(awaited),
    )
    docket: DecisionDocket = Docket(DECISIONS, turn)
    outcome = docket.open(
        DecisionState.REPORTED,
        content,
        parties={turn.agency: [Role.DECIDER]},
        subject_ref=ref,
        record_id=content.receipt,
        words={} if order.document is None else {DOCUMENT: order.document},
    )
    if check is not None:
        for signed, done in awaited:
            feedback = _feedback_on(signed, check, order, outcome.case_id, content.region)
            due = due_on(feedback, order.moment.day, office.calendar)
            open_feedback(turn, feedback, ref, _application(done, order) if done else None, due)
    return outcome


def _claimed(receipt: str, stored: SignedBody, order: DecisionOrder, office: Office, turn: Turn) -> Claimed:
    check = read_signed(stored.body, find_hidden_records(turn.connection, receipt, office.vault))
    wanted = ProceedingsWanted(kind=DECISIONS.kind, record_id=check.id)
    earlier = contents_of(turn.connection, wanted, DECISIONS.content)
    return Claimed(
        check=check,
        same_subject=is_about(stored.subject_ref, order.subject.aliases, office.vault),
        used=any(each.receipt_valid for _, each in earlier),
    )


def _applied(
    order: AppliedOrder, decision: DecisionOrder, check: SignedCheck | None, office: Office, turn: Turn
) -> _Applied:
    signed = None if check is None else check.of(order.measure)
    if check is None or signed is None:
        kept = AppliedContent(
            instance=_line_of(order, decision, office, turn),
            starts_on=order.starts_on,
            last_day=order.last_day,
            finding=DecisionFinding.APPLIED_INAPPLICABLE,
        )
        return _Applied(order, None, kept)
    standing = Standing(signed.status, signed.rests_on, signed.last_day, check.known_at)
    moment = _moment(order, decision, turn)
    finding = finding_of(standing, history_of(turn, signed.rests_on), moment, order.last_day)
    kept = AppliedContent(
        instance=signed.id,
        starts_on=order.starts_on,
        last_day=order.last_day,
        status=signed.status,
        finding=finding,
    )
    return _Applied(order, signed, kept)


def _moment(order: AppliedOrder, decision: DecisionOrder, turn: Turn) -> Moment:
    """Give when a measure was applied: with the decision where it was on that day."""
    return decision.moment if order.starts_on == decision.moment.day else on_day(order.starts_on, turn.at)


def _line_of(order: AppliedOrder, decision: DecisionOrder, office: Office, turn: Turn) -> str:
    """Give the operative line a department names that no check shows; raises `Refusal` for one that is none."""
    pack = office.packs.governing(decision.moment.day, office.agencies[turn.agency].region)
    line = order.measure.split(":", 1)[0]
    known = {each.id for each in pack.lines}
    if line not in known:
        raise invalid(
            "the check has no such measure, and there is no such line", order.where, did_you_mean(line, known)
        )
    return line


def _awaited(check: SignedCheck, applied: tuple[_Applied, ...]) -> Iterator[tuple[SignedMeasure, _Applied | None]]:
    """Give the measures feedback is opened for: those that applied, and others of the check that were applied."""
    done = {each.signed.id: each for each in applied if each.signed is not None}
    active = {each.id: each for each in check.active()}
    others = {name: each.signed for name, each in done.items() if each.signed is not None and name not in active}
    for name, signed in (active | others).items():
        yield signed, done.get(name)


def _feedback_on(
    signed: SignedMeasure, check: SignedCheck, order: DecisionOrder, decision: str, region: str
) -> FeedbackContent:
    duty = order.matter.feedback
    return FeedbackContent(
        decision=decision,
        receipt=check.id,
        known_at=check.known_at,
        matter=order.matter.id,
        region=region,
        case_number=order.case_number,
        instance=signed.id,
        measure=signed.measure,
        line=signed.line,
        status=signed.status,
        mandatory=signed.kind is MeasureKind.MANDATORY,
        records=signed.told,
        hidden=tuple(name for name in signed.rests_on if name not in signed.told),
        last_day=signed.last_day,
        working_days=None if duty is None else duty.working_days,
    )


def _application(done: _Applied, order: DecisionOrder) -> Application:
    kept = done.kept
    return Application(kept.starts_on, kept.last_day, kept.finding, done.order.document or order.document)
