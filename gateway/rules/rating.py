"""How one evaluation stands towards the asker: own, recognised under an agreement, or for information (GO-16-b)."""

from __future__ import annotations

from datetime import date

from gateway.rules.agreements import Recogniser, conditions, covers, failed, is_own, recognised
from gateway.rules.facts import Facts
from gateway.rules.model import AgreementRule, GradeRule, RulePack, ScaleRule
from gateway.rules.standing import begun, ended
from gateway.rules.truth import all_of
from schema.codes import Level
from schema.declare import revised
from schema.evaluations import RatedEvaluation, RecognitionAgreement, RecognitionEffect, RecognitionStatus
from schema.measures import Truth
from schema.records import Evaluation

_MOST_TELLING_FIRST = (
    RecognitionStatus.RECOGNISED,
    RecognitionStatus.UNKNOWN,
    RecognitionStatus.CONDITION_FAILED,
    RecognitionStatus.NOT_RECOGNISED,
)


def settled(evaluation: Evaluation, recogniser: Recogniser, pack: RulePack) -> RatedEvaluation | None:
    """Rate an evaluation no agreement is needed for: the asker's own, or one nobody may use; None for any other."""
    unusable = _unusable(evaluation, pack, recogniser.as_of)
    if unusable is not None:
        return _rated(evaluation, pack, RecognitionStatus.NOT_RECOGNISED, unusable)
    if evaluation.name_differs:
        reason = "the evaluation carries a name the subject never bore; confirm it with the issuer"
        return _rated(evaluation, pack, RecognitionStatus.UNKNOWN, reason)
    scale, grade = _grade(evaluation, pack)
    current = scale is not None and scale.scale.in_force.holds_on(recogniser.as_of)
    if not is_own(evaluation, recogniser.agency) or not current or grade is None:
        return None
    rated = _rated(evaluation, pack, RecognitionStatus.OWN, f"given by {evaluation.issuer.name}, the asker's own side")
    return revised(rated, recognised_as=grade.level, recognised_grade=grade.grade)


def through_agreements(
    evaluation: Evaluation, recogniser: Recogniser, facts: Facts, pack: RulePack, *, own: bool
) -> RatedEvaluation:
    """Rate an evaluation by the agreements that cover it; `own`: the asker's side has rated the subject itself."""
    tried = [
        _tried(rule, evaluation, recogniser, facts, pack, own=own)
        for rule in pack.agreements
        if covers(rule, evaluation, recogniser)
    ]
    if not tried:
        reason = f"no agreement covers grades of {evaluation.issuer.name}; for information only"
        return _rated(evaluation, pack, RecognitionStatus.NOT_RECOGNISED, reason)
    return min(tried, key=lambda each: _MOST_TELLING_FIRST.index(each.status))


def not_recognised(each: RatedEvaluation, status: RecognitionStatus, reason: str) -> RatedEvaluation:
    """Take back what an evaluation counted as."""
    return revised(each, status=status, recognised_as=None, recognised_grade=None, reason=reason)


def _rated(
    evaluation: Evaluation,
    pack: RulePack,
    status: RecognitionStatus,
    reason: str,
    agreement: RecognitionAgreement | None = None,
) -> RatedEvaluation:
    scale, grade = _grade(evaluation, pack)
    return RatedEvaluation(
        evaluation=evaluation,
        field=evaluation.field,
        scale=scale.scale if scale else None,
        level=grade.level if grade else Level.NOT_RATED,
        status=status,
        agreement=agreement,
        reason=reason,
    )


def _grade(evaluation: Evaluation, pack: RulePack) -> tuple[ScaleRule | None, GradeRule | None]:
    scale = pack.scales.get(evaluation.scale)
    if scale is None or scale.scale.field != evaluation.field:
        return scale, None
    return scale, scale.grade(evaluation.grade)


def _unusable(evaluation: Evaluation, pack: RulePack, as_of: date) -> str | None:
    scale, grade = _grade(evaluation, pack)
    if scale is None:
        return f"the scale {evaluation.scale!r} is not known"
    if scale.scale.field != evaluation.field:
        return "its scale grades another field"
    if grade is None:
        return f"the grade {evaluation.grade!r} is not on its scale"
    if evaluation.reference_only:
        return "supplied by a social body for reference only (GO-19-b)"
    if not begun(evaluation, as_of):
        return f"not yet given on {as_of}"
    ending = ended(evaluation, as_of)
    return None if ending is None else f"it no longer counts: {ending.why}"


def _tried(
    rule: AgreementRule, evaluation: Evaluation, recogniser: Recogniser, facts: Facts, pack: RulePack, *, own: bool
) -> RatedEvaluation:
    shown = rule.shown
    base = _rated(evaluation, pack, RecognitionStatus.NOT_RECOGNISED, "", shown)
    _, grade = _grade(evaluation, pack)
    result = recognised(rule, grade.grade, grade.level) if grade is not None else None
    if not shown.in_force.holds_on(recogniser.as_of):
        return revised(base, reason=f"the agreement {shown.id} is not in force on {recogniser.as_of}")
    if shown.effect is RecognitionEffect.REFERENCE or result is None:
        return revised(base, reason=f"under {shown.id} this grade is for reference only")
    findings = conditions(rule, evaluation, base.level, facts, own=own)
    truth = all_of(finding.truth for finding in findings)
    if truth is Truth.TRUE:
        return revised(
            base,
            status=RecognitionStatus.RECOGNISED,
            recognised_as=result[1],
            recognised_grade=result[0],
            reason=f"recognised under {shown.id}",
        )
    status = RecognitionStatus.CONDITION_FAILED if truth is Truth.FALSE else RecognitionStatus.UNKNOWN
    said = "does not hold" if truth is Truth.FALSE else "cannot be told"
    return revised(
        base, status=status, reason=f"a condition of {shown.id} {said}: {'; '.join(failed(findings, truth))}"
    )
