"""Makes invitations, cases and what the rights log says of a record, for the tests of joint cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import strawberry

from gateway.cases.model import CaseContent, CaseFile, Invitation
from gateway.cases.record import Sealed
from gateway.receipts.ids import receipt_id
from schema.codes import RecordKind, Severity
from schema.identifiers import Identifier
from schema.joint_cases import Designation, MeasureForce, ProposedMeasure
from schema.measures import CatalogueMeasure, Direction, Strength
from tests.store.making import VAULT

NOW = datetime(2026, 11, 24, 4, tzinfo=UTC)
TODAY = date(2026, 11, 24)
INITIATOR = "ecology-neighbour"
MEASURE = CatalogueMeasure(
    id=strawberry.ID("RES-01"),
    title="Key supervision",
    title_zh="重点监管",
    direction=Direction.RESTRAINT,
    paragraph=10,
    strength=Strength.MUST,
)


def at(minutes: int) -> datetime:
    """Give an instant so many minutes after `NOW`."""
    return NOW + timedelta(minutes=minutes)


def invited(agency: str, *, region: str = "990000", for_reference: bool = False) -> Invitation:
    """Invite an agency, to act or for reference."""
    force = MeasureForce.FOR_REFERENCE if for_reference else MeasureForce.MANDATORY
    proposed = ProposedMeasure(measure=MEASURE, force=force, reason="no line" if for_reference else None)
    return Invitation(agency=agency, region=region, measures=(proposed,), for_reference=for_reference)


def file_of(subject: Identifier, record: str = "decision:1", *, last_day: date | None = None) -> CaseFile:
    """Write the file of a case on a record."""
    designation = Designation(
        kind=RecordKind.SERIOUS_DISHONESTY_ENTRY,
        direction=Direction.RESTRAINT,
        record=strawberry.ID(record),
        list_id="environment",
        decided_on=date(2026, 8, 3),
        last_day=last_day,
        severity=Severity.SERIOUS,
        field="environment",
        bases=(),
    )
    return CaseFile(
        id=receipt_id(NOW, record.encode().ljust(10, b"0")[-10:]),
        initiator=INITIATOR,
        region="980000",
        opened_at=NOW,
        subject_ref=VAULT.subject_ref(subject),
        content=CaseContent(designation=designation, measures=(MEASURE,)),
    )


def sealed_of(subject: Identifier) -> Sealed:
    """Give what is sealed of it."""
    return Sealed(subject=subject, document_number="邻环严列〔2026〕1号")
