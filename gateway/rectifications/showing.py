"""A rectification as those who take part see it: whose case it was is told to whom it belongs, and to nobody else."""

from __future__ import annotations

import strawberry

from gateway.proceedings.docket import legal_steps
from gateway.proceedings.showing import last_of, trail_of
from gateway.rectifications.model import RECTIFICATIONS, Case
from schema.rectifications import Rectification, ReliedMeasure


def shown(found: Case, agency: str) -> Rectification:
    """Show a rectification to an agency that takes part."""
    content = found.content
    own = agency == content.rectifier
    return Rectification(
        id=strawberry.ID(found.id),
        state=found.state,
        record=strawberry.ID(found.record_id or ""),
        cause=content.cause,
        receipt=strawberry.ID(content.receipt),
        matter=content.matter if own else None,
        case_number=content.case_number if own else None,
        rectifier=content.rectifier,
        confirmer=content.confirmer,
        opened_at=found.opened_at,
        due_on=found.due_on,
        overdue=found.overdue,
        through_unit=content.through_unit,
        measures=tuple(
            ReliedMeasure(line=each.line, measure=each.measure, status=each.status, restraint=each.restraint)
            for each in content.measures
        ),
        feedback=tuple(strawberry.ID(each) for each in content.feedback),
        to_do=content.to_do,
        done=next((event.details.done for event in reversed(found.trail) if event.details.done), ()),
        document=last_of(found.words, "document-"),
        words=last_of(found.words, "words-"),
        sent_back=last_of(found.words, "sent-back-"),
        next_steps=legal_steps(RECTIFICATIONS, found, agency),
        trail=trail_of(found),
    )
