"""An application as those who take part see it: personal values masked, words as far as they are not erased."""

from __future__ import annotations

from collections.abc import Mapping

import strawberry

from gateway.proceedings.docket import legal_steps
from gateway.proceedings.showing import last_of, trail_of
from gateway.proceedings.subjects import masked_subject
from gateway.repairs.model import REPAIRS, Application, Finding, pieces_of
from gateway.repairs.states import Role
from gateway.rules.model import RulePack
from schema.repairs import Repair, RepairFinding, RepairProof, RepairState, RepairTerms


def shown(found: Application, agency: str, packs: Mapping[str, RulePack]) -> Repair:
    """Show an application to an agency that takes part; `packs` are the rule packs in use, by id."""
    content, words = found.content, found.words
    last = found.trail[-1].details
    decided = found.first(RepairState.GRANTED) or found.first(RepairState.REFUSED)
    pack = packs.get(content.pack)
    refused = found.state is RepairState.REFUSED
    return Repair(
        id=strawberry.ID(found.id),
        kind=content.kind,
        state=found.state,
        record=strawberry.ID(found.record_id or ""),
        record_kind=content.record_kind,
        list_id=content.list_id,
        subject=masked_subject(words),
        applied_at=found.opened_at,
        applicant=found.opened_by,
        reviewers=tuple(slug for slug, roles in found.parties.items() if Role.REVIEWER in roles),
        due_on=found.due_on,
        overdue=found.overdue,
        terms=RepairTerms(
            rule=content.rule,
            basis=pack.bases.get(content.basis) if pack else None,
            needs=content.needs,
            earliest_on=content.earliest_on,
            prescribed_last_day=content.prescribed_last_day,
        ),
        evidence=tuple(
            RepairProof(
                number=number,
                kind=piece.kind,
                done_on=piece.done_on,
                document=words.get(f"document-{number}"),
                digest=words.get(f"digest-{number}"),
            )
            for number, piece in enumerate(pieces_of(found), 1)
        ),
        asked_for=last_of(words, "asked-"),
        findings=tuple(_finding(each) for each in decided.details.findings) if decided else (),
        document=words.get("decision"),
        effective_on=last.effective_on,
        reason=words.get("reason"),
        remedies=pack.remedies_against(content.record_kind) if pack and refused else (),
        next_steps=legal_steps(REPAIRS, found, agency),
        trail=trail_of(found),
    )


def _finding(finding: Finding) -> RepairFinding:
    return RepairFinding(
        part=finding.part,
        met=finding.met,
        on=finding.on,
        evidence=finding.evidence,
        last_day=finding.last_day,
        prescribed_by=finding.prescribed_by,
    )
