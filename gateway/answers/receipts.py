"""What of a check is signed: the projected answer in canonical values, and digests of everything it rests on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from gateway.answers.evidence import evidence_of
from gateway.case import Case
from gateway.receipts.body import Evidence, ReceiptDraft, Withheld
from gateway.receipts.personal import Personal
from gateway.stages.dossier import Fetched, SourceAnswer
from gateway.stages.identify import naming_identifier
from gateway.store.vault import Vault
from schema.checks import Check, SourceReport
from schema.codes import OutcomeKind
from schema.evaluations import RatedEvaluation
from schema.inspection import InspectionAdvice
from schema.measures import Measure
from schema.prospects import PossibleChange


def draft_of(
    check: Check,
    case: Case,
    fetched: Fetched,
    true: Check,
    vault: Vault,
    *,
    decided_at: datetime,
    rights_position: int,
) -> ReceiptDraft:
    """Draft the receipt of a projected check; records are named by id, persons reached through a unit are sealed.

    `true` is the check before it was projected. Where the grant withholds anything, whatever was found, its reports,
    one for every answer fetched, are sealed together with the evidence of what is not shown, and with the records of
    the measures that are not shown whole.
    """
    in_sight, behind = _by_sight(check.sources, fetched)
    shown, persons = evidence_of(in_sight, case.subject.asked, vault)
    hidden, persons_behind = evidence_of(behind, case.subject.asked, vault)
    known = tuple(item.identifier for item in check.subject.identifiers)
    return ReceiptDraft(
        id=check.id,
        agency=case.asker.slug,
        subject=case.subject.asked if case.subject.personal else naming_identifier(known),
        matter=case.matter.id,
        purpose=case.purpose.value,
        case_number=case.case_number,
        as_of=case.as_of,
        known_at=case.known_at,
        decided_at=decided_at,
        rights_position=rights_position,
        pack=check.pack,
        guidance=check.guidance.value,
        measures=[measure_tree(measure) for measure in check.measures],
        sources=[_source(report) for report in check.sources],
        inputs={"asked_by": case.subject.asked.scheme.value, "today": case.today.isoformat()},
        answer=_answer(check),
        evidence=shown,
        withheld=_withheld(check, true, hidden) if check.withheld else None,
        persons=(*persons, *persons_behind),
    )


def _withheld(check: Check, true: Check, hidden: tuple[Evidence, ...]) -> Withheld:
    shown = {measure.id: len(measure.records) for measure in check.measures}
    records = {
        str(measure.id): [str(record.id) for record in measure.records]
        for measure in true.measures
        if len(measure.records) > shown[measure.id]
    }
    return Withheld(sources=[_source(report) for report in true.sources], records=records, evidence=hidden)


def _by_sight(shown: tuple[SourceReport, ...], fetched: Fetched) -> tuple[list[SourceAnswer], list[SourceAnswer]]:
    """Give the answers whose asker is shown that something was found, and the others."""
    told = {(report.source, report.wave) for report in shown if report.outcome is OutcomeKind.FOUND}
    in_sight = [answer for answer in fetched.everything if (answer.source, answer.wave) in told]
    behind = [answer for answer in fetched.everything if (answer.source, answer.wave) not in told]
    return in_sight, behind


def _answer(check: Check) -> dict[str, Any]:
    return {
        "floor": check.floor.value if check.floor else None,
        "missing": list(check.missing),
        "contributions": [{"measure": item.measure, "guidance": item.guidance.value} for item in check.contributions],
        "why_not": [near.line for near in check.why_not],
        "evaluations": None if check.evaluations is None else [rated_tree(item) for item in check.evaluations],
        "conflicts": [conflict.kind.value for conflict in check.subject.conflicts],
        "not_asked": list(check.not_asked),
        "what_would_change_it": [_possible(item) for item in check.what_would_change_it],
        "withheld": [{"what": item.what, "reason": item.reason.value} for item in check.withheld],
        "inspection": _inspection(check.inspection) if check.inspection else None,
    }


def _inspection(advice: InspectionAdvice) -> dict[str, Any]:
    return {
        "class": advice.id,
        "frequency": advice.frequency,
        "visits_a_year": advice.visits_a_year,
        "random_share_percent": advice.random_share_percent,
        "measures": list(advice.measures),
        "reasons": list(advice.reasons),
        "basis": advice.basis.id,
    }


def _possible(change: PossibleChange) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "record": change.record,
        "from": _day(change.from_day),
        "guidance": change.guidance.value if change.guidance else None,
        "floor": change.floor.value if change.floor else None,
        "ends": list(change.ends),
        "begins": list(change.begins),
    }


def measure_tree(measure: Measure) -> dict[str, Any]:
    """Give what is signed of a measure; the agreement that recognises a list is a member only where there is one."""
    reached, agreement = measure.reached_through, measure.recognised_under
    period = measure.period
    return {
        "id": measure.id,
        "measure": measure.measure.id,
        "line": measure.line,
        "status": measure.status.value,
        "effect": measure.effect.value,
        "kind": measure.kind.value,
        "bases": [basis.id for basis in measure.bases],
        "unverified": measure.unverified,
        "implementer": measure.implementer,
        "from": _day(period.starts_on if period else None),
        "last_day": _day(period.last_day if period else None),
        "records": [record.id for record in measure.records],
        "adoption": measure.adoption.document if measure.adoption else None,
        "reached_through": Personal({"unit": reached.unit.value, "role": reached.role.value}) if reached else None,
        **({"recognised_under": agreement.id} if agreement else {}),
    }


def _source(report: SourceReport) -> dict[str, Any]:
    return {
        "source": report.source,
        "required": report.required,
        "outcome": report.outcome.value,
        "failure": report.failure.value if report.failure else None,
        "retrieved_at": report.retrieved_at.isoformat() if report.retrieved_at else None,
        "data_as_of": report.data_as_of.isoformat() if report.data_as_of else None,
        "cached": report.cached,
    }


def rated_tree(rated: RatedEvaluation) -> dict[str, Any]:
    """Give what is signed of an evaluation and what it is recognised as."""
    return {
        "field": rated.field,
        "record": rated.evaluation.id if rated.evaluation else None,
        "level": rated.level.value,
        "status": rated.status.value,
        "recognised_as": rated.recognised_as.value if rated.recognised_as else None,
        "agreement": rated.agreement.id if rated.agreement else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
