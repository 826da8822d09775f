"""A joint case as its initiator and the departments it was sent to see it: personal values masked."""

from __future__ import annotations

import strawberry

from gateway.cases.model import CaseEvent
from gateway.cases.progress import Participation, Progress
from gateway.cases.record import CaseRecord
from gateway.cases.steps import next_steps
from gateway.rights.state import RecordRights
from schema.declare import revised
from schema.identifiers import masked
from schema.joint_cases import JointCase, JointCaseEvent, JointCaseParticipant


def shown(record: CaseRecord, rights: RecordRights) -> JointCase:
    """Show a case; `rights` is what the rights log says of the record it rests on."""
    file, sealed, progress = record.file, record.sealed, record.progress
    content = file.content
    suspended = rights.under_verification and progress.ending is None
    return JointCase(
        id=strawberry.ID(file.id),
        state=progress.state,
        opened_at=file.opened_at,
        initiator=file.initiator,
        region=file.region,
        subject=masked(sealed.subject) if sealed else None,
        designation=revised(content.designation, document_number=sealed.document_number if sealed else None),
        measures=content.measures,
        regions=progress.regions,
        participants=tuple(
            _participant(each, progress, record, suspended=suspended) for each in progress.participants.values()
        ),
        trail=tuple(_event(each) for each in record.events),
        ending=progress.ending,
        end_reason=record.end_reason if progress.ending is not None else None,
        under_verification_since=rights.verification_since if suspended else None,
    )


def _participant(
    participation: Participation, progress: Progress, record: CaseRecord, *, suspended: bool
) -> JointCaseParticipant:
    invitation = participation.invitation
    agency = invitation.agency
    return JointCaseParticipant(
        agency=agency,
        region=invitation.region,
        state=participation.state,
        since=participation.since,
        for_reference=invitation.for_reference,
        recognised_under=invitation.recognised_under,
        measures=invitation.measures,
        reason=record.reasons.get(agency) if participation.refused else None,
        next_steps=next_steps(progress, agency, suspended=suspended),
    )


def _event(event: CaseEvent) -> JointCaseEvent:
    told = event.details
    return JointCaseEvent(
        sequence=event.sequence,
        at=event.at,
        kind=event.kind,
        by=event.by,
        agency=told.agency,
        region=told.region,
        response=told.response,
        ending=told.ending,
        state=told.state,
    )
