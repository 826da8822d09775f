"""How an unrated subject is treated, such as a highway builder entering a province (GO-16-b)."""

from __future__ import annotations

from gateway.rules.agreements import Recogniser, admits
from gateway.rules.conditions import absent
from gateway.rules.facts import Facts, gap_causes
from gateway.rules.model import DefaultRule, RulePack
from schema.codes import Level, RecordKind
from schema.declare import revised
from schema.evaluations import RatedEvaluation, RecognitionStatus
from schema.measures import Truth


def treated_as(rule: DefaultRule, facts: Facts, recogniser: Recogniser, pack: RulePack) -> RatedEvaluation | None:
    """Give the grade an unrated subject is treated as having; None where the default does not come into question.

    It fires only if every source of the field answered completely and knows no evaluation, and if the absence of bad
    records is fully known or fully refuted.
    """
    shown = rule.shown
    if not admits(shown, recogniser) or not shown.in_force.holds_on(recogniser.as_of):
        return None
    if any(each.field == shown.field for each in facts.evaluations):
        return None
    silent = gap_causes(facts.gaps(RecordKind.EVALUATION, shown.field))
    clean = absent(rule.no_record, facts)
    base = RatedEvaluation(
        evaluation=None,
        field=shown.field,
        scale=pack.scales[shown.scale].scale,
        level=Level.NOT_RATED,
        status=RecognitionStatus.UNKNOWN,
        agreement=shown,
        reason=f"{shown.id} cannot be applied: {'; '.join(silent) or 'its clean-record condition cannot be told'}",
    )
    if silent or clean.truth is Truth.UNKNOWN:
        return base
    grade = rule.clean if clean.truth is Truth.TRUE else rule.otherwise
    why = "no evaluation and no bad record" if clean.truth is Truth.TRUE else "its clean-record condition does not hold"
    return revised(
        base,
        status=RecognitionStatus.RECOGNISED,
        recognised_as=grade.level,
        recognised_grade=grade.grade,
        reason=f"treated as {grade.grade} under {shown.id}: {why}",
    )
