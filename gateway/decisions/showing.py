"""A decision as the agency that reported it sees it."""

from __future__ import annotations

import strawberry

from gateway.decisions.model import DOCUMENT, AppliedContent, DecisionCase
from gateway.proceedings.showing import trail_of
from gateway.proceedings.subjects import unit_of
from schema.decisions import AppliedMeasure, Decision


def shown(found: DecisionCase) -> Decision:
    """Show a decision."""
    content = found.content
    return Decision(
        id=strawberry.ID(found.id),
        reported_at=found.opened_at,
        agency=found.opened_by,
        region=content.region,
        matter=content.matter,
        subject=unit_of(found.subject_ref),
        case_number=content.case_number,
        outcome=content.outcome,
        decided_on=content.decided_on,
        document=found.words.get(DOCUMENT),
        receipt=None if content.receipt is None else strawberry.ID(content.receipt),
        receipt_valid=content.receipt_valid,
        receipt_faults=content.receipt_faults,
        guidance=content.guidance,
        applied=tuple(_applied(each) for each in content.applied),
        findings=content.findings,
        feedback_expected=content.feedback,
        trail=trail_of(found),
    )


def _applied(kept: AppliedContent) -> AppliedMeasure:
    return AppliedMeasure(
        measure=kept.instance,
        status=kept.status,
        starts_on=kept.starts_on,
        last_day=kept.last_day,
        finding=kept.finding,
    )
