"""Answers the public: the departments are asked afresh, and what may be shown is settled against the rights log."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import ceil

from gateway.judging import dossier_of
from gateway.noting import refuse_unknown_noted
from gateway.office import Office
from gateway.public_query.disclosing import PublicTerms, disclosed, disclosed_kinds, remedies_for
from gateway.public_query.model import PublicAnswer, PublicSubject
from gateway.public_query.names import masker
from gateway.rights.state import RightsState
from gateway.rules.publicity import regime_on
from gateway.stages.dossier import Dossier, Fetched
from gateway.stages.fetch import Errand, fetch
from gateway.stages.free_texts import personal_texts
from gateway.stages.identify import Identified, identify
from gateway.stages.plan import Plan, plan_sources
from gateway.stages.record import record
from gateway.store.publications import hidden_records
from gateway.store.submission import AccessEntry, Submission
from gateway.visit import COMMIT_GRACE_SECONDS
from schema.codes import Purpose, RecordKind
from schema.dates import legal_day
from schema.errors import ErrorCode, Refusal
from schema.identifiers import Scheme
from schema.outcomes import Failed
from schema.records import Registration

ANYBODY = "public"  # in the place of agency and client of an access entry: the public is not asked who it is
OPERATION = "public_query"
MOST_PAGES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicQuestion:
    """A credit code and a page as the public wrote them; `deadline` in event-loop seconds."""

    code: str
    page: int
    page_records: int
    deadline: float
    request_id: str


async def answer_public(question: PublicQuestion, office: Office) -> PublicAnswer:
    """Give what the public may see of the unit with a credit code, once its access entry is durable.

    The entry names nobody who asked. Raises `Refusal`.
    """
    subject = identify(Scheme.CREDIT_CODE, question.code, where="code")
    if not 1 <= question.page <= MOST_PAGES:
        hint = f"write 1 to {MOST_PAGES}"
        raise Refusal(ErrorCode.BAD_REQUEST, f"there is no page {question.page}", where="page", hint=hint)
    now = office.clock()
    today = legal_day(now)
    pack = office.packs.governing(today)
    errand = Errand(deadline=question.deadline - office.settings.reserve_ms / 1000, request_id=question.request_id)
    kinds = disclosed_kinds(pack.disclosures, today)
    fetched = await fetch(subject, _plan(kinds, office), office.desks, errand)
    latest = question.deadline + COMMIT_GRACE_SECONDS

    def entry(subject_ref: str) -> AccessEntry:
        return AccessEntry(
            at=now,
            operation=OPERATION,
            agency=ANYBODY,
            client=ANYBODY,
            subject_ref=subject_ref,
            purpose=Purpose.PUBLICITY.value,
        )

    await refuse_unknown_noted(subject, fetched, entry, office, latest, where="code")
    hidden = await office.reader.call(partial(hidden_records, subject_ref=office.vault.subject_ref(subject.asked)))
    silent = _silent(fetched, office)

    def answer(rights: RightsState) -> tuple[PublicAnswer, Submission]:
        dossier = dossier_of(
            fetched,
            rights,
            office,
            today=today,
            regimes=office.packs.regimes(today),
            offences=pack.offences,
        )
        regime = regime_on(office.packs.regimes(today), today)
        terms = PublicTerms(today=today, pack=pack, regime=regime, hidden=hidden, silent=silent)
        told = _told(question, now, _unit(subject, dossier, kinds), dossier, terms, office)
        watch = frozenset([dossier.subject_ref, *(str(each.id) for each in dossier.records)])
        return told, Submission(access=entry(dossier.subject_ref), position=rights.position, watch=watch)

    told, _ = await record(answer, rights=office.rights, committer=office.committer, deadline=latest)
    return told


def _told(  # noqa: PLR0917 - private
    question: PublicQuestion,
    now: datetime,
    unit: PublicSubject,
    dossier: Dossier,
    terms: PublicTerms,
    office: Office,
) -> PublicAnswer:
    shown = disclosed(dossier.records, terms)
    pages = max(1, ceil(len(shown) / question.page_records))
    start = (question.page - 1) * question.page_records
    names = (office.agencies[slug].name_zh for slug in sorted(terms.silent) if slug in office.agencies)
    return PublicAnswer(
        asked_at=now,
        day=terms.today,
        rules=f"{terms.pack.version.id} {terms.pack.version.version}",
        subject=unit,
        complete=not terms.silent,
        silent=tuple(names),
        total=len(shown),
        page=question.page,
        pages=pages,
        records=shown[start : start + question.page_records],
        remedies=remedies_for((each.kind for each in shown), terms.pack),
    )


def _unit(subject: Identified, dossier: Dossier, kinds: Collection[RecordKind]) -> PublicSubject:
    """Give the unit as its registration names it, as far as registrations are public."""
    found = next((each for each in dossier.records if isinstance(each, Registration)), None)
    masked = masker(dossier.records)
    name, status = None, None
    if found is not None and RecordKind.REGISTRATION in kinds:
        texts = personal_texts(found)
        name = masked(texts.get("subject_name", dossier.name or found.subject_name or "")) or None
        status = masked(texts.get("registration_status", found.registration_status or "")) or None
    return PublicSubject(
        credit_code=subject.asked.value,
        name=name,
        kind=dossier.subject_kind.value if dossier.subject_kind else None,
        registration_status=status,
    )


def _plan(kinds: Collection[RecordKind], office: Office) -> Plan:
    wanted = [slug for slug, source in office.sources.items() if source.asks_units and source.kinds & set(kinds)]
    return plan_sources(
        wanted,
        specs=office.sources,
        required=(),
        personal=False,
        purpose=Purpose.PUBLICITY,
        as_of=None,
    )


def _silent(fetched: Fetched, office: Office) -> frozenset[str]:
    """Name the agencies of the sources that did not answer."""
    answers = (answer for answer in fetched.answers if isinstance(answer.outcome, Failed))
    return frozenset(office.sources[answer.source].agency for answer in answers)
