"""How one evaluation stands towards the asker: own, recognised under an agreement, or for information (GO-16-b)."""

from __future__ import annotations

from datetime import date

import msgspec

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


class Graded(msgspec.Struct, frozen=True):
    """Evaluation with its scale and grade; None where the pack does not know them, or the scale is of another field."""

    evaluation: Evaluation
    scale: ScaleRule | None
    grade: GradeRule | None

    def rated(
        self, status: RecognitionStatus, reason: str, agreement: RecognitionAgreement | None = None
    ) -> RatedEvaluation:
        """Rate it; only the asker's own grade counts as what it is."""
        own = self.grade if status is RecognitionStatus.OWN else None
        return RatedEvaluation(
            evaluation=self.evaluation,
            field=self.evaluation.field,
            scale=self.scale.scale if self.scale else None,
            level=self.grade.level if self.grade else Level.NOT_RATED,
            status=status,
            agreement=agreement,
            reason=reason,
            recognised_as=own.level if own else None,
            recognised_grade=own.grade if own else None,
        )


def graded(evaluation: Evaluation, pack: RulePack) -> Graded:
    """Look an evaluation up on its scale."""
    scale = pack.scales.get(evaluation.scale)
    if scale is None or scale.scale.field != evaluation.field:
        return Graded(evaluation, scale, None)
    return Graded(evaluation, scale, scale.grade(evaluation.grade))


def settled(item: Graded, recogniser: Recogniser) -> RatedEvaluation | None:
    """Rate an evaluation no agreement is needed for: the asker's own, or one nobody may use; None for any other."""
    unusable = _unusable(item, recogniser.as_of)
    if unusable is not None:
        return item.rated(RecognitionStatus.NOT_RECOGNISED, unusable)
    if item.evaluation.name_differs:
        reason = "the evaluation carries a name the subject never bore; confirm it with the issuer"
        return item.rated(RecognitionStatus.UNKNOWN, reason)
    current = item.scale is not None and item.scale.scale.in_force.holds_on(recogniser.as_of)
    if not current or not is_own(item.evaluation, recogniser.agency):
        return None
    return item.rated(RecognitionStatus.OWN, f"given by {item.evaluation.issuer.name}, the asker's own side")


def through_agreements(
    item: Graded, recogniser: Recogniser, facts: Facts, pack: RulePack, *, own: bool
) -> RatedEvaluation:
    """Rate an evaluation by the agreements that cover it; `own`: the asker's side has rated the subject itself."""
    tried = [
        _tried(rule, item, recogniser, facts, own=own)
        for rule in pack.agreements_on(item.evaluation.scale)
        if covers(rule, item.evaluation, recogniser)
    ]
    if not tried:
        reason = f"no agreement covers grades of {item.evaluation.issuer.name}; for information only"
        return item.rated(RecognitionStatus.NOT_RECOGNISED, reason)
    return min(tried, key=lambda each: _MOST_TELLING_FIRST.index(each.status))


def not_recognised(each: RatedEvaluation, status: RecognitionStatus, reason: str) -> RatedEvaluation:
    """Take back what an evaluation counted as."""
    return revised(each, status=status, recognised_as=None, recognised_grade=None, reason=reason)


def _unusable(item: Graded, as_of: date) -> str | None:
    evaluation, scale, grade = item.evaluation, item.scale, item.grade
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


def _tried(rule: AgreementRule, item: Graded, recogniser: Recogniser, facts: Facts, *, own: bool) -> RatedEvaluation:
    shown, grade = rule.shown, item.grade
    base = item.rated(RecognitionStatus.NOT_RECOGNISED, "", shown)
    result = recognised(rule, grade.grade, grade.level) if grade is not None else None
    if not shown.in_force.holds_on(recogniser.as_of):
        return revised(base, reason=f"the agreement {shown.id} is not in force on {recogniser.as_of}")
    if shown.effect is RecognitionEffect.REFERENCE or result is None:
        return revised(base, reason=f"under {shown.id} this grade is for reference only")
    findings = conditions(rule, item.evaluation, base.level, facts, own=own)
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
