"""Shows an objection to an agency that takes part in it: personal values masked, words as long as they are kept."""

from __future__ import annotations

import strawberry

from gateway.objections.model import OBJECTION, Objected, brings_new_evidence
from gateway.proceedings.docket import legal_steps
from gateway.proceedings.showing import trail_of
from gateway.proceedings.subjects import masked_subject
from schema.objections import Objection, ObjectionParty
from schema.objections import ObjectionRole as Role


def shown(found: Objected, agency: str) -> Objection:
    """Show an objection as its events left it."""
    entered = next(event for event in reversed(found.trail) if event.kind == found.state.value)
    return Objection(
        id=strawberry.ID(found.id),
        state=found.state,
        trigger=found.content.trigger,
        lodged_at=found.opened_at,
        lodged_by=found.opened_by,
        record=strawberry.ID(found.record_id or ""),
        record_kind=found.content.record_kind,
        subject=masked_subject(found.words),
        new_evidence=brings_new_evidence(found),
        grounds=_numbered(found, "grounds"),
        evidence=_numbered(found, "evidence"),
        parties=tuple(
            ObjectionParty(agency=slug, roles=tuple(role for role in Role if role in roles))
            for slug, roles in found.parties.items()
        ),
        suspended_since=entered.details.suspended_since,
        due_on=found.due_on,
        deadline=entered.details.deadline,
        overdue=found.overdue,
        answer=found.words.get("answer"),
        reason=found.words.get("reason"),
        correction=found.words.get("correction"),
        remedies=entered.details.remedies,
        next_steps=legal_steps(OBJECTION, found, agency),
        trail=trail_of(found),
    )


def _numbered(found: Objected, name: str) -> tuple[str, ...]:
    return tuple(text for key, text in sorted(found.words.items()) if key.partition(".")[0] == name)
