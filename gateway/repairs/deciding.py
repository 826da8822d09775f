"""The decision on an application: the three-part test, and for a grant the entry in the rights log with it."""

from __future__ import annotations

from datetime import date
from typing import Final

from gateway.proceedings.turn import Turn
from gateway.proceedings.words import invalid
from gateway.repairs.model import Application, Content, Details, Finding, Repairs, pieces_of
from gateway.repairs.orders import Decision
from gateway.repairs.roles import WHERE, check_step, refuse_if_over, step_as
from gateway.repairs.states import Role
from gateway.repairs.three_parts import findings_of, unmet
from gateway.rights.entries import RightsChange, RightsFault, RightsKind, Standing
from gateway.workflow.requests import Outcome
from schema.dates import legal_day
from schema.repairs import RepairKind, RepairState

_ENTERS: Final = {RepairKind.REPAIR: RightsKind.REPAIRED, RepairKind.LIST_EXIT: RightsKind.LIST_EXIT}
BY_DOCUMENT: Final = "decision document"


def decide(docket: Repairs, turn: Turn, case_id: str, decision: Decision) -> Outcome:
    """Grant or refuse an application, as the body that determined the record; raises `Refusal`."""
    found = docket.find(case_id, where=WHERE)
    refused = decision.reason is not None
    after = RepairState.REFUSED if refused else RepairState.GRANTED
    check_step(turn, found, Role.REVIEWER, after)
    findings = _findings(found, decision)
    if not refused:
        _check_grant(found, findings, decision)
        refuse_if_over(turn, found.record_id or "", found.content.kind, WHERE)
    entry = None if refused else _enter(turn, found, decision)
    details = Details(findings=findings, effective_on=decision.effective_on, rights_entry=entry)
    words = {"decision": decision.document} | ({} if decision.reason is None else {"reason": decision.reason})
    return step_as(docket, turn, found, Role.REVIEWER, after, details=details, words=words)


def _findings(found: Application, decision: Decision) -> tuple[Finding, ...]:
    last_day, prescribed_by = _prescribed(found.content, decision)
    return findings_of(pieces_of(found), decision.cited, last_day, prescribed_by)


def _prescribed(content: Content, decision: Decision) -> tuple[date | None, str | None]:
    """Give the last day of the prescribed time and what prescribes it; it is never made up."""
    ruled, written = content.prescribed_last_day, decision.prescribed_last_day
    where = "decision.prescribedLastDay"
    if ruled is not None and written is not None:
        raise invalid(f"{content.basis} prescribes the time, to {ruled}", where, "leave it out")
    if ruled is None and written is None and decision.effective_on is not None:
        raise invalid(
            "no rule prescribes the time for correcting the conduct",
            where,
            "write the last day of the period the decision document prescribed",
        )
    return (ruled, content.basis) if ruled is not None else (written, None if written is None else BY_DOCUMENT)


def _check_grant(found: Application, findings: tuple[Finding, ...], decision: Decision) -> None:
    """Raise `Refusal` unless the test is passed whole and the rule asks for nothing more."""
    missing = [part.value for part in unmet(findings)]
    if missing:
        raise invalid(
            f"the three-part test is not passed: {', '.join(missing)} not met (GO-21-b)",
            "decision",
            "cite the evidence that satisfies each part, ask for more, or refuse",
        )
    brought = {piece.kind for piece in pieces_of(found)}
    needed = [each.value for each in found.content.needs if each not in brought]
    if needed:
        raise invalid(
            f"{found.content.basis} needs evidence of the kind {', '.join(needed)}",
            "decision",
            "ask the applicant for it, or refuse",
        )
    _check_day(found, decision)


def _check_day(found: Application, decision: Decision) -> None:
    effective_on, applied_on, earliest_on = decision.effective_on, legal_day(found.opened_at), found.content.earliest_on
    where = "decision.effectiveOn"
    if effective_on is None or effective_on < applied_on:
        raise invalid(f"it was applied for on {applied_on}", where, "write that day or a later one")
    if earliest_on is not None and effective_on < earliest_on:
        raise invalid(
            f"the least publicity lasts until then: it can take effect from {earliest_on} on",
            where,
            f"write {earliest_on} or a later day",
        )


def _enter(turn: Turn, found: Application, decision: Decision) -> int:
    """Enter the grant into the rights log, which ends publication, sharing and measures together; gives its number."""
    kind = found.content.kind
    evidence = dict.fromkeys(piece.kind for piece in pieces_of(found)) if kind is RepairKind.REPAIR else ()
    change = RightsChange(
        at=turn.at,
        kind=_ENTERS[kind],
        record_id=found.record_id or "",
        subject_ref=found.subject_ref or "",
        by=turn.agency,
        effective_on=decision.effective_on,
        document=decision.document,
        evidence=tuple(evidence),
    )
    try:
        return turn.enter(change, Standing.ISSUER).seq
    except RightsFault as fault:
        raise invalid(fault.message, "decision", fault.hint) from fault
