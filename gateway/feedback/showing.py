"""Feedback as its implementer sees it."""

from __future__ import annotations

import strawberry

from gateway.feedback.model import DOCUMENT, FEEDBACKS, WORDS, FeedbackCase, FeedbackDetails
from gateway.feedback.settling import is_disputed
from gateway.proceedings.docket import legal_steps
from gateway.proceedings.showing import trail_of
from gateway.proceedings.subjects import unit_of
from schema.feedback import Feedback, FeedbackState


def shown(found: FeedbackCase) -> Feedback:
    """Show the feedback on a measure."""
    content, said = found.content, _said(found)
    return Feedback(
        id=strawberry.ID(found.id),
        state=found.state,
        agency=found.opened_by,
        region=content.region,
        matter=content.matter,
        case_number=content.case_number,
        subject=unit_of(found.subject_ref),
        decision=strawberry.ID(content.decision),
        receipt=strawberry.ID(content.receipt),
        instance=content.instance,
        measure=content.measure,
        line=content.line,
        mandatory=content.mandatory,
        records=content.records,
        last_day=content.last_day,
        opened_at=found.opened_at,
        due_on=found.due_on,
        overdue=found.overdue,
        under_verification=is_disputed(found),
        applied_from=said.applied_from,
        applied_until=said.applied_until,
        document=found.words.get(DOCUMENT),
        reason=said.reason,
        words=found.words.get(WORDS) if said.reason is not None else None,
        finding=said.finding,
        next_steps=legal_steps(FEEDBACKS, found, found.opened_by),
        trail=trail_of(found),
    )


def _said(found: FeedbackCase) -> FeedbackDetails:
    done = {FeedbackState.APPLIED, FeedbackState.NOT_APPLIED}
    return found.trail[-1].details if found.state in done else FeedbackDetails()
