"""A commitment as the department that accepted it sees it."""

from __future__ import annotations

import strawberry

from gateway.commitments.model import COMMITMENTS, DOCUMENT, REASON, SupplyCase, supplied
from gateway.proceedings.docket import legal_steps
from gateway.proceedings.showing import trail_of
from gateway.proceedings.subjects import unit_of
from schema.supply_commitments import MissingItem, SupplyCommitment, SupplyState


def shown(found: SupplyCase) -> SupplyCommitment:
    """Show a commitment."""
    content, days = found.content, supplied(found)
    fulfilled = found.state is SupplyState.FULFILLED
    return SupplyCommitment(
        id=strawberry.ID(found.id),
        state=found.state,
        agency=found.opened_by,
        region=content.region,
        matter=content.matter,
        case_number=content.case_number,
        subject=unit_of(found.subject_ref),
        receipt=strawberry.ID(content.receipt),
        present=content.present,
        missing=tuple(MissingItem(material=item, supplied_on=days.get(item)) for item in content.missing),
        document=found.words.get(DOCUMENT),
        signed_on=content.signed_on,
        deadline=content.deadline,
        accepted_at=found.opened_at,
        fulfilled_on=max(days.values()) if fulfilled else None,
        overdue=found.overdue,
        end_reason=found.words.get(REASON),
        next_steps=legal_steps(COMMITMENTS, found, found.opened_by),
        trail=trail_of(found),
    )
