"""The true check, composed from the case and what the rules made of it."""

from __future__ import annotations

import strawberry

from gateway.answers.reports import source_reports
from gateway.answers.subjects import subject_of
from gateway.case import Case
from gateway.foresight.changes import what_would_change
from gateway.judging import Judged
from gateway.office import Office
from gateway.stages.dossier import Fetched
from schema.checks import Check


def compose_check(check_id: str, case: Case, fetched: Fetched, judged: Judged, office: Office) -> Check:
    """Compose the check before disclosure; it has no receipt yet."""
    reports = source_reports(fetched, office.sources, office.agencies, case.matter.required)
    decision = judged.decision
    return Check(
        id=strawberry.ID(check_id),
        guidance=decision.guidance,
        floor=decision.floor,
        retry_after_seconds=decision.retry_after_seconds,
        contributions=decision.contributions,
        missing=judged.missing,
        subject=subject_of(judged.dossier, reports),
        matter=case.matter,
        asker=case.asker,
        purpose=case.purpose,
        case_number=case.case_number,
        as_of=case.as_of,
        known_at=case.known_at,
        pack=case.pack.version,
        measures=judged.measured.measures,
        why_not=judged.measured.why_not,
        evaluations=judged.rated,
        sources=reports,
        not_asked=_not_asked(case, office),
        what_would_change_it=what_would_change(judged, case, office.adoptions),
        inspection=judged.inspection,
    )


def _not_asked(case: Case, office: Office) -> tuple[str, ...]:
    wanted = (*case.matter.required, *case.matter.optional)
    return tuple(f"{slug}: not configured on this gateway" for slug in wanted if slug not in office.sources)
