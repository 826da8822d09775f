"""A publication as those who take part in it see it: personal numbers masked."""

from __future__ import annotations

from datetime import date

import strawberry

from gateway.proceedings.docket import legal_steps
from gateway.proceedings.showing import trail_of
from gateway.proceedings.subjects import masked_subject
from gateway.publications.lateness import working_days_late
from gateway.publications.model import (
    NUMBER,
    PUBLICATIONS,
    PublicationFile,
    collected_by,
    last_page,
    published_on,
)
from gateway.rules.calendar import WorkingCalendar
from schema.errors import Refusal
from schema.publications import Collection, Publication, PublicationState


def shown(file: PublicationFile, agency: str, today: date, calendar: WorkingCalendar) -> Publication:
    """Show a publication to one agency."""
    content, last = file.content, file.trail[-1].details
    collected, published = collected_by(file), published_on(file)
    whole = bool(content.platforms) and set(content.platforms) <= collected.keys()
    over = file.state is PublicationState.TAKEN_DOWN
    return Publication(
        id=strawberry.ID(file.id),
        state=file.state,
        opened_at=file.opened_at,
        agency=content.agency,
        region=content.region,
        record=strawberry.ID(file.record_id or ""),
        record_kind=content.record_kind,
        subject=masked_subject(file.words),
        document_number=file.words.get(NUMBER),
        decided_on=content.decided_on,
        due_on=content.due_on,
        published_on=published,
        page=last_page(file),
        collections=tuple(Collection(platform=each, collected_on=collected.get(each)) for each in content.platforms),
        collected_on=max(collected.values()) if whole else None,
        withheld_under=last.basis if file.state is PublicationState.WITHHELD else None,
        taken_down_on=last.taken_down_on if over else None,
        ground=last.ground if over else None,
        public_until=content.public_until,
        working_days_late=_late(file, published, today, calendar),
        duty=content.duty,
        trail=trail_of(file),
        next_steps=legal_steps(PUBLICATIONS, file, agency),
    )


def _late(file: PublicationFile, published: date | None, today: date, calendar: WorkingCalendar) -> int | None:
    try:
        return working_days_late(file.content.due_on, published, file.state, today, calendar)
    except Refusal:  # the calendar of a year is not known, and the publication is shown all the same
        return None
