"""The bounded re-check: stages 4 to 9 again for who watches, as of today, under the grant in force; no receipt."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from gateway.answers.checks import compose_check
from gateway.case import Case, plan_of
from gateway.checking import open_case, watched
from gateway.grants import Grant
from gateway.judging import judge
from gateway.office import Office
from gateway.rights.state import RightsState
from gateway.stages.authorise import authorise_procedure
from gateway.stages.disclose import Projection
from gateway.stages.fetch import Errand, fetch
from gateway.stages.record import record
from gateway.store.submission import Submission
from gateway.visit import COMMIT_GRACE_SECONDS, Visit
from gateway.watches.comparing import Answer, answer_of
from gateway.watches.receipt import WatchedReceipt
from schema.errors import ErrorCode, Refusal
from schema.graph.context import CheckQuestion
from schema.proceedings import ProceedingKind

RECHECK = "recheck"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """An answer made again: its watched part, what it rests on, and how far the rights log was seen by it."""

    answer: Answer
    refs: frozenset[str]
    position: int


def case_again(receipt: WatchedReceipt, grant: Grant, office: Office) -> Case:
    """Open the case of a receipt again, as of today; raises `Refusal` where the grant does not cover it any more."""
    authorise_procedure(grant, ProceedingKind.WATCH)
    kept = receipt.kept
    question = CheckQuestion(
        scheme=receipt.subject.scheme,
        value=receipt.subject.value,
        matter=kept.matter,
        purpose=kept.purpose,
        case_number=kept.case_number,
        as_of=None,
        deadline_ms=None,
        max_age_seconds=0,
    )
    return open_case(question, grant, office)


async def recheck(watch_id: str, case: Case, grant: Grant, office: Office) -> Rechecked:
    """Make an answer again within the deadline of a check, with its access entry; raises `Refusal`.

    Sources are asked as for any check, through their desks, after those who wait for an answer already.
    """
    visit = Visit(grant=grant, arrived=asyncio.get_running_loop().time(), request_id=f"watch-{watch_id}")
    deadline = visit.arrived + office.settings.deadline_ms / 1000
    errand = Errand(deadline=deadline - office.settings.reserve_ms / 1000, request_id=visit.request_id)
    fetched = await fetch(case.subject, plan_of(case, office.sources), office.desks, errand)
    projection = Projection(grant, office.sources, office.agencies)

    def answer(rights: RightsState) -> tuple[Rechecked, Submission]:
        judged = judge(fetched, case, rights, office)
        check = projection.check(compose_check(watch_id, case, fetched, judged, office))
        refs = watched(judged)
        entry = visit.access(
            case.known_at,
            RECHECK,
            judged.dossier.subject_ref,
            purpose=case.purpose.value,
            matter=case.matter.id,
            case_number=case.case_number,
        )
        told = Rechecked(answer=answer_of(check), refs=refs, position=rights.position)
        return told, Submission(access=entry, position=rights.position, watch=refs)

    told, _ = await record(
        answer, rights=office.rights, committer=office.committer, deadline=deadline + COMMIT_GRACE_SECONDS
    )
    return told


def is_lost(refusal: Refusal) -> bool:
    """Tell whether a refusal says that the question may not be asked any more, and not that it cannot be just now."""
    return refusal.code in {ErrorCode.FORBIDDEN, ErrorCode.UNKNOWN_MATTER}
