"""The way of a check, from the question to the answer with its receipt."""

from __future__ import annotations

from functools import partial

import strawberry

from gateway.answers.checks import compose_check
from gateway.answers.receipts import draft_of
from gateway.case import Case, plan_of, read_as_of, read_case_number, read_deadline, read_max_age
from gateway.grants import Grant
from gateway.judging import Judged, judge
from gateway.noting import refuse_unknown_noted
from gateway.office import Office
from gateway.receipts.body import seal_receipt
from gateway.receipts.ids import RANDOM_BYTES, receipt_id
from gateway.rights.state import RightsState
from gateway.rules.trigger import ADVERSE_KINDS
from gateway.stages.authorise import authorise_matter
from gateway.stages.disclose import Projection
from gateway.stages.dossier import Fetched
from gateway.stages.fetch import Errand, confirmed, fetch
from gateway.stages.identify import identify
from gateway.stages.record import record
from gateway.statistics.groups import SEVERAL, AnswerGroup
from gateway.statistics.months import month_of
from gateway.store.submission import AccessEntry, StoredReceipt, Submission
from gateway.visit import COMMIT_GRACE_SECONDS, Visit
from schema.checks import Check, Receipt
from schema.dates import legal_day
from schema.declare import revised
from schema.graph.context import CheckQuestion
from schema.measures import MeasureStatus


async def answer_check(question: CheckQuestion, visit: Visit, office: Office) -> Check:
    """Answer a check; raises `Refusal` where it cannot be answered as asked."""
    case = open_case(question, visit.grant, office)
    deadline = visit.arrived + read_deadline(question.deadline_ms, office.settings) / 1000
    max_age = read_max_age(question.max_age_seconds, office.settings)
    errand = Errand(deadline=deadline - office.settings.reserve_ms / 1000, request_id=visit.request_id)
    fetched = await fetch(case.subject, plan_of(case, office.sources, max_age), office.desks, errand)
    if max_age and _rests_on_cache(fetched, case, office):
        fetched = confirmed(fetched, await fetch(case.subject, plan_of(case, office.sources), office.desks, errand))
    latest = deadline + COMMIT_GRACE_SECONDS
    await refuse_unknown_noted(case.subject, fetched, partial(_access, case, visit), office, latest)
    return await _recorded(case, fetched, visit, office, latest)


def open_case(question: CheckQuestion, grant: Grant, office: Office) -> Case:
    """Validate a question: grant, matter, case number, subject, as-of date and the pack that governs it."""
    matter = authorise_matter(grant, office.matters, question.matter, question.purpose)
    case_number = read_case_number(question.case_number)
    now = office.clock()
    today = legal_day(now)
    as_of = read_as_of(question.as_of, today)
    asker = office.agencies[grant.agency]
    return Case(
        subject=identify(question.scheme, question.value),
        matter=matter,
        asker=asker,
        purpose=question.purpose,
        case_number=case_number,
        as_of=as_of,
        today=today,
        known_at=now,
        pack=office.packs.governing(as_of, asker.region),
        regimes=office.packs.regimes(today),
    )


def _rests_on_cache(fetched: Fetched, case: Case, office: Office) -> bool:
    """Tell whether a measure would be UNCONFIRMED only because an answer came from the cache (invariant 3)."""
    if not any(answer.cached for answer in fetched.everything):
        return False
    measured = judge(fetched, case, RightsState(), office).measured
    return any(measure.status is MeasureStatus.UNCONFIRMED for measure in measured.measures)


async def _recorded(case: Case, fetched: Fetched, visit: Visit, office: Office, deadline: float) -> Check:
    check_id = receipt_id(case.known_at, office.random(RANDOM_BYTES))
    projection = Projection(visit.grant, office.sources, office.agencies)

    def answer(rights: RightsState) -> tuple[Check, Submission]:
        judged = judge(fetched, case, rights, office)
        true = compose_check(check_id, case, fetched, judged, office)
        check = projection.check(true)
        draft = draft_of(
            check,
            case,
            fetched,
            true,
            office.vault,
            decided_at=office.clock(),
            rights_position=rights.position,
        )
        submission = Submission(
            access=_access(case, visit, judged.dossier.subject_ref),
            position=rights.position,
            watch=watched(judged),
            receipt=seal_receipt(draft, office.random),
            counted=_group(case, judged),
            reached=_reached(judged),
        )
        return check, submission

    check, committed = await record(answer, rights=office.rights, committer=office.committer, deadline=deadline)
    return revised(check, receipt=_given_out(committed.receipt)) if committed.receipt else check


def watched(judged: Judged) -> frozenset[str]:
    """Name what an answer rests on: every record and every subject; rights entries about them overtake it."""
    dossier = judged.dossier
    records = [*dossier.records, *(record for unit in dossier.linked for record in unit.records)]
    units = [f"{unit.link.unit.scheme.value}:{unit.link.unit.value}" for unit in dossier.linked]
    return frozenset([dossier.subject_ref, *units, *(record.id for record in records)])


def _reached(judged: Judged) -> frozenset[str]:
    """Name the records of linked units the answer about a person rests on (GO-14-c)."""
    linked = frozenset(
        record.id for unit in judged.dossier.linked for record in unit.records if record.kind in ADVERSE_KINDS
    )
    return linked and linked | {
        record.id for each in judged.measured.measures if each.reached_through for record in each.records
    }


def _access(case: Case, visit: Visit, subject_ref: str) -> AccessEntry:
    return visit.access(
        case.known_at,
        "check",
        subject_ref,
        purpose=case.purpose.value,
        matter=case.matter.id,
        case_number=case.case_number,
    )


def _group(case: Case, judged: Judged) -> AnswerGroup:
    """Name the group the answer is counted in."""
    missing = judged.missing
    return AnswerGroup(
        month=month_of(case.today),
        matter=case.matter.id,
        region=case.asker.region,
        guidance=judged.decision.guidance.value,
        silent=missing[0] if len(missing) == 1 else SEVERAL if missing else "",
    )


def _given_out(stored: StoredReceipt) -> Receipt:
    """Give the receipt out without opening personal values: a receipt travels further than the answer."""
    return Receipt(
        id=strawberry.ID(stored.id),
        key_id=stored.key_id,
        committed_at=stored.committed_at,
        document=stored.document(show=lambda _: False).decode(),
    )
